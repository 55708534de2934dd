package render

import (
	"context"
	"errors"
	"fmt"

	"photoarchive/pkg/render/jq"
)

// filtered writes what a jq expression yields for each item, a record a
// result: strings as they are, all else as JSON on one line.
type filtered struct {
	ctx     context.Context
	program *jq.Program
	lines   *jsonLines
	buf     []byte
}

func newJQ(ctx context.Context, o Options, lines *jsonLines) (*filtered, error) {
	program, err := jq.Compile(o.JQ, o.Now)
	if err != nil {
		return nil, &UsageError{reason: "jq: " + err.Error()}
	}
	return &filtered{ctx: ctx, program: program, lines: lines}, nil
}

func (f *filtered) header(dst []byte) []byte { return dst }
func (f *filtered) footer(dst []byte) []byte { return dst }

func (f *filtered) record(dst []byte, r Record) ([]byte, error) {
	var err error
	if f.buf, err = f.lines.object(f.buf[:0], r); err != nil {
		return dst, err
	}
	input, err := tree(string(f.buf))
	if err != nil {
		return dst, err
	}
	err = f.program.Run(f.ctx, input, func(v any) error {
		s, isText := v.(string)
		switch {
		case isText && f.lines.terminal:
			dst = append(dst, VisibleLines(s)...)
		case isText:
			dst = append(dst, s...)
		case f.lines.terminal:
			dst = appendVisibleJSON(dst, jq.AppendJSON(nil, v))
		default:
			dst = jq.AppendJSON(dst, v)
		}
		dst = append(dst, f.lines.end)
		return nil
	})
	var own *jq.Error
	if errors.As(err, &own) {
		err = fmt.Errorf("jq: %w", err)
	}
	return dst, err
}
