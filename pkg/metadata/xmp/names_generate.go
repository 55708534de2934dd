//go:build ignore

// Command names_generate writes names.txt from what ExifTool says of itself:
//
//	exiftool -listx -f -lang en -XMP:all | go run names_generate.go > names.txt
//
// It keeps the tags whose name does not follow from their id, and those that
// hold dates (d) or ratios (r).
package main

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"log"
	"os"
	"slices"
	"strings"
)

type table struct {
	Group string `xml:"g1,attr"`
	Tags  []struct {
		ID   string `xml:"id,attr"`
		Name string `xml:"name,attr"`
		Type string `xml:"type,attr"`
	} `xml:"tag"`
}

func main() {
	var list struct {
		Tables []table `xml:"table"`
	}
	if err := xml.NewDecoder(bufio.NewReader(os.Stdin)).Decode(&list); err != nil {
		log.Fatal(err)
	}
	var lines []string
	for _, t := range list.Tables {
		group, ok := strings.CutPrefix(t.Group, "XMP-")
		// Camera Raw defaults have the names of Camera Raw settings.
		if !ok || group == "crd" {
			continue
		}
		for _, tag := range t.Tags {
			form := map[string]string{"date": "d", "rational": "r"}[tag.Type]
			if form != "" || tag.Name != strings.ToUpper(tag.ID[:1])+tag.ID[1:] {
				lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", group, tag.ID, tag.Name, form)))
			}
		}
	}
	slices.Sort(lines)
	fmt.Println(strings.Join(slices.Compact(lines), "\n"))
}
