package main

import "math"

// camera looks along z, with x to the right and y up, all in metres. What it
// sees is measured in pixels.
type camera struct {
	cx, cy float64 // where the axis of the lens meets the picture
	focal  float64 // in pixels
	height float64 // above the ground
	tilt   float64 // degrees downwards
}

// see projects a place in space. Places must be in front of the camera.
func (k camera) see(x, y, z float64) point {
	sin, cos := math.Sincos(k.tilt * math.Pi / 180)
	y -= k.height
	up, deep := y*cos+z*sin, z*cos-y*sin
	f := k.focal / math.Max(deep, 0.05)
	return point{k.cx + x*f, k.cy - up*f}
}

// scale is how many pixels a metre takes at the ground at depth z.
func (k camera) scale(z float64) float64 {
	sin, cos := math.Sincos(k.tilt * math.Pi / 180)
	return k.focal / (z*cos + k.height*sin)
}

// ground is a rectangle on the ground or at height y.
func (k camera) ground(x0, x1, z0, z1, y float64) shape {
	return poly(k.see(x0, y, z0), k.see(x1, y, z0), k.see(x1, y, z1), k.see(x0, y, z1))
}

// front is a rectangle that faces the camera.
func (k camera) front(x0, x1, y0, y1, z float64) shape {
	return poly(k.see(x0, y0, z), k.see(x1, y0, z), k.see(x1, y1, z), k.see(x0, y1, z))
}

// flank is a rectangle that runs away from the camera.
func (k camera) flank(x, y0, y1, z0, z1 float64) shape {
	return poly(k.see(x, y0, z0), k.see(x, y0, z1), k.see(x, y1, z1), k.see(x, y1, z0))
}
