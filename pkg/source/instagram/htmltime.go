package instagram

import (
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"photoarchive/pkg/text"
)

// pageTime reads a time as web pages have it: "Feb 28, 2025 10:07 am", in many
// languages, or in numbers. It has no zone and no seconds. What isn't a time as a
// whole is none.
func pageTime(s string) (string, time.Time) {
	if len(s) > 64 || !strings.ContainsAny(s, "0123456789") {
		return "", time.Time{}
	}
	var c clock
	if !c.read(s) {
		return "", time.Time{}
	}
	return c.time()
}

// clock gathers the parts of a time.
type clock struct {
	year, month, day int
	hour, minute     int
	timed            bool
	half             int // 1 before noon, 2 after
	small            []int
	before           int  // how many of them stood before the year
	sep              rune // between the numbers of a date
}

// read takes a text apart into numbers and words. It gives false for a text with
// words that a time doesn't have.
func (c *clock) read(s string) bool {
	runes := []rune(s)
	for i := 0; i < len(runes); {
		start := i
		switch {
		case runes[i] >= '0' && runes[i] <= '9':
			for i < len(runes) && runes[i] >= '0' && runes[i] <= '9' {
				i++
			}
			n, err := strconv.Atoi(string(runes[start:i]))
			if err != nil {
				return false
			}
			if i = c.number(n, i-start, runes, i); i < 0 {
				return false
			}
		case unicode.IsLetter(runes[i]) || unicode.IsMark(runes[i]):
			for i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsMark(runes[i]) || runes[i] == '.') {
				i++
			}
			if !c.word(string(runes[start:i])) {
				return false
			}
		case strings.ContainsRune("?!#@&\n", runes[i]):
			return false
		default:
			i++
		}
	}
	return true
}

// number takes a number of so many digits, which ends at i, and what belongs to
// it. It gives where to read on, or -1.
func (c *clock) number(n, digits int, runes []rune, i int) int {
	next := rune(0)
	if i < len(runes) {
		next = runes[i]
	}
	switch {
	case digits == 4 && c.year == 0:
		c.year, c.before = n, len(c.small)
		if c.sep == 0 {
			c.sep = next
		}
	case (next == ':' || next == 'h') && digits <= 2 && !c.timed:
		c.hour, c.timed = n, true
		return c.minutes(runes, i+1)
	case digits <= 2 && len(c.small) < 2:
		c.small = append(c.small, n)
		if c.sep == 0 {
			c.sep = next
		}
	default:
		return -1
	}
	return i
}

func (c *clock) minutes(runes []rune, i int) int {
	part := func() (int, bool) {
		for i < len(runes) && runes[i] == ' ' {
			i++
		}
		if i+2 > len(runes) || !unicode.IsDigit(runes[i]) || !unicode.IsDigit(runes[i+1]) {
			return 0, false
		}
		n, err := strconv.Atoi(string(runes[i : i+2]))
		i += 2
		return n, err == nil
	}
	m, ok := part()
	if !ok {
		return -1
	}
	c.minute = m
	if i < len(runes) && runes[i] == ':' { // seconds
		i++
		if _, ok := part(); !ok {
			return -1
		}
	}
	return i
}

func (c *clock) word(w string) bool {
	folded := text.FoldPlace(w)
	switch folded {
	case "am", "오전", "午前", "上午":
		c.half = 1
		return true
	case "pm", "오후", "午後", "下午":
		c.half = 2
		return true
	}
	if c.timed && c.half == 0 && (folded == "a" || folded == "p") { // p. m.
		c.half = 1
		if folded == "p" {
			c.half = 2
		}
		return true
	}
	if m := months()[folded]; m > 0 && c.month == 0 {
		c.month = m
		return true
	}
	// at, um, à las, de, kl., г., 年月日 …
	return len([]rune(folded)) <= 3 || folded == "alle" || folded == "klo"
}

// time puts the parts together: the day stands before the year, or behind it.
func (c *clock) time() (string, time.Time) {
	if c.year < 2010 || c.year > 2099 || c.hour > 23 || c.minute > 59 {
		return "", time.Time{}
	}
	switch {
	case c.month > 0 && len(c.small) == 1:
		c.day = c.small[0]
	case c.month > 0 || len(c.small) != 2:
		return "", time.Time{}
	case c.before == 0: // the year comes first, and so the month before the day
		c.month, c.day = c.small[0], c.small[1]
	case c.sep == '.' || c.small[0] > 12:
		c.day, c.month = c.small[0], c.small[1]
	case c.small[1] > 12:
		c.month, c.day = c.small[0], c.small[1]
	default: // 03/04/2021 may be March or April
		return strconv.Itoa(c.year), time.Date(c.year, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	switch {
	case c.half == 2 && c.hour < 12:
		c.hour += 12
	case c.half == 1 && c.hour == 12:
		c.hour = 0
	}
	t := time.Date(c.year, time.Month(c.month), c.day, c.hour, c.minute, 0, 0, time.UTC)
	if c.month < 1 || c.month > 12 || t.Day() != c.day {
		return "", time.Time{}
	}
	if !c.timed {
		return t.Format(time.DateOnly), t
	}
	return t.Format("2006-01-02T15:04"), t
}

//nolint:gochecknoglobals // made once, when it is first needed
var months = sync.OnceValue(func() map[string]int {
	out := map[string]int{}
	for _, language := range []string{
		"January February March April May June July August September October November December",
		"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", "- - - - - - - - Sept - - -",
		"janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		"janv févr mars avr mai juin juil août sept oct nov déc",
		"Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
		"Jän Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez", "- - Mrz - - - - - - - - -",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"ene feb mar abr may jun jul ago sept oct nov dic",
		"janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
		"jan fev mar abr mai jun jul ago set out nov dez",
		"gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
		"gen feb mar apr mag giu lug ago set ott nov dic",
		"januari februari maart april mei juni juli augustus september oktober november december",
		"jan feb mrt apr mei jun jul aug sep okt nov dec",
		"января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
		"янв февр мар апр мая июн июл авг сент окт нояб дек", "- фев - - май июнь июль - сен - ноя -",
		"stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
		"sty lut mar kwi maj cze lip sie wrz paź lis gru",
		"Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
		"Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
		"januari februari mars april maj juni juli augusti september oktober november december",
		"januar februar mars april mai juni juli august september oktober november desember",
		"tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
		"ledna února března dubna května června července srpna září října listopadu prosince",
		"січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
		"Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
		"ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
		"január február március április május június július augusztus szeptember október november december",
		"Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
		"ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.",
	} {
		for i, name := range strings.Fields(language) {
			if name != "-" {
				out[text.FoldPlace(name)] = i + 1
			}
		}
	}
	return out
})
