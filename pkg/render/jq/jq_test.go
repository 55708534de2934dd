package jq

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

// results runs an expression and gives its results as JSON, and its error.
func results(t testing.TB, source, input string) ([]string, error) {
	t.Helper()
	p, err := Compile(source, time.Date(2013, 2, 25, 8, 14, 0, 500_000_000, time.UTC))
	if err != nil {
		return nil, err
	}
	v, err := fromJSON(input)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	err = p.Run(t.Context(), v, func(v any) error {
		out = append(out, string(AppendJSON(nil, v)))
		return nil
	})
	return out, err
}

// What the reference lacks, or does otherwise on purpose.
func TestBeyondReference(t *testing.T) {
	for _, c := range []struct {
		source, input string
		want          []string
	}{
		{`. as $x | {$__loc__, a: $__loc__.line}`, `1`, []string{`{"__loc__":{"file":"<top-level>","line":1},"a":1}`}},
		{`# all of it`, `[1]`, []string{`[1]`}},
		{`{@base64 "a\(.)": 1}`, `"x"`, []string{`{"aeA==":1}`}},
		{`toarray, ([1] | toarray), (65 | ascii), keys_unsorted`, `{"b":1}`, []string{`[{"b":1}]`, `[1]`, `"A"`, `["b"]`}},
		{`test("A . C"; "xi"), test("b.c"; "s"), [match("x*"; "gn").length]`, `"ab\nc"`, []string{`false`, `true`, `[]`}},
		{`[leaf_paths], path(last(.a[]))`, `{"a":[1,2]}`, []string{`[["a",0],["a",1]]`, `["a",1]`}},
		{`reverse`, `"a日"`, []string{`"日a"`}},
		{`reverse`, `null`, []string{`[]`}},
		{`now, (now | todate)`, `null`, []string{`1361780040.5`, `"2013-02-25T08:14:00Z"`}},
		{`env, $ENV, env.HOME, $ENV.HOME`, `null`, []string{`{}`, `{}`, `null`, `null`}},
		{`., .likes + 0, .likes + 1`, `{"likes":9223372036854775806}`, []string{`{"likes":9223372036854775806}`, `9223372036854775806`, `9223372036854775807`}},
		{`. * 2`, `9223372036854775807`, []string{`18446744073709552000`}},
		{`[(true, false) or (true, false)], {a: (. or .), b: 1}`, `1`, []string{`[true,true,false]`, `{"a":true,"b":1}`}},
		{`[label $l | 1, (label $l | 2, break $l, 3), break $l, 4]`, `null`, []string{`[1,2]`}},
		{`true | contains(false)`, `null`, []string{`false`}},
		{`"\u2028" , "<&>"`, `null`, []string{`"\u2028"`, `"<&>"`}},
	} {
		got, err := results(t, c.source, c.input)
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s\n got %q, %v\nwant %q", c.source, got, err, c.want)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ source, input, want string }{
		{`.a`, `[1]`, `cannot index array with "a"`},
		{`.[0]`, `{"a":1}`, `cannot index object with number (0)`},
		{`.[]`, `null`, `cannot iterate over null`},
		{`. + 1`, `"x"`, `string ("x") and number (1) cannot be added`},
		{`1 / 0`, `null`, `number (1) cannot be divided by zero`},
		{`tonumber`, `"a very long string that is cut in the error"`, `string ("a very long string that is c…) cannot be parsed as a number`},
		{`error`, `{"a":1}`, `{"a":1} (not a string)`},
		{`error("own \(.)")`, `1`, `own 1`},
		{`path(1)`, `null`, `invalid path: number (1) is not part of the input`},
		{`test("(")`, `"a"`, "invalid regular expression: error parsing regexp: missing closing ): `(`"},
		{`def f: 1 + f; f`, `null`, `the expression recurses too deep`},
		{`[range(100000000)]`, `null`, `a list of more than 1000000 values`},
		{`"x" * 1000000000`, `null`, `a string that is too long`},
		{`reduce range(100) as $i ("xxxxxxxx"; . + .)`, `null`, `a string that is too long`},
		{`.[1e9] = 1`, `null`, `array index 1000000000 is too large`},
		{`[range(2000)] as $x | [range(2000)] | map($x) | transpose`, `null`, `a list of more than 1000000 values`},
	} {
		_, err := results(t, c.source, c.input)
		var own *Error
		if !errors.As(err, &own) || err.Error() != c.want {
			t.Errorf("%s: got %v, want %s", c.source, err, c.want)
		}
	}
	p, err := Compile("now", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Run(t.Context(), nil, func(any) error { return nil }); err == nil || err.Error() != "now: the time is not known here" {
		t.Errorf("now without a time: %v", err)
	}
}

func TestSyntaxErrors(t *testing.T) {
	for _, c := range []struct {
		source string
		want   SyntaxError
	}{
		{`.a |`, SyntaxError{5, "expected a value, found the end"}},
		{`.caption)`, SyntaxError{9, "expected the end, found )"}},
		{`"é" | foo`, SyntaxError{7, "function foo/0 is not defined"}},
		{`map`, SyntaxError{1, "function map/0 is not defined, but map/1 is"}},
		{`input`, SyntaxError{1, "function input/0 is not defined"}},
		{`_match(1;2;3)`, SyntaxError{1, "function _match/3 is not defined"}},
		{`$x`, SyntaxError{1, "$x is not defined"}},
		{`"abc`, SyntaxError{1, "the string has no end"}},
		{`"\q"`, SyntaxError{2, "unknown escape in a string"}},
		{`"\(1"`, SyntaxError{5, `expected ), found "`}},
		{`@foo`, SyntaxError{1, "unknown format @foo"}},
		{`1 < 2 < 3`, SyntaxError{7, "< after < needs parentheses"}},
		{`.a ^ 1`, SyntaxError{4, "unexpected '^'"}},
		{`import "a" as a; .`, SyntaxError{1, "expected a value, found import"}},
		{`if . then 1`, SyntaxError{12, "expected end, found the end"}},
		{`break $x`, SyntaxError{7, "the label $x is not defined"}},
		{strings.Repeat("(", 1000), SyntaxError{201, "more than 400 levels deep"}},
		{strings.Repeat("[", 1000), SyntaxError{201, "more than 400 levels deep"}},
		{strings.Repeat("-", 1000) + "1", SyntaxError{399, "more than 400 levels deep"}},
		{"." + strings.Repeat("[0]", 1000), SyntaxError{1205, "more than 400 steps in a row"}},
		{strings.Repeat("1+", 10000) + "1", SyntaxError{8004, "more than 4000 operators in a row"}},
		{strings.Repeat("1|", 1000) + "1", SyntaxError{799, "more than 400 levels deep"}},
		{strings.Repeat(" ", 65537), SyntaxError{1, "the expression is longer than 65536 bytes"}},
	} {
		_, err := Compile(c.source, time.Time{})
		var got *SyntaxError
		if !errors.As(err, &got) || *got != c.want {
			t.Errorf("%.40s: got %v, want %v", c.source, err, &c.want)
		}
	}
}

func TestContextEndsRun(t *testing.T) {
	for _, source := range []string{`def f: f; f`, `last(range(1; 2; 0))`, `last(repeat(1))`, `[.[]?] | until(false; .)`, `reduce range(1e18) as $i (0; . + 1)`, `try last(repeat(1)) catch 1`, `first(range(1e18) | select(. < 0))`} {
		p, err := Compile(source, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		err = p.Run(ctx, nil, func(any) error { return nil })
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) && (err == nil || err.Error() != "the expression recurses too deep") {
			t.Errorf("%s: got %v", source, err)
		}
	}
}

func TestOutErrorsPass(t *testing.T) {
	stop := errors.New("stop")
	for _, source := range []string{`1, 2`, `try (1, 2) catch 3`, `(1, 2)?`, `(1, 2) // 3`, `label $l | 1, 2`, `first(1, 2)`, `[1] as [$a] ?// $a | 1, 2`} {
		p, err := Compile(source, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		err = p.Run(t.Context(), nil, func(any) error {
			n++
			return stop
		})
		if !errors.Is(err, stop) || n != 1 {
			t.Errorf("%s: got %v after %d results, want the caller's own error after the first", source, err, n)
		}
	}
}

// An expression may run more than once, at the same time, and leaves its input alone.
func TestRunsShareNothing(t *testing.T) {
	p, err := Compile(`.a.b += 1 | .l |= (.[0] = 9 | sort | reverse) | del(.l[0]) | .t |= gsub("a"; "b")`, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	const text = `{"a":{"b":1},"l":[1,3,2],"t":"aa"}`
	input, err := fromJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan string)
	for range 4 {
		go func() {
			var out string
			err := p.Run(context.Background(), input, func(v any) error {
				out = string(AppendJSON(nil, v))
				return nil
			})
			if err != nil {
				out = err.Error()
			}
			done <- out
		}()
	}
	for range 4 {
		if got, want := <-done, `{"a":{"b":2},"l":[3,2],"t":"bb"}`; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if got := string(AppendJSON(nil, input)); got != text {
		t.Errorf("the input is now %s", got)
	}
}

func FuzzRun(f *testing.F) {
	for _, source := range []string{`.a[0].b?`, `.[] as [$a, {b: $c}] ?// $a | [$a, $c]`, `reduce .[] as $x (0; . + $x)`, `def f($x; g): g | $x; f(1; 2)`, `"a\(.b | @csv)"`, `.a |= map(select(. > 1))`, `gsub("(?<x>a)"; "\(.x)b")`, `[limit(3; repeat(.))]`, `label $l | .., break $l`, `strftime("%Y-%m")`, `to_entries | group_by(.key)`} {
		f.Add(source, `{"a":[1,2,{"b":"x"}]}`)
	}
	f.Fuzz(func(t *testing.T, source, input string) {
		p, err := Compile(source, time.Time{})
		if err != nil {
			var syntax *SyntaxError
			if !errors.As(err, &syntax) || syntax.Column < 1 {
				t.Fatalf("%q: %v", source, err)
			}
			return
		}
		v, err := fromJSON(input)
		if err != nil {
			v = input
		}
		before := string(AppendJSON(nil, v))
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		n := 0
		err = p.Run(ctx, v, func(v any) error {
			if n++; n > 1000 {
				return errors.New("enough")
			}
			AppendJSON(nil, v)
			return nil
		})
		_ = err // any error is fine, a panic is not
		if after := string(AppendJSON(nil, v)); after != before {
			t.Fatalf("%q changed its input from %s to %s", source, before, after)
		}
	})
}

func BenchmarkSelect(b *testing.B) {
	p, err := Compile(`select(.likes > 100) | [.id, .place.city // "?", (.tags | join(","))] | @tsv`, time.Time{})
	if err != nil {
		b.Fatal(err)
	}
	v := map[string]any{"id": "5f0c2e7a", "likes": int64(2950), "tags": []any{"Pyongyang", "NKorea"}, "place": map[string]any{"city": "Pyongyang"}}
	b.ReportAllocs()
	for b.Loop() {
		if err := p.Run(b.Context(), v, func(any) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
