package main

import (
	"math"
	"math/rand/v2"
)

// snackBar is a popcorn vendor behind a counter of a department store.
func snackBar() *canvas {
	c := newCanvas()
	chance := dice(1)
	c.fill(everything(), down(0, 400, hex(0xd8c49a), hex(0xe6cf9f), hex(0xc99a68)))
	c.glow(330, 120, 420, hex(0xfff0c0), 0.55)
	for i := range 4 {
		c.goods(chance, 20+73*float64(i)+40, 612)
	}
	c.lay(rect(0, 300, side, 90), fading(hex(0x4a2a22), 0, 300, 0, 0, 390, 0.6), look{})
	c.defocus(3.2)
	for _, x := range [3]float64{84, 318, 540} {
		c.pendant(x, 66+14*math.Sin(x))
	}
	c.vendor()
	c.popcornMachine(chance)
	c.counter(chance)
	c.buyers()
	c.develop(grade{seed: 1, bloom: 0.35, vignette: 0.5, grain: 4.5, haze: 0.04, vivid: 0.14, shadows: hex(0x3a1f4a), lights: hex(0xffeccb)})
	return c
}

// goods is a shelf of bottles, tins and boxes.
func (c *canvas) goods(chance *rand.Rand, y, width float64) {
	c.fill(rect(0, y, width, 7), down(y, y+7, hex(0xa9774a), hex(0x6e4528)))
	c.soft(rect(0, y+7, width, 9), hex(0x7a5234), 4)
	for x := 4.0; x < width; {
		w := between(chance, 13, 26)
		h := between(chance, 24, 46)
		tint := pick(chance, hex(0xd84f3a), hex(0x2e8b83), hex(0xe9b23c), hex(0x4b6fa8), hex(0xf1e7d0), hex(0x8fae4f), hex(0xd98a9b))
		switch chance.IntN(3) {
		case 0:
			c.fill(rounded(x, y-h*0.7, w*0.8, h*0.7, 4).and(rounded(x+w*0.26, y-h*1.15, w*0.28, h*0.5, 2)), across(x, x+w, tint.light(0.3), tint.dark(0.25)))
			c.fill(rect(x, y-h*0.45, w*0.8, h*0.22), hex(0xf6ecd4))
		case 1:
			c.fill(rect(x, y-h, w, h), across(x, x+w, tint, tint.dark(0.2)))
			c.fill(disc(x+w/2, y-h*0.55, w*0.26), tint.light(0.6))
		default:
			c.fill(rounded(x, y-h*0.62, w, h*0.62, 3), across(x, x+w, tint.light(0.35), tint, tint.dark(0.3)))
			c.fill(rect(x, y-h*0.42, w, 5), hex(0xf3d98a))
		}
		x += w + between(chance, 2, 7)
	}
}

func (c *canvas) pendant(x, y float64) {
	c.fill(rect(x-1, 0, 2, y-26), hex(0x3c2a26))
	c.fill(polygon(x-10, y-28, x+10, y-28, x+36, y, x-36, y), across(x-36, x+36, hex(0x1f6f69), hex(0x3da095), hex(0x124844)))
	c.fill(oval(x, y, 36, 7), hex(0xfff3c4))
	c.glow(x, y+12, 190, hex(0xffd07a), 0.15)
	c.glow(x, y+4, 60, hex(0xfff6d8), 0)
}

// vendor is a woman with a red kerchief who fills a bag.
func (c *canvas) vendor() {
	const x, y = 404, 218
	// Shoulders and blouse.
	body := blob(x-22, y+44, x+22, y+44, x+70, y+66, x+92, y+118, x+96, y+190, x-96, y+190, x-92, y+118, x-70, y+66)
	c.lay(body.move(10, 6), hex(0x5b3426), look{blur: 10, fade: 0.55})
	c.fill(body, across(x-100, x+100, hex(0xf6f1e4), hex(0xe9dfcb), hex(0xb9a58f)))
	c.lay(stroke(2.4, curve(x-66, y+92, x-60, y+130, x-64, y+180)...).and(stroke(2.4, curve(x+64, y+92, x+60, y+130, x+62, y+180)...)), hex(0x9a846f), look{fade: 0.45})
	// Neck and collar.
	c.fill(brush(34, 40, at(x, y+26), at(x, y+58)), down(y+26, y+60, hex(0xb97f60), hex(0xdca684)))
	c.fill(polygon(x-26, y+44, x-2, y+66, x-34, y+78), hex(0xffffff))
	c.fill(polygon(x+26, y+44, x+2, y+66, x+34, y+78), hex(0xe9e2d2))
	// Apron.
	apron := blob(x-34, y+92, x+34, y+92, x+46, y+150, x+52, y+190, x-52, y+190, x-46, y+150)
	c.fill(apron, across(x-52, x+52, hex(0xd94a3c), hex(0xc23a31), hex(0x8e2429)))
	c.fill(stroke(6, at(x-32, y+96), at(x-44, y+58)).and(stroke(6, at(x+32, y+96), at(x+44, y+58))), hex(0xb5352f))
	for i := range 4 {
		for k := range 3 {
			c.fill(disc(x-36+float64(i)*24+float64(k%2)*12, y+112+float64(k)*24, 3.2), hex(0xffd9b8))
		}
	}
	// Head.
	c.fill(oval(x, y-4, 42, 46), hair())
	face := oval(x-3, y+6, 34, 39)
	c.fill(face, across(x-40, x+36, hex(0xf2c6a2), hex(0xe2ae8a), hex(0xb97c62)))
	put := func(s shape) shape { return s.turn(x, y, -3) }
	c.features(put, x-8, y+8, 40, -0.35)
	c.fill(blob(x-40, y-2, x-30, y-18, x-4, y-20, x+24, y-22, x+38, y+2, x+40, y-20, x+20, y-42, x-20, y-42, x-40, y-20), hair())
	kerchief := blob(x-40, y-17, x-8, y-29, x+30, y-27, x+43, y-9, x+40, y-32, x+18, y-53, x-18, y-53, x-38, y-36)
	c.fill(kerchief, across(x-42, x+44, hex(0xee5a48), hex(0xcf3b32), hex(0x8c2026)))
	c.lay(stroke(1.6, curve(x-37, y-22, x-8, y-34, x+40, y-20)...), hex(0xffd2b0), look{fade: 0.35})
	// Arms: one holds the bag, the other the scoop.
	sleeve := across(x-110, x+110, hex(0xf3ecdc), hex(0xcdbda5))
	c.fill(brush(44, 32, curve(x-66, y+86, x-96, y+126, x-92, y+146)...), sleeve)
	c.fill(brush(26, 21, curve(x-92, y+140, x-104, y+120, x-108, y+100)...), across(x-120, x-80, hex(0xf0c3a0), hex(0xcb9473)))
	c.fill(brush(44, 32, curve(x+68, y+86, x+88, y+128, x+62, y+150)...), sleeve)
	c.fill(brush(26, 20, curve(x+66, y+148, x+16, y+142, x-34, y+124)...), across(x-40, x+70, hex(0xeab893), hex(0xc08a6b)))
	c.popcornBag(x-62, y+118, 44, 62, -4)
	c.fill(oval(x-40, y+124, 13, 11), hex(0xeab893))
	for i := range 4 {
		c.fill(stroke(6.4, at(x-44+float64(i), y+116+float64(i)*7), at(x-56, y+117+float64(i)*7)), hex(0xe8b591))
	}
	// The scoop above the bag.
	c.fill(oval(x-110, y+96, 12, 11), hex(0xecbd99))
	c.fill(stroke(7, at(x-112, y+94), at(x-92, y+78)), hex(0x70757c))
	c.fill(blob(x-98, y+76, x-84, y+58, x-58, y+66, x-54, y+84, x-78, y+90), along(x-98, y+60, x-54, y+90, hex(0xf3f4f2), hex(0x8f969c)))
	chance := dice(11)
	for range 15 {
		c.popcorn(chance, between(chance, x-86, x-56), between(chance, y+54, y+72), 6)
	}
	for _, p := range pairs(x-52, y+84, x-57, y+97, x-48, y+101, x-66, y+104, x-54, y+110) {
		c.popcorn(chance, p.x, p.y, 5)
	}
}

// popcorn is one piece.
func (c *canvas) popcorn(chance *rand.Rand, x, y, r float64) {
	c.lay(disc(x+1, y+2, r), hex(0x9a5a1e), look{blur: 1.2, fade: 0.5})
	for i := range 4 {
		sin, cos := math.Sincos(float64(i)*math.Pi/2 + between(chance, 0, 1))
		tint := hex(0xfff3cf).mix(hex(0xf4cf7e), chance.Float64()*0.7)
		c.fill(disc(x+cos*r*0.45, y+sin*r*0.45, r*between(chance, 0.5, 0.68)), tint)
	}
	c.fill(disc(x-r*0.15, y-r*0.2, r*0.4), hex(0xfffaea))
}

// popcornBag is a striped paper bag, heaped full.
func (c *canvas) popcornBag(x, y, w, h, lean float64) {
	bag := polygon(x-w/2, y, x+w/2, y, x+w*0.38, y+h, x-w*0.38, y+h).turn(x, y+h, lean)
	chance := dice(uint64(x*7 + y))
	c.lay(bag.move(5, 4), hex(0x3a2020), look{blur: 5, fade: 0.6})
	for row := range 3 {
		for i := range 6 {
			c.popcorn(chance, x-w*0.42+float64(i)*w*0.17+lean, y+3-float64(row)*4.4+between(chance, -2, 2), w*0.13)
		}
	}
	c.fill(bag, hex(0xfdf6e6))
	clip := stencil(bag, 0.3)
	for i := range 4 {
		sx := x - w/2 + (float64(i)+0.5)*w/4 - w/16
		c.lay(polygon(sx, y-2, sx+w/8, y-2, x+(sx+w/8-x)*0.76, y+h, x+(sx-x)*0.76, y+h).turn(x, y+h, lean), hex(0xd8402f), look{clip: clip})
	}
	c.lay(bag, fading(hex(0x5a3020), x, 0, 0, x+w/2, 0, 0.55), look{clip: clip, blend: multiply})
}

// popcornMachine stands on the counter, lit from within.
func (c *canvas) popcornMachine(chance *rand.Rand) {
	const l, r, top, foot = 66, 262, 128, 386
	c.lay(rect(l+10, top+20, r-l+10, foot-top-20), hex(0x3a1d1a), look{blur: 14, fade: 0.45})
	box := rect(l+8, top+34, r-l-16, foot-top-84)
	c.fill(box, down(top+34, foot-50, hex(0xffe9a8), hex(0xf6b650), hex(0xc46f22)))
	c.glow(164, top+60, 120, hex(0xfff8dc), 0.15)
	// The kettle, tipped, with corn jumping out.
	c.fill(rect(161, top+30, 6, 40), hex(0x6c6a70))
	c.fill(rounded(136, top+60, 60, 40, 14).turn(166, top+80, 12), across(134, 198, hex(0xf1f1ee), hex(0xa9adb2), hex(0x60666e)))
	c.fill(oval(168, top+62, 30, 7).turn(166, top+80, 12), hex(0x4a4a52))
	for range 60 {
		c.popcorn(chance, between(chance, 104, 236), top+102+math.Pow(chance.Float64(), 0.6)*86, 6.2)
	}
	for range 260 {
		x := between(chance, l+12, r-12)
		heap := 262 + 26*math.Pow((x-170)/90, 2)
		c.popcorn(chance, x, between(chance, heap, foot-56), 7.4)
	}
	c.lay(rect(l+8, foot-96, r-l-16, 46), fading(hex(0x7a3510), 0, foot-96, 0, 0, foot-50, 0.6), look{blend: multiply})
	// Glass.
	clip := stencil(box, 0)
	c.lay(polygon(80, 160, 124, 160, 70, 336, 60, 336), hex(0xffffff), look{fade: 0.8, clip: clip})
	c.lay(polygon(206, 160, 222, 160, 160, 336, 144, 336), hex(0xffffff), look{fade: 0.86, clip: clip})
	// Frame and roof.
	red := across(l, r, hex(0xe2503c), hex(0xc6382f), hex(0x8c1f24))
	c.fill(rect(l, top+30, 9, foot-top-76).and(rect(r-9, top+30, 9, foot-top-76), rect(l-4, foot-54, r-l+8, 54)), red)
	c.fill(rect(l-4, foot-54, r-l+8, 5).and(rect(l-4, foot-14, r-l+8, 4)), hex(0xf1c766))
	for i := range 5 {
		c.fill(star(l+28+float64(i)*35, foot-31, 9, 0.45, 5, 0), hex(0xf6d681))
	}
	roof := blob(l-12, top+34, l-6, top+14, 120, top-16, 164, top-22, 208, top-16, r+6, top+14, r+12, top+34, 164, top+36)
	c.fill(roof, hex(0xfbf0d8))
	edge := stencil(roof, 0.4)
	for i := range 5 {
		x := l - 14 + float64(i)*46.0
		c.lay(polygon(x, top+40, x+23, top+40, 164+(x+23-164)*0.45, top-30, 164+(x-164)*0.45, top-30), hex(0xd8402f), look{clip: edge})
	}
	c.lay(roof, fading(hex(0x5a1f20), 150, 0, 0, r+10, 0, 0.6), look{clip: edge, blend: multiply})
	for i := range 10 {
		c.fill(wedge(l-2+float64(i)*22.4, top+33, 11.2, 0, 180), [2]colour{hex(0xd8402f), hex(0xfbf0d8)}[i%2].dark(float64(i)*0.03))
	}
	c.fill(disc(164, top-26, 7), hex(0xf1c766))
}

// counter has a wooden top, a tiled front and a row of full bags.
func (c *canvas) counter(chance *rand.Rand) {
	c.fill(rect(0, 398, side, side), down(398, side, hex(0x2b8178), hex(0x1d5a58), hex(0x0e3238)))
	for i := range 9 {
		x := float64(i)*74 - 30
		c.fill(rounded(x, 424, 64, 150, 5), along(x, 424, x+64, 574, hex(0x43a596), hex(0x267a73), hex(0x174f50)))
		c.fill(star(x+32, 497, 18, 0.5, 8, 0.2), hex(0x8fd0bd).mix(hex(0x43a596), 0.35))
		c.fill(disc(x+32, 497, 6), hex(0xf2d391))
	}
	c.lay(rect(0, 398, side, 40), fading(hex(0x04181c), 0, 398, 0.75, 0, 440, 0), look{blend: multiply})
	c.fill(rect(0, 380, side, 20), down(380, 400, hex(0xf0c48c), hex(0xb97a44), hex(0x7a4826)))
	c.lay(rect(0, 380, side, 2.4), hex(0xfff0d0), look{fade: 0.3})
	for i := range 3 {
		c.popcornBag(500+float64(i)*38, 334+float64(i%2)*3, 34, 52, float64(i-1)*1.5)
	}
	for range 9 {
		c.popcorn(chance, between(chance, 270, 470), between(chance, 384, 392), 5)
	}
}

// buyers stand nearer than the lens is set for.
func (c *canvas) buyers() {
	coat := blob(92, 640, 100, 560, 128, 528, 160, 520, 194, 530, 220, 562, 228, 640)
	c.soft(coat, across(90, 230, hex(0x35507e), hex(0x22365c), hex(0x15223e)), 2.6)
	c.soft(oval(160, 486, 46, 48), across(112, 208, hex(0xf0b03f), hex(0xd98a28), hex(0x94521c)), 2.4)
	c.soft(rounded(112, 496, 96, 26, 12), across(112, 208, hex(0xf8d78e), hex(0xb87a34)), 2.4)
	c.soft(disc(160, 438, 14), hex(0xf8d78e), 2.4)
	c.soft(rounded(124, 522, 74, 20, 10), hex(0xc23a31), 2.4)
	c.soft(blob(520, 660, 508, 560, 530, 470, 580, 430, 650, 420, 700, 660), across(508, 640, hex(0x4a3b46), hex(0x241c2c)), 6)
	c.soft(oval(612, 374, 48, 62), across(560, 640, hex(0x3a2a2c), hex(0x17121c)), 6)
}
