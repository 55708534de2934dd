package main

import (
	"bytes"
)

// exifBlocks makes JPEG files whose EXIF blocks hold what cameras and
// software write, the odd included.
func exifBlocks(m *maker) {
	for _, o := range []string{"II", "MM"} {
		order := "-ExifByteOrder=" + o
		suffix := map[string]string{"II": "-le.jpg", "MM": "-be.jpg"}[o]
		m.file("camera"+suffix, jpegFile(), order, "-EXIF:Make=Example", "-EXIF:Model=X-1", "-EXIF:Software=Ver.1.0 ",
			"-EXIF:ExposureTime=1/250", "-EXIF:FNumber=5.6", "-EXIF:ISO=200", "-EXIF:ShutterSpeedValue=1/250", "-EXIF:ApertureValue=5.6",
			"-EXIF:ExposureCompensation=-0.67", "-EXIF:FocalLength=50", "-EXIF:LensInfo=24 70 2.8 4", "-EXIF:LensModel=24-70",
			"-EXIF:Flash#=16", "-EXIF:ColorSpace#=1", "-EXIF:ExifVersion=0232", "-EXIF:ComponentsConfiguration#=1 2 3 0",
			"-EXIF:XResolution=300", "-EXIF:YResolution=300", "-EXIF:WhitePoint=0.3127 0.329", "-EXIF:SubjectArea=10 20 30 40",
			"-EXIF:Orientation#=8", "-EXIF:Rating=4", "-EXIF:FileSource#=3", "-EXIF:SceneType#=1", "-EXIF:BrightnessValue=-1.5",
			"-EXIF:AmbientTemperature=-4.5", "-EXIF:SerialNumber=0012345", "-EXIF:ImageUniqueID=00ff", "-InteropIndex=R98", "-EXIF:GainControl#=1",
			"-EXIF:DateTimeOriginal=2013:02:25 08:14:00", "-EXIF:SubSecTimeOriginal=12", "-EXIF:OffsetTimeOriginal=+09:00",
			"-EXIF:CreateDate=2013:02:25 08:14:01", "-EXIF:SubSecTimeDigitized=00 ", "-EXIF:OffsetTimeDigitized=-03:30",
			"-EXIF:ModifyDate=2013:02:26 10:00:00", "-EXIF:SubSecTime=5", "-EXIF:OffsetTime=Z",
			"-EXIF:GPSVersionID=2 3 0 0", "-EXIF:GPSTimeStamp=23:14:00.5", "-EXIF:GPSDateStamp=2013:02:24", "-EXIF:GPSMapDatum=WGS-84")
		m.file("text"+suffix, jpegFile(), order, "-EXIF:ImageDescription=평양의 시장 – popcorn", "-EXIF:Artist=Zoë Example; Kim Il",
			"-EXIF:Copyright=© Ada Example\n© The Editor", "-EXIF:XPTitle=A title – 제목", "-EXIF:XPComment=A comment", "-EXIF:XPAuthor=Ada;Ben",
			"-EXIF:XPKeywords=market;겨울", "-EXIF:XPSubject=A subject", "-EXIF:UserComment=평양의 시장", "-EXIF:GPSProcessingMethod=NETWORK")
	}
	m.file("ascii-comment.jpg", jpegFile(), "-EXIF:UserComment=plain words")
	m.file("latin.jpg", jpegFile(), "-charset", "exif=latin", "-EXIF:ImageDescription=Café “Zoë” – 10 €")
	for _, q := range [][3]string{{"ne", "N", "E"}, {"nw", "N", "W"}, {"se", "S", "E"}, {"sw", "S", "W"}} {
		m.file("gps-"+q[0]+".jpg", jpegFile(), "-GPSLatitude=39.0319", "-GPSLatitudeRef="+q[1], "-GPSLongitude=125.7532",
			"-GPSLongitudeRef="+q[2], "-GPSAltitude=30.5", "-GPSAltitudeRef#=0", "-GPSDestLatitude=12.5", "-GPSDestLatitudeRef="+q[1],
			"-GPSDestLongitude=45.25", "-GPSDestLongitudeRef="+q[2])
	}
	m.file("gps-below-sea.jpg", jpegFile(), "-GPSLatitude=31.5", "-GPSLatitudeRef=N", "-GPSLongitude=35.5", "-GPSLongitudeRef=E",
		"-GPSAltitude=430", "-GPSAltitudeRef#=1")
	m.file("gps-no-refs.jpg", jpegFile(), "-GPSLatitude=39.0319", "-GPSLongitude=125.7532")
	m.file("gps-null.jpg", jpegFile(), "-GPSLatitude=0", "-GPSLatitudeRef=N", "-GPSLongitude=0", "-GPSLongitudeRef=E")
	lower := bytes.Replace(m.read("gps-sw.jpg"), []byte("S\x00"), []byte("s\x00"), 2)
	m.file("gps-lower-case.jpg", bytes.Replace(lower, []byte("W\x00"), []byte("w\x00"), 2))
	for _, d := range [][2]string{
		{"zero", "0000:00:00 00:00:00"},
		{"blank", "    :  :     :  :  "},
		{"hour-24", "2004:02:29 24:24:27"},
		{"no-such-day", "2003:02:29 10:00:00"},
		{"day-only", "2013:02:25"},
		{"iso", "2013-02-25T08:14:00+09:00"},
		{"future", "2216:11:15 11:46:51"},
	} {
		m.file("date-"+d[0]+".jpg", jpegFile(), "-EXIF:DateTimeOriginal#="+d[1])
	}
	m.file("thumbnail.jpg", jpegFile(), "-EXIF:ImageDescription=With a thumbnail", "-EXIF:Orientation#=1", "-IFD1:Orientation#=6", "-IFD1:XResolution=72",
		"-IFD1:Compression#=6")
}
