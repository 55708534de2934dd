package embed

import (
	"slices"
	"strings"

	"photoarchive/pkg/export/sidecar"
	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata/xmp"
)

// nsNote is of the property that names an extended packet; it belongs to the
// file, not to the picture.
const nsNote = "http://ns.adobe.com/xmp/note/"

// mergeXMP lays the item's properties over those that the picture has.
// Properties that mean the same as one of the item's go, so that no reader
// finds a stale one; all others stay.
func mergeXMP(packets [][]byte, it *item.Item) *xmp.Document {
	own, _ := sidecar.Document(it)
	if len(packets) == 0 {
		return own
	}
	// Of a damaged packet, what could be read is kept.
	have, err := xmp.Parse(packets...)
	if have == nil || err != nil && len(have.Props) == 0 {
		return own
	}
	merged := &xmp.Document{About: have.About}
	for _, n := range own.Props {
		if n.Space == xmp.NSXMP && n.Name == "CreateDate" && have.Text(n.Space, n.Name) != "" {
			// A scan has its own date.
			continue
		}
		if n.Kind == xmp.Alt {
			n.Nodes = append(n.Nodes, otherLanguages(have.Prop(n.Space, n.Name))...)
		}
		merged.Props = append(merged.Props, n)
	}
	for _, n := range have.Props {
		if n.Space == nsNote || replaced(n, it) || slices.ContainsFunc(merged.Props, func(m xmp.Node) bool { return m.Space == n.Space && m.Name == n.Name }) {
			continue
		}
		merged.Props = append(merged.Props, n)
	}
	return merged
}

// otherLanguages are the items of an Alt in other languages than its default,
// but for copies of the default: many programs write it under its language, too.
func otherLanguages(n *xmp.Node) []xmp.Node {
	if n == nil || n.Kind != xmp.Alt {
		return nil
	}
	var list []xmp.Node
	standard := n.Value()
	for _, item := range n.Nodes {
		if item.Lang != "" && !strings.EqualFold(item.Lang, "x-default") && item.Text != standard && item.Kind == xmp.Text {
			list = append(list, item)
		}
	}
	return list
}

// replaced tells whether the item's fields say what a property of the picture
// says, or said before the item was edited.
func replaced(n xmp.Node, it *item.Item) bool {
	switch n.Space {
	case xmp.NSDC:
		switch n.Name {
		case "description", "title", "creator", "rights", "subject":
			return true
		}
	case xmp.NSPhotoshop:
		switch n.Name {
		case "City", "State", "Country", "Credit":
			return true
		case "DateCreated":
			return it.Date != ""
		}
	case xmp.NSIPTCCore:
		return n.Name == "Location" || n.Name == "CountryCode" || n.Name == "AltTextAccessibility"
	case xmp.NSIPTCExt:
		// Where the camera stood is another place than what is shown, but
		// readers take it for want of that.
		return n.Name == "LocationShown" || n.Name == "PersonInImage" || n.Name == "LocationCreated" && it.Place == nil
	case xmp.NSEXIF:
		switch {
		case strings.HasPrefix(n.Name, "GPSLatitude"), strings.HasPrefix(n.Name, "GPSLongitude"), strings.HasPrefix(n.Name, "GPSAltitude"), strings.HasPrefix(n.Name, "GPSDest"):
			return true
		case n.Name == "DateTimeOriginal":
			return it.Date != ""
		}
		return n.Name == "UserComment"
	case xmp.NSTIFF:
		return n.Name == "ImageDescription" || n.Name == "Artist" || n.Name == "Copyright"
	case xmp.NSLightroom:
		return n.Name == "hierarchicalSubject"
	case xmp.NSDigiKam:
		return n.Name == "TagsList"
	case xmp.NSACDSee:
		return n.Name == "caption" || n.Name == "notes" || n.Name == "keywords"
	case xmp.NSMediaPro:
		return n.Name == "CatalogSets"
	case xmp.NSMicrosoft:
		return n.Name == "LastKeywordXMP" || n.Name == "Rating" && it.Rating != nil
	case xmp.NSCC:
		return n.Name == "license"
	case xmp.NSRights:
		return n.Name == "WebStatement" && it.License == ""
	}
	return false
}
