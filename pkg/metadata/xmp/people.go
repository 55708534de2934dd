package xmp

import "strings"

// People are the names of those a document says are in the picture, in the
// order PersonInImage, PersonInImageWDetails (IPTC Extension), face regions
// (MWG), Microsoft's people tags. Names may come twice.
func (d *Document) People() []string {
	names := d.List(NSIPTCExt, "PersonInImage")
	for _, person := range d.Prop(NSIPTCExt, "PersonInImageWDetails").Items() {
		names = add(names, person.Field(NSIPTCExt, "PersonName").Value())
	}
	for _, region := range d.Prop(NSRegions, "Regions").Field(NSRegions, "RegionList").Items() {
		// Other types are Pet, Focus and BarCode (MWG 2.0 §5.9).
		if kind := region.Field(NSRegions, "Type").Value(); kind == "" || strings.EqualFold(kind, "Face") {
			names = add(names, region.Field(NSRegions, "Name").Value())
		}
	}
	for _, region := range d.Prop(NSMP, "RegionInfo").Field(NSMPInfo, "Regions").Items() {
		names = add(names, region.Field(NSMPRegion, "PersonDisplayName").Value())
	}
	return names
}

func add(names []string, name string) []string {
	if strings.TrimSpace(name) == "" {
		return names
	}
	return append(names, name)
}
