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

// namespace is one that ExifTool knows.
type namespace struct {
	// uri is the official spelling.
	uri string
	// prefix is the usual one.
	prefix string
	// group is ExifTool's name behind "XMP-".
	group string
}

// namespaces are those that ExifTool writes, with its names for them.
var namespaces = [...]namespace{
	{"http://www.dji.com/drone-dji/1.0/", "drone-dji", "drone-dji"},
	{"http://rs.tdwg.org/dwc/index.htm", "dwc", "dwc"},
	{"http://www.metadataworkinggroup.com/schemas/collections/", "mwg-coll", "mwg-coll"},
	{"http://www.metadataworkinggroup.com/schemas/keywords/", "mwg-kw", "mwg-kw"},
	{"http://www.metadataworkinggroup.com/schemas/regions/", "mwg-rs", "mwg-rs"},
	{"http://ns.adobe.com/xmp/sType/Area#", "stArea", "stArea"},
	{"http://ns.adobe.com/xap/1.0/sType/Dimensions#", "stDim", "stDim"},
	{"http://ns.microsoft.com/photo/1.2/", "MP", "MP"},
	{"http://ns.microsoft.com/photo/1.2/t/RegionInfo#", "MPRI", "MPRI"},
	{"http://ns.microsoft.com/photo/1.2/t/Region#", "MPReg", "MPReg"},
	{"http://ns.microsoft.com/photo/1.1/", "MP1", "MP1"},
	{"http://ns.microsoft.com/photo/1.0/", "MicrosoftPhoto", "microsoft"},
	{"http://ns.useplus.org/ldf/xmp/1.0/", "plus", "plus"},
	{"http://ns.camerabits.com/photomechanic/1.0/", "photomechanic", "photomech"},
	{"http://ns.adobe.com/album/1.0/", "album", "album"},
	{"http://ns.adobe.com/DICOM/", "DICOM", "DICOM"},
	{"http://ns.google.com/photos/dd/1.0/device/", "Device", "Device"},
	{"http://ns.microsoft.com/expressionmedia/1.0/", "expressionmedia", "expressionmedia"},
	{"http://ns.google.com/photos/1.0/audio/", "GAudio", "GAudio"},
	{"http://ns.google.com/photos/1.0/camera/", "GCamera", "GCamera"},
	{"http://ns.google.com/photos/1.0/creations/", "GCreations", "GCreations"},
	{"http://ns.google.com/photos/1.0/depthmap/", "GDepth", "GDepth"},
	{"http://ns.google.com/photos/1.0/focus/", "GFocus", "GFocus"},
	{"http://ns.google.com/photos/1.0/image/", "GImage", "GImage"},
	{"http://ns.google.com/photos/1.0/panorama/", "GPano", "GPano"},
	{"http://ns.google.com/videos/1.0/spherical/", "GSpherical", "GSpherical"},
	{"http://xmp.gettyimages.com/gift/1.0/", "GettyImagesGIFT", "getty"},
	{"http://ns.leiainc.com/photos/1.0/image/", "LImage", "LImage"},
	{"http://ns.adobe.com/lightroom/1.0/", "lr", "lr"},
	{"http://ns.iview-multimedia.com/mediapro/1.0/", "mediapro", "mediapro"},
	{"http://ns.apple.com/adjustment-settings/1.0/", "aas", "aas"},
	{"http://ns.acdsee.com/iptc/1.0/", "acdsee", "acdsee"},
	{"http://ns.apple.com/faceinfo/1.0/", "apple-fi", "apple-fi"},
	{"http://ns.adobe.com/exif/1.0/aux/", "aux", "aux"},
	{"http://creativecommons.org/ns#", "cc", "cc"},
	{"http://web.resource.org/cc/", "cc", "cc"},
	{"http://developer.sonyericsson.com/cell/1.0/", "cell", "cell"},
	{"http://ns.adobe.com/camera-raw-defaults/1.0/", "crd", "crd"},
	{"http://ns.adobe.com/creatorAtom/1.0/", "creatorAtom", "creatorAtom"},
	{"http://ns.adobe.com/camera-raw-settings/1.0/", "crs", "crs"},
	{"http://purl.org/dc/elements/1.1/", "dc", "dc"},
	{"http://ns.optimasc.com/dex/1.0/", "dex", "dex"},
	{"http://www.digikam.org/ns/1.0/", "digiKam", "digiKam"},
	{"http://ns.adobe.com/exif/1.0/", "exif", "exif"},
	{"http://cipa.jp/exif/1.0/", "exifEX", "exifEX"},
	{"http://ns.extensis.com/extensis/1.0/", "extensis", "extensis"},
	{"http://ns.fastpictureviewer.com/fpv/1.0/", "fpv", "fpv"},
	{"http://ns.adobe.com/hdr-metadata/1.0/", "hdr_metadata", "hdr"},
	{"http://ns.idimager.com/ics/1.0/", "ics", "ics"},
	{"http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/", "Iptc4xmpCore", "iptcCore"},
	{"http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "Iptc4xmpExt", "iptcExt"},
	{"http://ns.adobe.com/pdf/1.3/", "pdf", "pdf"},
	{"http://ns.adobe.com/photoshop/1.0/", "photoshop", "photoshop"},
	{"http://ns.adobe.com/photoshop/1.0/camera-profile/", "stCamera", "photoshop"},
	{"http://prismstandard.org/namespaces/pmi/2.2/", "pmi", "pmi"},
	{"http://prismstandard.org/namespaces/basic/2.0/", "prism", "prism"},
	{"http://prismstandard.org/namespaces/prl/2.1/", "prl", "prl"},
	{"http://prismstandard.org/namespaces/prm/3.0/", "prm", "prm"},
	{"http://prismstandard.org/namespaces/prismusagerights/2.1/", "pur", "pur"},
	{"http://ns.adobe.com/swf/1.0/", "swf", "swf"},
	{"http://ns.adobe.com/tiff/1.0/", "tiff", "tiff"},
	{"http://ns.adobe.com/xap/1.0/", "xmp", "xmp"},
	{"http://ns.adobe.com/xap/1.0/sType/Job#", "stJob", "stJob"},
	{"http://ns.adobe.com/xap/1.0/bj/", "xmpBJ", "xmpBJ"},
	{"http://ns.adobe.com/xmp/1.0/DynamicMedia/", "xmpDM", "xmpDM"},
	{"http://ns.adobe.com/xap/1.0/sType/ResourceRef#", "stRef", "stRef"},
	{"http://ns.adobe.com/xap/1.0/mm/", "xmpMM", "xmpMM"},
	{"http://ns.adobe.com/xap/1.0/PLUS/", "xmpPLUS", "xmpPLUS"},
	{"http://ns.adobe.com/xap/1.0/rights/", "xmpRights", "xmpRights"},
	{"http://ns.adobe.com/xap/1.0/g/", "xmpG", "xmpG"},
	{"http://ns.adobe.com/xap/1.0/t/pg/", "xmpTPg", "xmpTPg"},
	{"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf", "rdf"},
	{"adobe:ns:meta/", "x", "x"},
}

// official gives a namespace its official spelling: writers differ in the
// slash or number sign at the end.
func official(uri string) string {
	bare := strings.TrimRight(strings.TrimSpace(uri), "/#")
	for i := range namespaces {
		known := namespaces[i].uri
		if len(known)-len(bare) <= 1 && strings.HasPrefix(known, bare) && strings.Trim(known[len(bare):], "/#") == "" {
			return known
		}
	}
	return uri
}

// usual is the namespace that a prefix usually stands for, or "".
func usual(prefix string) string {
	switch prefix {
	case "":
		return ""
	case "xap":
		return NSXMP
	case "xapRights":
		return NSRights
	}
	for i := range namespaces {
		if namespaces[i].prefix == prefix {
			return namespaces[i].uri
		}
	}
	return ""
}

// groupOf is ExifTool's group of a namespace: by its URI, else by the packet's
// own prefix. known tells which.
func groupOf(space, prefix string) (group string, known bool) {
	for i := range namespaces {
		if namespaces[i].uri == space {
			return namespaces[i].group, true
		}
	}
	return prefix, false
}
