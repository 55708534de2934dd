package jq

import (
	"encoding/json"
	"strconv"
	"strings"

	"photoarchive/pkg/item"
)

// AppendJSON appends a value as JSON on one line, with sorted keys. What JSON
// lacks is written as jq does: NaN is null, the infinities the largest numbers.
func AppendJSON(dst []byte, v any) []byte {
	switch v := v.(type) {
	case bool:
		return strconv.AppendBool(dst, v)
	case int64:
		return strconv.AppendInt(dst, v, 10)
	case float64:
		switch {
		case v != v:
			return append(dst, "null"...)
		case v > maxFloat:
			v = maxFloat
		case v < -maxFloat:
			v = -maxFloat
		}
		return item.AppendJSONFloat(dst, v)
	case string:
		return item.AppendJSONString(dst, v)
	case []any:
		dst = append(dst, '[')
		for i, e := range v {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = AppendJSON(dst, e)
		}
		return append(dst, ']')
	case map[string]any:
		dst = append(dst, '{')
		for i, k := range sortedKeys(v) {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(item.AppendJSONString(dst, k), ':')
			dst = AppendJSON(dst, v[k])
		}
		return append(dst, '}')
	}
	return append(dst, "null"...)
}

const maxFloat = 0x1p1023 * (1 + (1 - 0x1p-52))

// toText is a value as a string: strings as they are, all else as JSON.
func toText(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	return string(AppendJSON(nil, v))
}

// fromJSON reads one JSON value, or NaN.
func fromJSON(v any) (any, error) {
	s, ok := v.(string)
	if !ok {
		return nil, failf("%s cannot be parsed as JSON", described(v))
	}
	dec := json.NewDecoder(strings.NewReader(s))
	dec.UseNumber()
	var out any
	err := dec.Decode(&out)
	if err == nil && strings.Trim(s[dec.InputOffset():], " \t\r\n") != "" {
		err = failf("text after the value")
	}
	if err != nil {
		return nil, failf("%s cannot be parsed as JSON: %v", described(v), err)
	}
	return withNumbers(out), nil
}

func withNumbers(v any) any {
	switch v := v.(type) {
	case json.Number:
		return parseNumber(v.String())
	case []any:
		for i := range v {
			v[i] = withNumbers(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = withNumbers(v[k])
		}
	}
	return v
}
