package takeout

import (
	"maps"
	"slices"
	"testing"

	"photoarchive/pkg/source"
)

func TestSidecarNames(t *testing.T) {
	tests := []struct {
		name  string
		files []string          // JSON files; their captions are their names
		title map[string]string // of JSON files whose title counts
		want  map[string]string // picture → JSON file, or ""
	}{
		{name: "plain", files: []string{"PXL_20211013_220651983.jpg.json"}, want: map[string]string{
			"PXL_20211013_220651983.jpg": "PXL_20211013_220651983.jpg.json", "PXL_20211013_220651958.jpg": "",
		}},
		{name: "supplemental", files: []string{"IMG_1.jpg.supplemental-metadata.json", "IMG_2.jpg.supplemental-metadata.json"}, want: map[string]string{
			"IMG_1.jpg": "IMG_1.jpg.supplemental-metadata.json", "IMG_2.jpg": "IMG_2.jpg.supplemental-metadata.json",
		}},
		{name: "clipped to any length", files: []string{"a.jpg.supple.json", "b.jpg.supplemental-me.json", "c.jpg.supplemental-metadat.json", "d.jpg.s.json", "e.jpg..json"}, want: map[string]string{
			"a.jpg": "a.jpg.supple.json", "b.jpg": "b.jpg.supplemental-me.json", "c.jpg": "c.jpg.supplemental-metadat.json", "d.jpg": "d.jpg.s.json", "e.jpg": "e.jpg..json",
		}},
		{
			name:  "clipped by the rule: 46 UTF-16 units",
			files: []string{"Screenshot_2023-05-06-07-08-09-10_abcdef12.jpg.json", "a123456789b123456789c123456789d123456789e.jpg..json", "05yqt21kruxwwlhhgrwrdyb6chhwszi9bqmzu16w0 2.jp.json"},
			want: map[string]string{
				"Screenshot_2023-05-06-07-08-09-10_abcdef12.jpg":  "Screenshot_2023-05-06-07-08-09-10_abcdef12.jpg.json",
				"a123456789b123456789c123456789d123456789e.jpg":   "a123456789b123456789c123456789d123456789e.jpg..json",
				"05yqt21kruxwwlhhgrwrdyb6chhwszi9bqmzu16w0 2.jpg": "05yqt21kruxwwlhhgrwrdyb6chhwszi9bqmzu16w0 2.jp.json",
			},
		},
		{name: "not clipped", files: []string{"a123456789b123456789c123456789d123456789e123456789.jpg.supplemental-metadata.json"}, want: map[string]string{
			"a123456789b123456789c123456789d123456789e123456789.jpg": "a123456789b123456789c123456789d123456789e123456789.jpg.supplemental-metadata.json",
		}},
		{name: "the picture's name is clipped too", files: []string{"PXL_20230809_203449253.LONG_EXPOSURE-02.ORIGIN.json"}, want: map[string]string{
			"PXL_20230809_203449253.LONG_EXPOSURE-02.ORIGINA.jpg": "PXL_20230809_203449253.LONG_EXPOSURE-02.ORIGIN.json",
		}},
		{name: "emoji count as two units", files: []string{"😀😃😄😁😆😅😂🤣🥲☺️😊😇🙂🙃😉😌😍🥰😘😗😙😚😋.json"}, want: map[string]string{
			"😀😃😄😁😆😅😂🤣🥲☺️😊😇🙂🙃😉😌😍🥰😘😗😙😚😋😛.jpg": "😀😃😄😁😆😅😂🤣🥲☺️😊😇🙂🙃😉😌😍🥰😘😗😙😚😋.json",
		}},
		{name: "the number goes to the end", files: []string{"DSC_0101.JPG.json", "DSC_0101.JPG(1).json", "IMG_2710.HEIC(1).json"}, want: map[string]string{
			"DSC_0101.JPG": "DSC_0101.JPG.json", "DSC_0101(1).JPG": "DSC_0101.JPG(1).json", "DSC_0101(2).JPG": "", "IMG_2710(1).HEIC": "IMG_2710.HEIC(1).json",
		}},
		{name: "the number behind the suffix", files: []string{"IMG.jpg.supplemental-metadata(1).json", "IMG.jpg.supplemental-metadata.json"}, want: map[string]string{
			"IMG.jpg": "IMG.jpg.supplemental-metadata.json", "IMG(1).jpg": "IMG.jpg.supplemental-metadata(1).json",
		}},
		{
			name:  "the number behind a clipped suffix",
			files: []string{"Screenshot_2022-02-02-10-11-12-13_ab.jpg.supple(1).json", "13039_327707840323_537645323_9470255_27214_n.j(1).json", "Backyard_ceremony_wedding_photography_xxxxxxx_(494).json"},
			want: map[string]string{
				"Screenshot_2022-02-02-10-11-12-13_ab(1).jpg":              "Screenshot_2022-02-02-10-11-12-13_ab.jpg.supple(1).json",
				"13039_327707840323_537645323_9470255_27214_n(1).jpg":      "13039_327707840323_537645323_9470255_27214_n.j(1).json",
				"Backyard_ceremony_wedding_photography_xxxxxxx_m(494).jpg": "Backyard_ceremony_wedding_photography_xxxxxxx_(494).json",
				"Backyard_ceremony_wedding_photography_xxxxxxx_m(185).jpg": "",
			},
		},
		{name: "a number of another picture", files: []string{"DSC_0103.JPG(1).json", "DSC_0104.JPG.json"}, want: map[string]string{"DSC_0103.JPG": "", "DSC_0104(1).JPG": ""}},
		{name: "the number in its place", files: []string{"skytree (2).jpg.supplemental-metadata.json", "IMG(1).jpg.supplemental-metadata.json"}, want: map[string]string{
			"skytree (2).jpg": "skytree (2).jpg.supplemental-metadata.json", "IMG(1).jpg": "IMG(1).jpg.supplemental-metadata.json",
		}},
		{
			name:  "a title with a number, clipped",
			files: []string{"Urlaub in Knaufspesch in der Schneifel (38).JP.json", "Urlaub in Knaufspesch in der Schneifel (38).JP(1).json"},
			want: map[string]string{
				"Urlaub in Knaufspesch in der Schneifel (38).JPG":    "Urlaub in Knaufspesch in der Schneifel (38).JP.json",
				"Urlaub in Knaufspesch in der Schneifel (38)(1).JPG": "Urlaub in Knaufspesch in der Schneifel (38).JP(1).json",
			},
		},
		{name: "edited", files: []string{"X.jpg.json", "Y.jpg(1).json", "Y.jpg.json", "Z.HEIC.supplemental-metadata.json"}, want: map[string]string{
			"X.jpg": "X.jpg.json", "X-edited.jpg": "X.jpg.json", "Y-edited(1).jpg": "Y.jpg(1).json", "Y(1)-edited.jpg": "Y.jpg(1).json", "Y-edited.jpg": "Y.jpg.json", "Z.HEIC": "Z.HEIC.supplemental-metadata.json", "Z-edited.jpg": "Z.HEIC.supplemental-metadata.json",
		}},
		{name: "edited in other languages", files: []string{"P.jpg.json"}, want: map[string]string{
			"P-bearbeitet.jpg": "P.jpg.json", "P-edytowane.jpg": "P.jpg.json", "P-bewerkt.jpg": "P.jpg.json", "P-編集済み.jpg": "P.jpg.json", "P-modificato.jpg": "P.jpg.json", "P-modifié.jpg": "P.jpg.json",
			"P-modifie\u0301.jpg": "P.jpg.json", "P-ha editado.jpg": "P.jpg.json", "P-editat.jpg": "P.jpg.json", "P-effects.jpg": "P.jpg.json", "P-SMILE.jpg": "P.jpg.json", "P-mix.jpg": "P.jpg.json", "P-remake.jpg": "",
		}},
		{
			name: "edited and clipped", files: []string{"a123456789b123456789c123456789d123456789e12.jp.json", "short.jpg.json"},
			want: map[string]string{"a123456789b123456789c123456789d123456789e12-edi.jpg": "a123456789b123456789c123456789d123456789e12.jp.json", "short-edi.jpg": ""},
		},
		{name: "a title without extension", files: []string{"Peanut Butter Balls.supplemental-metadata.json", "Toast.json", "Soup.supplemental-metadata(1).json"}, want: map[string]string{
			"Peanut Butter Balls.jpg": "Peanut Butter Balls.supplemental-metadata.json", "Toast.jpg": "Toast.json", "Soup(1).jpg": "Soup.supplemental-metadata(1).json",
		}},
		{name: "letter case", files: []string{"IMG_4081.JPG(1).json", "img_1.JPG.supplemental-metadata.json"}, want: map[string]string{"IMG_4081(1).jpg": "IMG_4081.JPG(1).json", "IMG_1.jpg": "img_1.JPG.supplemental-metadata.json"}},
		{name: "letter case tells apart", files: []string{"A.jpg.json", "a.jpg.json"}, want: map[string]string{"A.jpg": "A.jpg.json", "a.jpg": "a.jpg.json"}},
		{name: "normal forms", files: []string{"Bia\u0142a-e\u0301t\u00e9.jpg.json"}, want: map[string]string{"Bia\u0142a-\u00e9te\u0301.jpg": "Bia\u0142a-e\u0301t\u00e9.jpg.json"}},
		{name: "turned into another kind", files: []string{"IMG_7.HEIC.json", "IMG_8.HEIC.json"}, want: map[string]string{"IMG_7.jpg": "IMG_7.HEIC.json", "IMG_8.HEIC": "IMG_8.HEIC.json", "IMG_8.jpg": ""}},
		{
			name: "the forgotten second", files: []string{"original_1d4caa6f-16c6-4c3d-901b-9387de10e528_.json", "IMG_3.jpg.json"},
			want: map[string]string{
				"original_1d4caa6f-16c6-4c3d-901b-9387de10e528_P.jpg":    "original_1d4caa6f-16c6-4c3d-901b-9387de10e528_.json",
				"original_1d4caa6f-16c6-4c3d-901b-9387de10e528_P(1).jpg": "original_1d4caa6f-16c6-4c3d-901b-9387de10e528_.json", "IMG_3(1).jpg": "",
			},
		},
		{name: "motion photos", files: []string{"PXL_1.MP.jpg.json", "PXL_2.MP~2.jpg.json"}, want: map[string]string{"PXL_1.MP.jpg": "PXL_1.MP.jpg.json", "PXL_2.MP~2.jpg": "PXL_2.MP~2.jpg.json"}},
		{
			name: "by title", files: []string{"strange name.json", "other(1).json"},
			title: map[string]string{"strange name.json": "Tom & Jerry?.jpg", "other(1).json": "B.jpg"},
			want:  map[string]string{"Tom _ Jerry_.jpg": "strange name.json", "B(1).jpg": "other(1).json", "B.jpg": ""},
		},
		{
			name: "by a clipped title", files: []string{"x.json"}, title: map[string]string{"x.json": "a123456789b123456789c123456789d123456789e123456789f.jpg"},
			want: map[string]string{"a123456789b123456789c123456789d123456789e123456.jpg": "x.json"},
		},
		{name: "a picture called metadata", files: []string{"metadata.jpg.json"}, want: map[string]string{"metadata.jpg": "metadata.jpg.json"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := map[string]string{}
			for _, f := range tt.files {
				title := tt.title[f]
				if title == "" {
					title = "some other title.jpg"
				}
				files["Album/"+f] = about(title, f)
			}
			want := []string{}
			for _, picture := range slices.Sorted(maps.Keys(tt.want)) {
				files["Album/"+picture] = "picture " + picture
				want = append(want, picture+" ← "+tt.want[picture])
			}
			got := []string{}
			for _, d := range each(t, source.Options{}, photos(files)).drafts {
				got = append(got, d.Picture.Name+" ← "+d.Item.Caption)
			}
			equal(t, got, want)
		})
	}
}
