package terminal

import (
	"strconv"
	"strings"
)

// Detect tells how a terminal draws, by what it says of itself in the
// environment. ARCHIVE_PICTURES overrules what it says.
//
// Sources: kitty sets KITTY_WINDOW_ID (sw.kovidgoyal.net/kitty/glossary); iTerm2
// and those that follow it set TERM_PROGRAM, LC_TERMINAL and TERM_FEATURES,
// where F is "files, drawn inline" and Sx is sixels (iterm2.com/feature-reporting);
// COLORTERM says truecolor or 24bit.
func Detect(getenv func(string) string) Terminal {
	term := getenv("TERM")
	t := Terminal{Protocol: Blocks, UTF8: true}
	switch c := getenv("COLORTERM"); {
	case c == "truecolor", c == "24bit", strings.HasSuffix(term, "-direct"):
		t.TrueColor = true
	}
	t.Protocol = detect(term, getenv)
	if wanted := Protocol(strings.ToLower(getenv("ARCHIVE_PICTURES"))); wanted != "" {
		for _, p := range Protocols() {
			if p == wanted {
				t.Protocol = p
			}
		}
	}
	return t
}

func detect(term string, getenv func(string) string) Protocol {
	program := getenv("TERM_PROGRAM")
	features := getenv("TERM_FEATURES")
	switch {
	case term == "dumb", getenv("NO_COLOR") != "":
		return None
	case getenv("TMUX") != "", getenv("STY") != "", strings.HasPrefix(term, "screen"), strings.HasPrefix(term, "tmux"):
		return Blocks // what draws is behind a multiplexer, which keeps pictures from it
	case getenv("KITTY_WINDOW_ID") != "", strings.Contains(term, "kitty"), strings.Contains(term, "ghostty"), program == "ghostty":
		return Kitty
	case program == "iTerm.app", program == "WezTerm", program == "mintty", program == "rio", getenv("LC_TERMINAL") == "iTerm2", hasFeature(features, "F"):
		return ITerm
	case hasFeature(features, "Sx"), konsoleDraws(getenv("KONSOLE_VERSION")):
		return Sixel
	}
	for _, name := range [...]string{"foot", "mlterm", "contour", "yaft"} {
		if term == name || strings.HasPrefix(term, name+"-") {
			return Sixel
		}
	}
	return Blocks
}

// konsoleDraws tells whether a Konsole knows sixels: from 22.04 on. It writes
// its version as 220400.
func konsoleDraws(version string) bool {
	n, err := strconv.Atoi(version)
	return err == nil && n >= 220400
}

// hasFeature looks for a code in TERM_FEATURES: codes stand in a row, each a
// capital with small letters, and a number behind some.
func hasFeature(features, code string) bool {
	for at := 0; at < len(features); {
		end := at + 1
		for end < len(features) && features[end] >= 'a' && features[end] <= 'z' {
			end++
		}
		if features[at:end] == code {
			return true
		}
		for end < len(features) && features[end] >= '0' && features[end] <= '9' {
			end++
		}
		at = end
	}
	return false
}
