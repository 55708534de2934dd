package strip

import (
	"slices"
	"strings"

	"photoarchive/pkg/metadata/xmp"
)

// document is what stays of a picture's XMP.
type document = xmp.Document

// Namespaces beside those that the XMP room names.
const (
	nsAux  = "http://ns.adobe.com/exif/1.0/aux/"
	nsPlus = "http://ns.useplus.org/ldf/xmp/1.0/"
)

// keepXMP is what of a document may stay. Only properties that are known to be
// harmless are kept: programs put places and people under many names.
func keepXMP(d *xmp.Document, o Options, gone names) *xmp.Document {
	kept := &xmp.Document{}
	for _, n := range d.Props {
		if !knownXMP(n.Space, n.Name, o) {
			continue
		}
		n, ok := keepKeywords(n, gone)
		if !ok {
			continue
		}
		kept.Props = append(kept.Props, xmp.Filter([]xmp.Node{n}, func(n *xmp.Node) bool { return keepNode(n, o) })...)
	}
	return kept
}

// keepNode judges properties, fields and items by their names, at any depth.
func keepNode(n *xmp.Node, o Options) bool {
	if n.Kind == xmp.Struct && n.Text != "" {
		// What qualifies a value may be anything.
		n.Kind, n.Nodes = xmp.Text, nil
	}
	switch {
	case n.Space == xmp.NSRDF:
		return n.Name == "li"
	case !fieldSpace(n.Space):
		return false
	case n.Name == "Extensions": // anything at all (MWG 2.0 §5.9)
		return false
	case o.GPS && tellsPlace(n.Name) && n.Space != xmp.NSRegions && !strings.HasPrefix(n.Space, xmp.NSMP):
		return false
	case o.People && tellsPeople(n.Name):
		return false
	}
	return true
}

// fieldSpace tells whether properties that stay, and their fields, are of a namespace.
func fieldSpace(space string) bool {
	switch space {
	case xmp.NSDC, xmp.NSPhotoshop, xmp.NSIPTCCore, xmp.NSIPTCExt, xmp.NSXMP, xmp.NSRights, xmp.NSTIFF, xmp.NSEXIF, xmp.NSEXIFEX, nsAux,
		xmp.NSLightroom, xmp.NSDigiKam, xmp.NSMicrosoft, xmp.NSCC, nsPlus, xmp.NSRegions, xmp.NSMP, xmp.NSMPInfo, xmp.NSMPRegion,
		"http://ns.adobe.com/xmp/sType/Area#", "http://ns.adobe.com/xap/1.0/sType/Dimensions#":
		return true
	}
	return false
}

// knownXMP tells whether a property is one that may stay.
func knownXMP(space, name string, o Options) bool {
	switch space {
	case xmp.NSDC:
		return name != "coverage" && name != "identifier"
	case xmp.NSPhotoshop:
		return oneOf(name, "AuthorsPosition CaptionWriter Category City ColorMode Country Credit DateCreated Headline ICCProfile Instructions Source State SupplementalCategories TransmissionReference Urgency")
	case xmp.NSIPTCCore:
		return oneOf(name, "AltTextAccessibility CountryCode CreatorContactInfo ExtDescrAccessibility IntellectualGenre Location Scene SubjectCode")
	case xmp.NSIPTCExt:
		return oneOf(name, "DigitalSourceFileType DigitalSourceType MaxAvailHeight MaxAvailWidth") ||
			!o.GPS && oneOf(name, "LocationShown LocationCreated") ||
			!o.People && oneOf(name, "PersonInImage PersonInImageWDetails")
	case xmp.NSXMP:
		return oneOf(name, "CreateDate CreatorTool Label MetadataDate ModifyDate Rating")
	case xmp.NSRights:
		return true
	case xmp.NSTIFF:
		return true
	case xmp.NSEXIF, xmp.NSEXIFEX:
		// Comments and maker's notes may hold anything; the others are pixels
		// that may be a face.
		return !oneOf(name, "UserComment MakerNote DeviceSettingDescription RelatedSoundFile SubjectArea SubjectLocation")
	case nsAux:
		return oneOf(name, "Firmware FlashCompensation ImageNumber Lens LensID LensInfo LensSerialNumber SerialNumber ApproximateFocusDistance")
	case xmp.NSLightroom:
		return name == "hierarchicalSubject"
	case xmp.NSDigiKam:
		return name == "TagsList"
	case xmp.NSMicrosoft:
		return oneOf(name, "DateAcquired LastKeywordXMP LensManufacturer LensModel Rating")
	case xmp.NSCC:
		return true
	case nsPlus:
		return oneOf(name, "CopyrightOwner DataMining ImageCreator Licensor")
	case xmp.NSRegions:
		return !o.People && name == "Regions"
	case xmp.NSMP:
		return !o.People && name == "RegionInfo"
	}
	return false
}

// oneOf tells whether a name is one of a list with spaces between.
func oneOf(name, list string) bool {
	for word := range strings.FieldsSeq(list) {
		if word == name {
			return true
		}
	}
	return false
}

// keepKeywords keeps of keywords those that are none of the names. Of the
// hierarchical ones the flat stay: in a branch every step is a structured
// name, of a place or of a person as often as not, and its last step is a flat
// keyword beside it.
func keepKeywords(n xmp.Node, gone names) (xmp.Node, bool) {
	switch {
	case n.Space == xmp.NSDC && n.Name == "subject", n.Space == xmp.NSMicrosoft && n.Name == "LastKeywordXMP",
		n.Space == xmp.NSLightroom, n.Space == xmp.NSDigiKam, n.Space == xmp.NSPhotoshop && n.Name == "SupplementalCategories":
	default:
		return n, true
	}
	hierarchical := n.Space == xmp.NSLightroom || n.Space == xmp.NSDigiKam
	var list []xmp.Node
	for _, item := range n.Items() {
		word := item.Value()
		if deep(word) && (hierarchical || strings.Contains(word, "|")) {
			continue
		}
		if gone.has(word) {
			continue
		}
		list = append(list, xmp.Node{Space: xmp.NSRDF, Prefix: "rdf", Name: "li", Text: word})
	}
	if n.Kind != xmp.Seq {
		n.Kind = xmp.Bag
	}
	n.Text, n.Nodes = "", list
	return n, len(list) > 0
}

// namesOf are those that a document has of people in the picture, and of
// places in branches of keywords.
func namesOf(d *xmp.Document, o Options) []string {
	var list []string
	if o.People {
		list = slices.Concat(d.People(), d.List(xmp.NSMediaPro, "People"))
	}
	for _, keywords := range [...][]string{
		d.List(xmp.NSLightroom, "hierarchicalSubject"), d.List(xmp.NSDigiKam, "TagsList"),
		d.List(xmp.NSMediaPro, "CatalogSets"), d.List(xmp.NSMicrosoft, "LastKeywordXMP"),
	} {
		list = append(list, branchNames(keywords, o)...)
	}
	return list
}
