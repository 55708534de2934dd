package bag

import (
	"errors"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// charset gives the encoding that a Tag-File-Character-Encoding names: a name
// that IANA registers (RFC 8493, section 2.1.1), or one that Python has for
// it. Punctuation and case don't count. It is nil for UTF-8, and for US-ASCII,
// which is a part of it.
//
// A switch, where golang.org/x/text has tables of all names: these are made
// when a program starts.
func charset(name string) (encoding.Encoding, error) {
	key := strings.NewReplacer("-", "", "_", "", " ", "", ":", "").Replace(strings.ToLower(name))
	switch key {
	case "utf8", "csutf8", "usascii", "ascii", "iso646us", "ansix3.41968", "us":
		return nil, nil
	case "utf16", "csutf16":
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM), nil
	case "utf16be":
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), nil
	case "utf16le":
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), nil
	case "utf32":
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM), nil
	case "utf32be":
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), nil
	case "utf32le":
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), nil
	case "shiftjis", "sjis", "mskanji", "windows31j", "cp932", "csshiftjis":
		return japanese.ShiftJIS, nil
	case "eucjp":
		return japanese.EUCJP, nil
	case "iso2022jp":
		return japanese.ISO2022JP, nil
	case "euckr", "cp949", "ksc56011987", "windows949":
		return korean.EUCKR, nil
	case "gbk", "gb2312", "cp936", "windows936":
		return simplifiedchinese.GBK, nil
	case "gb18030":
		return simplifiedchinese.GB18030, nil
	case "big5", "cp950":
		return traditionalchinese.Big5, nil
	}
	if cm := singleByte(key); cm != nil {
		return cm, nil
	}
	return nil, errors.New("no encoding that is known here")
}

func singleByte(key string) *charmap.Charmap {
	switch key {
	case "iso88591", "latin1", "l1", "cp819", "ibm819":
		return charmap.ISO8859_1
	case "iso88592", "latin2", "l2":
		return charmap.ISO8859_2
	case "iso88593", "latin3", "l3":
		return charmap.ISO8859_3
	case "iso88594", "latin4", "l4":
		return charmap.ISO8859_4
	case "iso88595", "cyrillic":
		return charmap.ISO8859_5
	case "iso88596", "arabic":
		return charmap.ISO8859_6
	case "iso88597", "greek":
		return charmap.ISO8859_7
	case "iso88598", "hebrew":
		return charmap.ISO8859_8
	case "iso88599", "latin5", "l5":
		return charmap.ISO8859_9
	case "iso885910", "latin6", "l6":
		return charmap.ISO8859_10
	case "iso885913", "latin7":
		return charmap.ISO8859_13
	case "iso885914", "latin8":
		return charmap.ISO8859_14
	case "iso885915", "latin9":
		return charmap.ISO8859_15
	case "iso885916", "latin10":
		return charmap.ISO8859_16
	case "windows1250", "cp1250":
		return charmap.Windows1250
	case "windows1251", "cp1251":
		return charmap.Windows1251
	case "windows1252", "cp1252":
		return charmap.Windows1252
	case "windows1253", "cp1253":
		return charmap.Windows1253
	case "windows1254", "cp1254":
		return charmap.Windows1254
	case "windows1255", "cp1255":
		return charmap.Windows1255
	case "windows1256", "cp1256":
		return charmap.Windows1256
	case "windows1257", "cp1257":
		return charmap.Windows1257
	case "windows1258", "cp1258":
		return charmap.Windows1258
	case "windows874", "cp874":
		return charmap.Windows874
	case "ibm437", "cp437":
		return charmap.CodePage437
	case "ibm850", "cp850":
		return charmap.CodePage850
	case "ibm866", "cp866":
		return charmap.CodePage866
	case "koi8r":
		return charmap.KOI8R
	case "koi8u":
		return charmap.KOI8U
	case "macintosh", "macroman":
		return charmap.Macintosh
	}
	return nil
}
