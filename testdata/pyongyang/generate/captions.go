package main

// photograph is one drawing and the files it is written to.
type photograph struct {
	name  string
	draw  func() *canvas
	about exif
	files []file
}

// file is a picture file with its caption. Without a sidecar the caption
// stands in the picture's own EXIF ImageDescription, or nowhere else.
type file struct {
	name, sidecar string
	encoding      encoding
	caption       string
}

// photographs are all pictures of the folder with the words that go with
// them. Ada Example, who took them, is as invented as the accounts named.
func photographs() []photograph {
	const zone = "+09:00" // Korea's time in 2013
	return []photograph{
		{
			name: "01-snack-bar", draw: snackBar,
			about: exif{taken: "2013:02:25 10:42:00", offset: zone, placed: true, lat: 39.0226, lon: 125.7513, altitude: 28},
			files: []file{{
				name: "01-snack-bar.jpg", sidecar: "01-snack-bar.txt",
				caption: "A vendor scoops warm popcorn at a #snackbar in a department store in #Pyongyang. The boy in front of me has been waiting since the first pop. #NKorea #DPRK",
			}},
		},
		{
			name: "02-mural", draw: mural,
			about: exif{taken: "2013:02:19 09:05:00", placed: true, lat: 39.0193, lon: 125.7420},
			files: []file{{
				name: "02-mural.jpg", sidecar: "02-mural.jpg.txt",
				caption: "Children walk hand in hand past the rainbow on the wall of their kindergarten in #Pyongyang, and their teacher counts six hats twice. #NKorea #kindergarten #mural",
			}},
		},
		{
			name: "03-tower-shadow", draw: towerShadow,
			about: exif{
				description: "Late in the afternoon the shadow of a tower reaches over the east side of #Pyongyang, across roofs and courtyards and as far as the river. #NKorea #skyline",
				taken:       "2013:02:23 16:50:00", offset: zone, placed: true, lat: 39.0176, lon: 125.7636, altitude: 175,
			},
			files: []file{{name: "03-tower-shadow.jpg"}},
		},
		{
			name: "04-boys-with-camera", draw: boys,
			about: exif{taken: "2013:02:24 16:35:00", offset: zone, placed: true, lat: 39.0205, lon: 125.7560, altitude: 12},
			files: []file{{
				name: "04-boys-with-camera.jpg", sidecar: "04-boys-with-camera.caption",
				caption: "Three schoolboys on the bank of the Taedong in #Pyongyang borrow my camera. The one in the middle doesn't want to give it back. #NKorea #DPRK",
			}},
		},
		{
			name: "05-empty-street", draw: emptyStreet,
			about: exif{taken: "2013:02:21 08:30:00", offset: zone, placed: true, lat: 39.0330, lon: 125.7380, altitude: 25},
			files: []file{
				{
					name: "05-empty-street.jpg", sidecar: "05-empty-street.txt", encoding: utf8BOMCRLF,
					caption: "A wide street, seven pigeons and one tram: a traffic officer shows the way to nobody in #Pyongyang.\n#NKorea #DPRK #street",
				},
				{
					name: "15-empty-street-again.jpg", sidecar: "15-empty-street-again.txt",
					caption: "She turns on her white ring as if the cars were here already. Morning in #pyongyang, seen with @someone_example. #NKorea",
				},
			},
		},
		{
			name: "06-metro", draw: metro,
			about: exif{taken: "2013:02:20 18:15:00", placed: true, lat: 39.0052, lon: 125.7362},
			files: []file{{
				name: "06-metro.jpg", sidecar: "06-metro.txt", encoding: utf16LE,
				caption: "평양 지하철: passengers cross a station hall under glass chandeliers, deep below #Pyongyang. #평양 #NKorea #metro",
			}},
		},
		{
			name: "07-snow-square", draw: snowySquare,
			about: exif{
				description: "A family walks to the bronze statues on Mansu Hill while sweepers with brooms keep the path open. It snows on the holiday in #Pyongyang. #NKorea #DPRK #snow",
				taken:       "2013:02:16 09:40:00", offset: zone, placed: true, lat: 39.0319, lon: 125.7532, altitude: 45,
			},
			files: []file{{name: "07-snow-square.jpg"}},
		},
		{
			name: "08-newspaper", draw: platform,
			about: exif{taken: "2013:02:22 08:02:00"},
			files: []file{{
				name: "08-newspaper.jpg", sidecar: "08-newspaper.jpg.txt", encoding: cp1252,
				caption: "Two minutes past eight – a man reads his paper on a platform in #Pyongyang. No café, no hurry; the train leaves when it leaves. #NKorea #railway",
			}},
		},
		{
			name: "09-dusk", draw: dusk,
			about: exif{taken: "2013:02:13 18:20:00", offset: zone, placed: true, lat: 39.0165, lon: 125.7600, altitude: 14},
			files: []file{
				{
					name: "09-dusk.jpg", sidecar: "09-dusk.txt",
					caption: "Tonight's last light – lamps come on, floor by floor, in the apartment blocks along the river in #Pyongyang. #NKorea #dusk",
				},
				{
					name: "14-dusk-again.jpg", sidecar: "14-dusk-again.txt",
					caption: "Tonight's last light – lamps come on, floor by floor, in the apartment\u00a0blocks along the river in #Pyongyang. #NKorea #dusk",
				},
			},
		},
		{
			name: "10-posters", draw: posters,
			files: []file{{
				name: "10-posters.jpg", sidecar: "10-posters.caption",
				caption: "Mountains, banners, doves: a cyclist in a red scarf doesn't look up at the painted boards she passes every day. #Propaganda #DPRK #NKorea",
			}},
		},
		{
			name: "11-rink", draw: rink,
			about: exif{
				description: "The pond beside the ice palace is frozen hard, and half of #Pyongyang seems to be on skates. The whole series: https://example.org/ada/pyongyang#rink #NKorea #skating",
				taken:       "2013:02:17 14:10:00", placed: true, lat: 39.0172, lon: 125.7398,
			},
			files: []file{{name: "11-rink.jpg"}},
		},
		{
			name: "12-cold-noodles", draw: coldNoodles,
			files: []file{{
				name: "12-cold-noodles.jpg", sidecar: "12-cold-noodles.txt",
				caption: "Lunch in #Pyongyang: cold noodles in a brass bowl, ice in the broth, half an egg each. @noodles_example says the mustard is not optional. #food #DPRK",
			}},
		},
		{
			name: "13-highway", draw: highway,
			about: exif{taken: "2013:02:27 08:20:00", offset: zone, placed: true, lat: 38.9000, lon: 126.8000, altitude: 210},
			files: []file{{
				name: "13-highway.jpg", sidecar: "13-highway.jpg.txt",
				caption: "The highway to #Wonsan from the first row of the bus: one bicycle, one ox cart and the mountains. @driver_example shares his tangerines. #NKorea #DPRK",
			}},
		},
	}
}
