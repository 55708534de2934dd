package xmp

import "strings"

// Namespaces in their official spelling.
const (
	NSRDF       = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	NSX         = "adobe:ns:meta/"
	NSDC        = "http://purl.org/dc/elements/1.1/"
	NSPhotoshop = "http://ns.adobe.com/photoshop/1.0/"
	NSIPTCCore  = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
	NSIPTCExt   = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
	NSEXIF      = "http://ns.adobe.com/exif/1.0/"
	NSEXIFEX    = "http://cipa.jp/exif/1.0/"
	NSTIFF      = "http://ns.adobe.com/tiff/1.0/"
	NSXMP       = "http://ns.adobe.com/xap/1.0/"
	NSRights    = "http://ns.adobe.com/xap/1.0/rights/"
	NSLightroom = "http://ns.adobe.com/lightroom/1.0/"
	NSDigiKam   = "http://www.digikam.org/ns/1.0/"
	NSMicrosoft = "http://ns.microsoft.com/photo/1.0/"
	NSMP        = "http://ns.microsoft.com/photo/1.2/"
	NSMPInfo    = "http://ns.microsoft.com/photo/1.2/t/RegionInfo#"
	NSMPRegion  = "http://ns.microsoft.com/photo/1.2/t/Region#"
	NSRegions   = "http://www.metadataworkinggroup.com/schemas/regions/"
	NSCC        = "http://creativecommons.org/ns#"
	NSACDSee    = "http://ns.acdsee.com/iptc/1.0/"
	NSMediaPro  = "http://ns.iview-multimedia.com/mediapro/1.0/"
)

// official gives a namespace its official spelling: writers differ in the
// slash or number sign at the end.
func official(uri string) string {
	bare := strings.TrimRight(strings.TrimSpace(uri), "/#")
	for _, end := range [...]string{"/", "#", ""} {
		if _, ok := groupName(bare + end); ok {
			return bare + end
		}
	}
	return uri
}

// groupOf is ExifTool's group of a namespace: by its URI, else by the packet's
// own prefix. known tells which.
func groupOf(space, prefix string) (group string, known bool) {
	if group, ok := groupName(space); ok {
		return group, true
	}
	return prefix, false
}

// groupName is what ExifTool calls a namespace, behind "XMP-".
func groupName(uri string) (string, bool) {
	switch uri {
	case "http://www.dji.com/drone-dji/1.0/":
		return "drone-dji", true
	case "http://rs.tdwg.org/dwc/index.htm":
		return "dwc", true
	case "http://www.metadataworkinggroup.com/schemas/collections/":
		return "mwg-coll", true
	case "http://www.metadataworkinggroup.com/schemas/keywords/":
		return "mwg-kw", true
	case "http://www.metadataworkinggroup.com/schemas/regions/":
		return "mwg-rs", true
	case "http://ns.adobe.com/xmp/sType/Area#":
		return "stArea", true
	case "http://ns.adobe.com/xap/1.0/sType/Dimensions#":
		return "stDim", true
	case "http://ns.microsoft.com/photo/1.2/":
		return "MP", true
	case "http://ns.microsoft.com/photo/1.2/t/RegionInfo#":
		return "MPRI", true
	case "http://ns.microsoft.com/photo/1.2/t/Region#":
		return "MPReg", true
	case "http://ns.microsoft.com/photo/1.1/":
		return "MP1", true
	case "http://ns.microsoft.com/photo/1.0/":
		return "microsoft", true
	case "http://ns.useplus.org/ldf/xmp/1.0/":
		return "plus", true
	case "http://ns.camerabits.com/photomechanic/1.0/":
		return "photomech", true
	case "http://ns.adobe.com/album/1.0/":
		return "album", true
	case "http://ns.adobe.com/DICOM/":
		return "DICOM", true
	case "http://ns.google.com/photos/dd/1.0/device/":
		return "Device", true
	case "http://ns.microsoft.com/expressionmedia/1.0/":
		return "expressionmedia", true
	case "http://ns.google.com/photos/1.0/audio/":
		return "GAudio", true
	case "http://ns.google.com/photos/1.0/camera/":
		return "GCamera", true
	case "http://ns.google.com/photos/1.0/creations/":
		return "GCreations", true
	case "http://ns.google.com/photos/1.0/depthmap/":
		return "GDepth", true
	case "http://ns.google.com/photos/1.0/focus/":
		return "GFocus", true
	case "http://ns.google.com/photos/1.0/image/":
		return "GImage", true
	case "http://ns.google.com/photos/1.0/panorama/":
		return "GPano", true
	case "http://ns.google.com/videos/1.0/spherical/":
		return "GSpherical", true
	case "http://xmp.gettyimages.com/gift/1.0/":
		return "getty", true
	case "http://ns.leiainc.com/photos/1.0/image/":
		return "LImage", true
	case "http://ns.adobe.com/lightroom/1.0/":
		return "lr", true
	case "http://ns.iview-multimedia.com/mediapro/1.0/":
		return "mediapro", true
	case "http://ns.apple.com/adjustment-settings/1.0/":
		return "aas", true
	case "http://ns.acdsee.com/iptc/1.0/":
		return "acdsee", true
	case "http://ns.apple.com/faceinfo/1.0/":
		return "apple-fi", true
	case "http://ns.adobe.com/exif/1.0/aux/":
		return "aux", true
	case "http://creativecommons.org/ns#",
		"http://web.resource.org/cc/":
		return "cc", true
	case "http://developer.sonyericsson.com/cell/1.0/":
		return "cell", true
	case "http://ns.adobe.com/camera-raw-defaults/1.0/":
		return "crd", true
	case "http://ns.adobe.com/creatorAtom/1.0/":
		return "creatorAtom", true
	case "http://ns.adobe.com/camera-raw-settings/1.0/":
		return "crs", true
	case "http://purl.org/dc/elements/1.1/":
		return "dc", true
	case "http://ns.optimasc.com/dex/1.0/":
		return "dex", true
	case "http://www.digikam.org/ns/1.0/":
		return "digiKam", true
	case "http://ns.adobe.com/exif/1.0/":
		return "exif", true
	case "http://cipa.jp/exif/1.0/":
		return "exifEX", true
	case "http://ns.fastpictureviewer.com/fpv/1.0/":
		return "fpv", true
	case "http://ns.adobe.com/hdr-metadata/1.0/":
		return "hdr", true
	case "http://ns.idimager.com/ics/1.0/":
		return "ics", true
	case "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/":
		return "iptcCore", true
	case "http://iptc.org/std/Iptc4xmpExt/2008-02-29/":
		return "iptcExt", true
	case "http://ns.adobe.com/pdf/1.3/":
		return "pdf", true
	case "http://ns.adobe.com/photoshop/1.0/",
		"http://ns.adobe.com/photoshop/1.0/camera-profile/":
		return "photoshop", true
	case "http://prismstandard.org/namespaces/pmi/2.2/":
		return "pmi", true
	case "http://prismstandard.org/namespaces/basic/2.0/":
		return "prism", true
	case "http://prismstandard.org/namespaces/prl/2.1/":
		return "prl", true
	case "http://prismstandard.org/namespaces/prm/3.0/":
		return "prm", true
	case "http://prismstandard.org/namespaces/prismusagerights/2.1/":
		return "pur", true
	case "http://ns.adobe.com/swf/1.0/":
		return "swf", true
	case "http://ns.adobe.com/tiff/1.0/":
		return "tiff", true
	case "http://ns.adobe.com/xap/1.0/":
		return "xmp", true
	case "http://ns.adobe.com/xap/1.0/sType/Job#":
		return "stJob", true
	case "http://ns.adobe.com/xap/1.0/bj/":
		return "xmpBJ", true
	case "http://ns.adobe.com/xmp/1.0/DynamicMedia/":
		return "xmpDM", true
	case "http://ns.adobe.com/xap/1.0/sType/ResourceRef#":
		return "stRef", true
	case "http://ns.adobe.com/xap/1.0/mm/":
		return "xmpMM", true
	case "http://ns.adobe.com/xap/1.0/PLUS/":
		return "xmpPLUS", true
	case "http://ns.adobe.com/xap/1.0/rights/":
		return "xmpRights", true
	case "http://ns.adobe.com/xap/1.0/g/":
		return "xmpG", true
	case "http://ns.adobe.com/xap/1.0/t/pg/":
		return "xmpTPg", true
	case "http://www.w3.org/1999/02/22-rdf-syntax-ns#":
		return "rdf", true
	case "adobe:ns:meta/":
		return "x", true
	}
	return "", false
}

// usual is the namespace that a prefix usually stands for, or "". Only those
// matter that hold what this room reads.
func usual(prefix string) string {
	switch prefix {
	case "rdf":
		return NSRDF
	case "x":
		return NSX
	case "dc":
		return NSDC
	case "photoshop":
		return NSPhotoshop
	case "Iptc4xmpCore":
		return NSIPTCCore
	case "Iptc4xmpExt":
		return NSIPTCExt
	case "exif":
		return NSEXIF
	case "tiff":
		return NSTIFF
	case "xmp", "xap":
		return NSXMP
	case "xmpRights", "xapRights":
		return NSRights
	case "lr":
		return NSLightroom
	case "digiKam":
		return NSDigiKam
	case "MicrosoftPhoto":
		return NSMicrosoft
	case "MP":
		return NSMP
	case "MPRI":
		return NSMPInfo
	case "MPReg":
		return NSMPRegion
	case "mwg-rs":
		return NSRegions
	case "cc":
		return NSCC
	}
	return ""
}
