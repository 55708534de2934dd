//go:build unix

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every recipe of the README's cookbook runs as it is written, and does what
// its title says.
func TestCookbook(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, book, ok := strings.Cut(string(readme), "\n## Cookbook\n")
	book, _, closed := strings.Cut(book, "\n## ")
	if !ok || !closed {
		t.Fatal("README: no cookbook")
	}
	checks := recipeChecks()
	home := lendHome(t)
	var titles []string
	for _, m := range regexp.MustCompile("(?s)\n### ([^\n]+)\n(.*?)```bash\n(.*?)```").FindAllStringSubmatch(book, -1) {
		title, recipe := m[1], m[3]
		titles = append(titles, title)
		t.Run(strings.ReplaceAll(title, " ", "-"), func(t *testing.T) {
			check := checks[title]
			if check == nil {
				t.Fatal("nothing checks what the recipe does")
			}
			h := copyHome(t, home)
			h.must(`mkdir ~/Downloads`, `cp ~/Pictures/pyongyang/06* ~/Downloads`)
			out, code := h.sh(recipe)
			if code != 0 {
				t.Fatalf("exit code %d\n%s", code, out)
			}
			check(t, h, out)
		})
	}
	if len(titles) != len(checks) || strings.Count(book, "\n### ") != len(titles) {
		t.Errorf("recipes %q, checks for %d", titles, len(checks))
	}
}

func recipeChecks() map[string]func(*testing.T, *lentHome, string) {
	expect := func(t *testing.T, what, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	return map[string]func(*testing.T, *lentHome, string){
		"Every night": func(t *testing.T, h *lentHome, _ string) {
			expect(t, "items in the backup", h.must(`archive -A /mnt/usb/archive find --count`), h.must(`archive find --count`))
			expect(t, "lines of ids", h.must(`wc -l <~/import.ids | tr -d ' '`), h.must(`find ~/Pictures -name '*.jpg' | wc -l | tr -d ' '`))
		},
		"Archive it if it isn't there, and print where": func(t *testing.T, h *lentHome, out string) {
			lines := strings.Split(strings.TrimSpace(out), "\n")
			expect(t, "the file", h.must(`cmp tower.jpg '`+lines[len(lines)-1]+`' && echo the same`), "the same")
		},
		"Copy all pictures of a tag": func(t *testing.T, h *lentHome, _ string) {
			pictures := h.must(`archive find --tag Pyongyang --format paths | sort -u | wc -l | tr -d ' '`)
			expect(t, "copies", h.must(`ls ~/Desktop/copies | wc -l | tr -d ' '`), pictures)
			expect(t, "a name", h.must(`ls ~/Desktop/named/2013-02-25-01-snack-bar.jpg >/dev/null && echo there`), "there")
		},
		"A contact sheet": func(t *testing.T, h *lentHome, _ string) {
			expect(t, "the page", h.must(`grep -o 'Pyongyang, 2013' ~/Desktop/sheet/index.html | head -1`), "Pyongyang, 2013")
		},
		"Captions to a spreadsheet and back": func(t *testing.T, h *lentHome, out string) {
			expect(t, "captions", h.must(`archive find --count '"sells popcorn"'`), "1")
			if !strings.Contains(out, "would change 1 item") || !strings.Contains(out, "changed 1 item") {
				t.Errorf("more or less than the difference was taken:\n%s", out)
			}
		},
		"Feed it to jq": func(t *testing.T, h *lentHome, out string) {
			if !regexp.MustCompile(`(?m)^2013-02-25[^\t]*\tPyongyang\tA vendor scoops`).MatchString(out) || !regexp.MustCompile(`(?m)^ *\d+ Ada Example$`).MatchString(out) {
				t.Errorf("%s", out)
			}
		},
		"What a downloader fetched last night": func(t *testing.T, h *lentHome, out string) {
			id := h.must(`archive find --format ids name:06-metro.jpg`)
			if !strings.Contains(out, id) {
				t.Errorf("%s isn't among\n%s", id, out)
			}
			again := h.must(`find ~/Downloads -type f -newer ~/.imported`)
			expect(t, "left for the next time", again, "")
			if _, err := os.Stat(filepath.Join(h.dir, ".importing")); !os.IsNotExist(err) {
				t.Error("the mark of this time is left over")
			}
		},
	}
}

// A newcomer comes from nothing to a picture that is found and exported in
// three commands after the installation. What comes next is told to persons
// only: no script reads it.
func TestNewcomer(t *testing.T) {
	h := lendHome(t)
	commands := []string{
		`archive -A ~/new add ~/Pictures/pyongyang`,
		`archive -A ~/new find --tag Pyongyang`,
		`archive -A ~/new export ~/Desktop/mine --tag Pyongyang`,
	}
	var outs []string
	for _, c := range commands {
		out, code := h.sh(c)
		if code != 0 {
			t.Fatalf("%s: exit code %d\n%s", c, code, out)
		}
		outs = append(outs, out)
	}
	if !strings.Contains(outs[1], "A vendor scoops") {
		t.Errorf("the picture isn't found:\n%s", outs[1])
	}
	if got := h.must(`ls ~/Desktop/mine | grep -c '\.jpg$'`); got == "0" {
		t.Error("nothing was exported")
	}
	if slices.ContainsFunc(outs, func(s string) bool { return strings.Contains(s, "next:") }) {
		t.Errorf("hints off a terminal:\n%s", outs)
	}
}
