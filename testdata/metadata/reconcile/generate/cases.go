package main

import "strings"

const caption = "A popcorn vendor works at a snack bar in a department store in #Pyongyang."

// press are the fields of a press picture, in all three blocks.
func press() []string {
	return []string{
		"-codedcharacterset=utf8",
		"-EXIF:ImageDescription=" + caption,
		"-EXIF:Artist=Ada Example; Bob \"Bo\" Beispiel",
		"-EXIF:Copyright=© 2013 Ada Example",
		"-EXIF:DateTimeOriginal=2013:02:25 08:14:00", "-EXIF:SubSecTimeOriginal=12", "-EXIF:OffsetTimeOriginal=+09:00",
		"-EXIF:GPSLatitude=39.0319", "-EXIF:GPSLatitudeRef=N", "-EXIF:GPSLongitude=125.7532", "-EXIF:GPSLongitudeRef=E",
		"-EXIF:GPSAltitude=30", "-EXIF:GPSAltitudeRef=0",
		"-IPTC:Caption-Abstract=" + caption, "-IPTC:ObjectName=Popcorn", "-IPTC:Headline=Snacks in Pyongyang",
		"-IPTC:Keywords=Pyongyang", "-IPTC:Keywords=snack bar", "-IPTC:Keywords=북한",
		"-IPTC:By-line=Ada Example", "-IPTC:By-line=Bob \"Bo\" Beispiel", "-IPTC:Credit=Example Press", "-IPTC:Source=Example Archive",
		"-IPTC:CopyrightNotice=© 2013 Ada Example", "-IPTC:Writer-Editor=cw", "-IPTC:OriginalTransmissionReference=REF-1",
		"-IPTC:Sub-location=Mansu Hill", "-IPTC:City=Pyongyang", "-IPTC:Country-PrimaryLocationName=North Korea",
		"-IPTC:Country-PrimaryLocationCode=PRK", "-IPTC:DateCreated=2013:02:25", "-IPTC:TimeCreated=08:14:00+09:00",
		"-XMP-dc:Description=" + caption, "-XMP-dc:Title=Popcorn", "-XMP-photoshop:Headline=Snacks in Pyongyang",
		"-XMP-dc:Subject=Pyongyang", "-XMP-dc:Subject=snack bar", "-XMP-dc:Subject=북한",
		"-XMP-dc:Creator=Ada Example", "-XMP-dc:Creator=Bob \"Bo\" Beispiel", "-XMP-dc:Rights=© 2013 Ada Example",
		"-XMP-photoshop:Credit=Example Press", "-XMP-photoshop:Source=Example Archive", "-XMP-photoshop:CaptionWriter=cw",
		"-XMP-photoshop:TransmissionReference=REF-1", "-XMP-xmpRights:UsageTerms=Editorial use only",
		"-XMP-xmpRights:WebStatement=https://example.org/licence",
		"-XMP-iptcCore:Location=Mansu Hill", "-XMP-photoshop:City=Pyongyang", "-XMP-photoshop:Country=North Korea", "-XMP-iptcCore:CountryCode=PRK",
		"-XMP-photoshop:DateCreated=2013:02:25 08:14:00+09:00",
		"-XMP-iptcCore:AltTextAccessibility=A woman behind a popcorn machine",
		"-XMP-iptcExt:PersonInImage=Ada Example", "-XMP-iptcExt:PersonInImage=Chris Muster",
		"-XMP-lr:HierarchicalSubject=Asia|Korea|Pyongyang", "-XMP-lr:HierarchicalSubject=Food|popcorn",
		"-XMP-xmp:Rating=5",
	}
}

// iptcDiffers changes IPTC's values alone.
func iptcDiffers() []string {
	return []string{
		"-IPTC:Caption-Abstract=The caption of IPTC", "-IPTC:Keywords=iptc keyword", "-IPTC:By-line=Iptc Byline",
		"-IPTC:CopyrightNotice=Iptc Notice", "-IPTC:Sub-location=Iptc Sublocation", "-IPTC:City=Iptc City",
		"-IPTC:Province-State=Iptc State", "-IPTC:Country-PrimaryLocationName=Iptc Country",
		"-IPTC:DateCreated=2001:01:01", "-IPTC:TimeCreated=01:01:01+00:00",
	}
}

// xmpDiffers writes other values into XMP.
func xmpDiffers() []string {
	return []string{
		"-XMP-dc:Description=The caption of XMP", "-XMP-dc:Subject=xmp keyword", "-XMP-dc:Creator=Xmp Creator",
		"-XMP-dc:Rights=Xmp Rights", "-XMP-iptcCore:Location=Xmp Location", "-XMP-photoshop:City=Xmp City",
		"-XMP-photoshop:State=Xmp State", "-XMP-photoshop:Country=Xmp Country",
		"-XMP-photoshop:DateCreated=2002:02:02 02:02:02Z",
	}
}

func pictures() []picture {
	fresh := []string{"-Photoshop:IPTCDigest=new"}
	long := strings.Repeat("A caption that is cut at its limit. ", 60)
	return []picture{
		{"plain.jpg", nil},
		{"press.jpg", [][]string{press()}},
		{"iptc-only.jpg", [][]string{append([]string{"-codedcharacterset=utf8"}, iptcDiffers()...)}},
		{"xmp-only.jpg", [][]string{xmpDiffers()}},
		{"both-no-digest.jpg", [][]string{append(iptcDiffers(), xmpDiffers()...)}},
		{"both-fresh.jpg", [][]string{append(iptcDiffers(), xmpDiffers()...), fresh}},
		{"both-stale.jpg", [][]string{append(iptcDiffers(), xmpDiffers()...), {"-Photoshop:IPTCDigest=00000000000000000000000000000001"}}},
		{"stale-cut.jpg", [][]string{
			{
				"-IPTC:Caption-Abstract=" + long[:2000], "-XMP-dc:Description=" + long + "The end.",
				"-IPTC:City=" + strings.Repeat("Llanfair", 4), "-XMP-photoshop:City=" + strings.Repeat("Llanfair", 5),
				"-IPTC:By-line=" + strings.Repeat("Longname", 4), "-XMP-dc:Creator=" + strings.Repeat("Longname", 6),
				"-Photoshop:IPTCDigest=00000000000000000000000000000001",
			},
		}},
		{"stale-gap.jpg", [][]string{{
			"-IPTC:Caption-Abstract=The caption of IPTC", "-XMP-dc:Description=The caption of XMP", "-XMP-dc:Subject=xmp keyword",
			"-XMP-dc:Creator=Xmp Creator", "-Photoshop:IPTCDigest=00000000000000000000000000000001",
		}}},
		{"junk.jpg", [][]string{{
			"-EXIF:ImageDescription=OLYMPUS DIGITAL CAMERA         ", "-IPTC:Caption-Abstract=A real caption", "-EXIF:Artist=  ", "-XMP-dc:Creator=Xmp Creator",
		}}},
		{"junk-everywhere.jpg", [][]string{{
			"-EXIF:ImageDescription=SONY DSC", "-IPTC:Caption-Abstract=junk-everywhere.jpg", "-XMP-dc:Description=DCF 1.0",
			"-EXIF:UserComment=    ", "-EXIF:XPComment=The comment of Windows", "-EXIF:XPKeywords=one;two; one", "-EXIF:XPTitle=The title of Windows", "-EXIF:XPAuthor=Ada;Bob",
		}}},
		{"shown.jpg", [][]string{{
			"-XMP-iptcExt:LocationShown=[{Sublocation=Kim Il Sung Square,City=Pyongyang,CountryCode=KP,GPSLatitude=39.02,GPSLongitude=125.75},{City=Nampo,CountryName=North Korea}]",
			"-XMP-iptcExt:LocationCreated={City=Beijing,CountryName=China}",
			"-XMP-photoshop:City=Old City", "-XMP-photoshop:Country=DPRK", "-XMP-iptcCore:Location=Old Location",
		}}},
		{"created.jpg", [][]string{{"-XMP-iptcExt:LocationCreated={Sublocation=Tiananmen,City=Beijing,CountryName=China}"}}},
		{"xmp-gps.jpg", [][]string{{"-XMP-exif:GPSLatitude=-33.8568", "-XMP-exif:GPSLongitude=-70.6483", "-XMP-exif:GPSAltitude=520", "-XMP-exif:GPSAltitudeRef=0"}}},
		{"gps-differs.jpg", [][]string{{
			"-EXIF:GPSLatitude=33.8568", "-EXIF:GPSLatitudeRef=S", "-EXIF:GPSLongitude=70.6483", "-EXIF:GPSLongitudeRef=W",
			"-XMP-exif:GPSLatitude=48.1", "-XMP-exif:GPSLongitude=11.5",
		}}},
		{"regions.jpg", [][]string{{
			"-XMP-mwg-rs:RegionInfo={AppliedToDimensions={W=8,H=6,Unit=pixel},RegionList=[{Area={X=0.5,Y=0.5,W=0.1,H=0.1,Unit=normalized},Name=Ada Example,Type=Face},{Area={X=0.1,Y=0.1,W=0.1,H=0.1,Unit=normalized},Name=Rex,Type=Pet}]}",
			"-XMP-MP:RegionInfoMP={Regions=[{PersonDisplayName=Bob Beispiel,Rectangle=0.1|, 0.1|, 0.2|, 0.2},{PersonDisplayName=ada example}]}",
			"-XMP-iptcExt:PersonInImage=Ada Example",
		}}},
		{"hierarchy.jpg", [][]string{{
			"-XMP-digiKam:TagsList=Places/Asia/Korea", "-XMP-digiKam:TagsList=korea", "-XMP-lr:HierarchicalSubject=Places|Asia|Korea", "-XMP-dc:Subject=Asia",
		}}},
		{"languages.jpg", [][]string{{
			"-XMP-dc:Title-de=Der Titel", "-XMP-dc:Title=The title", "-XMP-dc:Description-fr=Seulement en français", "-XMP-iptcCore:ExtDescrAccessibility=An extended description",
		}}},
		{"rating.jpg", [][]string{{"-XMP-xmp:Rating=-1", "-XMP-microsoft:RatingPercent=75"}}},
		{"date-month.jpg", [][]string{{"-IPTC:DateCreated=2013:02:00"}}},
		{"date-impossible.jpg", [][]string{{"-EXIF:DateTimeOriginal=2013:02:31 24:24:27", "-XMP-photoshop:DateCreated=2013-02-25"}}},
		{"date-zone.jpg", [][]string{{"-EXIF:DateTimeOriginal=2013:02:25 08:14:00", "-XMP-photoshop:DateCreated=2013:02:25 08:14:00+09:00"}}},
		{"date-late.jpg", [][]string{{"-EXIF:DateTimeOriginal=2216:01:01 00:00:00", "-XMP-xmp:CreateDate=2013:02:25 08:14:00"}}},
		{"latin1.jpg", [][]string{{"-charset", "iptc=Latin", "-IPTC:Caption-Abstract=Café à Genève – “où”", "-IPTC:City=Genève"}}},
		{"utf8-undeclared.jpg", [][]string{{"-charset", "iptc=utf8", "-IPTC:Caption-Abstract=Café à Genève – 제네바", "-IPTC:City=Genève"}}},
		{"latin1-declared.jpg", [][]string{{"-charset", "iptc=Latin", "-IPTC:CodedCharacterSet#=\x1b.A", "-IPTC:City=ZÃ¼rich"}}},
		{"macroman.jpg", [][]string{{"-charset", "iptc=MacRoman", "-IPTC:City=Genève"}}},
		{"comments.png", [][]string{{
			"-PNG:Title=The title", "-PNG:Author=Ada Example; Bob", "-PNG:Description=Ein Käse", "-PNG:Copyright=© Ada",
			"-PNG:CreationTime=2013:02:25 08:14:00+09:00", "-PNG:Comment=A comment",
		}}},
		{"user-comment.jpg", [][]string{{"-EXIF:UserComment=日本の写真"}}},
		{"exif-date-only-digitized.jpg", [][]string{{"-EXIF:CreateDate=2013:02:25 08:14:00", "-EXIF:ModifyDate=2014:01:01 00:00:00"}}},
	}
}
