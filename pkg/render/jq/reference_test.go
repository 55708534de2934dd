package jq

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/itchyny/gojq"
	"pgregory.net/rapid"
)

// most is how many results of an expression are compared.
const most = 200

// theirs gives the results of gojq, which is what this room is held to, as
// JSON with spaces between; SYNTAX where it can't be read, ERROR at the end
// where it failed.
func theirs(ctx context.Context, source, input string) string {
	var v any
	if err := json.Unmarshal([]byte(input), &v); err != nil {
		return "INPUT " + err.Error()
	}
	q, err := gojq.Parse(source)
	if err != nil {
		return "SYNTAX"
	}
	c, err := gojq.Compile(q, gojq.WithEnvironLoader(func() []string { return nil }))
	if err != nil {
		return "SYNTAX"
	}
	var out []string
	for it := c.RunWithContext(ctx, v); len(out) < most; {
		x, ok := it.Next()
		if !ok {
			break
		}
		if _, failed := x.(error); failed {
			out = append(out, "ERROR")
			break
		}
		b, err := gojq.Marshal(x)
		if err != nil {
			return err.Error()
		}
		out = append(out, string(b))
	}
	return strings.Join(out, " ")
}

// ours gives the same of this room.
func ours(ctx context.Context, source, input string) string {
	p, err := Compile(source, time.Time{})
	if err != nil {
		return "SYNTAX"
	}
	v, err := fromJSON(input)
	if err != nil {
		return "INPUT " + err.Error()
	}
	var out []string
	stop := errors.New("enough")
	err = p.Run(ctx, v, func(v any) error {
		if out = append(out, string(AppendJSON(nil, v))); len(out) >= most {
			return stop
		}
		return nil
	})
	if err != nil && !errors.Is(err, stop) {
		out = append(out, "ERROR")
	}
	return strings.Join(out, " ")
}

// TestReference runs the expressions of testdata, each on its input, here and there.
func TestReference(t *testing.T) {
	all, err := os.ReadFile("testdata/expressions.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(all)) {
		input, source, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " @@ ")
		if !ok {
			continue
		}
		n++
		if got, want := ours(t.Context(), source, input), theirs(t.Context(), source, input); got != want {
			t.Errorf("%s on %s\n got %s\nwant %s", source, input, got, want)
		}
	}
	if n < 500 {
		t.Errorf("only %d expressions were found", n)
	}
}

// generator draws expressions that end.
type generator struct{ *rapid.T }

func (g generator) pick(of ...string) string { return rapid.SampledFrom(of).Draw(g.T, "of") }

func (g generator) expr(depth int, vars []string) string {
	if depth <= 0 {
		leaves := []string{".", ".a", ".b", ".[0]", ".[]?", ".a?", "..", "1", "2", "-1", "0.5", `"a"`, `"b c"`, "null", "true", "false", "[]", "{}", "empty", "length", "keys", "type", "add", "not", "sort", "tostring", "tojson", "first", "last", "unique", "to_entries", "min", "max", "any", "all", "flatten", "floor", "ascii_downcase", "explode", "@csv", "@tsv", "@html", "@text", "@sh", "@uri", "@base64", "paths", "error", "tonumber", "values", "scalars", `error("x")`, "transpose", "from_entries"}
		return g.pick(append(leaves, vars...)...)
	}
	e := func() string { return g.expr(depth-1, vars) }
	switch rapid.IntRange(0, 24).Draw(g.T, "form") {
	case 0, 1, 2:
		return e() + " | " + e()
	case 3:
		return e() + ", " + e()
	case 4, 5:
		return "(" + e() + ") " + g.pick("+", "-", "*", "/", "%", "==", "<", ">=", "!=", "//") + " (" + e() + ")"
	case 6:
		return "[" + e() + "]"
	case 7:
		return "{a: (" + e() + "), b: (" + e() + ")}"
	case 8:
		return "if " + e() + " then " + e() + " else " + e() + " end"
	case 9:
		return "try (" + e() + `) catch "caught"`
	case 10:
		return "(" + e() + ")?"
	case 11:
		return "(" + e() + ") as $x | " + g.expr(depth-1, append(vars, "$x"))
	case 12:
		return "(" + e() + ") as [$x, {a: $y}] | " + g.expr(depth-1, append(vars, "$x", "$y"))
	case 13:
		return "reduce (" + e() + ") as $x (" + e() + "; " + g.expr(depth-1, append(vars, "$x")) + ")"
	case 14:
		return "foreach (" + e() + ") as $x (" + e() + "; " + g.expr(depth-1, append(vars, "$x")) + "; .)"
	case 15:
		return "def f(g): " + g.expr(depth-1, append(vars, "g")) + "; f(" + e() + ")"
	case 16:
		return "def f($x): " + g.expr(depth-1, append(vars, "$x")) + "; f(" + e() + ")"
	case 17:
		return g.pick("map", "select", "sort_by", "group_by", "min_by", "max_by", "unique_by", "map_values", "first", "any", "all", "isempty", "paths", "with_entries", "walk", "has", "contains", "inside", "join", "split", "index", "indices", "startswith", "test", "recurse_down?", "add", "getpath", "IN", "tojson?", "delpaths", "flatten", "splits", "ltrimstr", "match") + "(" + e() + ")"
	case 18:
		path := g.pick(".", ".a", ".b", ".[0]", ".[]?", ".a?", "..", ".a.b", ".[1:]", ".a[0]?", "first(.[]?)", "getpath([\"a\"])", "(.a, .b)", "(.a | select(.))", "(.a // .b)", "empty", "if .a? then .a else . end", "limit(1; .[]?)", ".[-1]?")
		if rapid.Bool().Draw(g.T, "assign") {
			return path + " " + g.pick("=", "|=", "+=", "//=", "-=", "*=") + " (" + e() + ")"
		}
		return g.pick("path", "del", "pick") + "(" + path + ")" + g.pick("", "", "?")
	case 19:
		return "(" + e() + ")" + g.pick("[0]", "[]", ".a", "[1:]", "[:-1]", "[]?", ".a?", "[-1]", `["b"]`)
	case 20:
		return `"x\(` + e() + `)y"`
	case 21:
		return "[" + e() + "] | length"
	case 22:
		return "limit(" + g.pick("0", "1", "2") + "; " + e() + ")"
	case 23:
		return ".[" + e() + "]"
	}
	return "(" + e() + ")"
}

func (g generator) json(depth int) string {
	if depth <= 0 {
		return g.pick("null", "true", "false", "0", "1", "-2", "3.5", `"a"`, `"b c"`, `"é"`, "[]", "{}", `""`)
	}
	switch rapid.IntRange(0, 3).Draw(g.T, "json") {
	case 0:
		return `{"a":` + g.json(depth-1) + `,"b":` + g.json(depth-1) + `}`
	case 1:
		return `[` + g.json(depth-1) + `,` + g.json(depth-1) + `,` + g.json(depth-1) + `]`
	case 2:
		return `{"b":` + g.json(depth-1) + `}`
	}
	return g.json(0)
}

// TestRandomReference compares expressions that nobody thought of.
func TestRandomReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := generator{t}
		source, input := g.expr(rapid.IntRange(0, 4).Draw(t, "depth"), nil), g.json(3)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		want := theirs(ctx, source, input)
		got := ours(ctx, source, input)
		if ctx.Err() == nil && got != want {
			t.Fatalf("%s on %s\n got %s\nwant %s", source, input, got, want)
		}
	})
}
