package render

// jsonLines writes one item a line: its canonical JSON as it is, or what the
// chosen fields leave of it.
type jsonLines struct {
	selection *selection // nil: all
	terminal  bool
	end       byte
	buf       []byte
}

func (l *jsonLines) header(dst []byte) []byte { return dst }
func (l *jsonLines) footer(dst []byte) []byte { return dst }

func (l *jsonLines) record(dst []byte, r Record) ([]byte, error) {
	dst, err := l.object(dst, r)
	return append(dst, l.end), err
}

// object appends the record's JSON object.
func (l *jsonLines) object(dst []byte, r Record) ([]byte, error) {
	start := len(dst)
	var err error
	if l.selection == nil {
		dst, err = r.appendJSON(dst)
		if r.Approximate && err == nil {
			dst = appendApproximate(dst)
		}
	} else {
		dst, err = l.selection.append(dst, r)
	}
	if l.terminal && err == nil {
		l.buf = appendVisibleJSON(l.buf[:0], dst[start:])
		dst = append(dst[:start], l.buf...)
	}
	return dst, err
}

// appendApproximate adds the key to the JSON object that dst ends with.
func appendApproximate(dst []byte) []byte {
	dst = dst[:len(dst)-1]
	if dst[len(dst)-1] != '{' {
		dst = append(dst, ',')
	}
	return append(dst, `"approximate":true}`...)
}

// jsonArray writes one array, an item a line.
type jsonArray struct {
	lines *jsonLines
	some  bool
}

func (a *jsonArray) header(dst []byte) []byte { return append(dst, '[') }

func (a *jsonArray) record(dst []byte, r Record) ([]byte, error) {
	if a.some {
		dst = append(dst, ',')
	}
	dst, err := a.lines.object(append(dst, '\n'), r)
	a.some = a.some || err == nil
	return dst, err
}

func (a *jsonArray) footer(dst []byte) []byte {
	if a.some {
		dst = append(dst, '\n')
	}
	return append(dst, "]\n"...)
}
