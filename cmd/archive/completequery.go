package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"photoarchive/pkg/query"
)

// query answers for a word of a query: @NAME, field:VALUE, or a field. A word
// of the shell may hold several words of the query: the last is gone on with.
func (c completing) query(ctx context.Context, typed string) (answers, cobra.ShellCompDirective) {
	done := typed[:lastWord(typed)]
	last := typed[len(done):]
	out, how := c.queryWord(ctx, last)
	for i := range out {
		out[i] = done + out[i]
	}
	return out, how
}

// lastWord tells where the last word of a query begins, opening parentheses
// and the sign of a negation left out.
func lastWord(s string) int {
	at, quoted := 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && (c == ' ' || c == '(' || c == '-' && i == at):
			at = i + 1
		}
	}
	return min(at, len(s))
}

func (c completing) queryWord(ctx context.Context, typed string) (answers, cobra.ShellCompDirective) {
	if strings.HasPrefix(typed, "@") {
		return c.saved(ctx, typed, "@"), noFiles
	}
	field, value, ok := strings.Cut(typed, ":")
	if !ok {
		var out answers
		for _, f := range query.Fields() {
			if strings.HasPrefix(f, typed) {
				out = append(out, f+":")
			}
		}
		if len(out) > 0 && typed != "" {
			return out, noFiles | cobra.ShellCompDirectiveNoSpace
		}
		return append(out, c.saved(ctx, typed, "@")...), noFiles | cobra.ShellCompDirectiveNoSpace
	}
	var out answers
	for _, v := range c.fieldValues(ctx, strings.ToLower(field), value) {
		out = append(out, field+":"+v)
	}
	return out, noFiles
}

// fieldValues answers with values of a field of the query language. What holds
// a space is put in quotes.
func (c completing) fieldValues(ctx context.Context, field, typed string) answers {
	plain, quoted := strings.CutPrefix(typed, `"`)
	switch field {
	case "tag", "creator", "credit", "copyright", "mention", "people", "album", "source", "platform", "account", "type", "name":
	case "place", "sure", "near":
		field = "place"
	case "has", "missing":
		return words(typed, query.ItemFields()...)
	case "date", "added", "published":
		return words(typed, "today", "yesterday", "this-week", "last-week", "this-month", "last-month", "this-year", "last-year")
	case "id":
		return c.ids(ctx, typed, nil, false)
	default:
		return nil
	}
	var out answers
	for _, v := range c.names(ctx, field, plain) {
		value, about, _ := strings.Cut(v, "\t")
		switch {
		case strings.ContainsAny(value, `"\`):
			continue
		case quoted || strings.ContainsAny(value, " ()*"):
			value = `"` + value + `"`
		}
		// The shell drops what doesn't begin as was typed.
		if strings.HasPrefix(value, typed) || plain == "" || !quoted && strings.HasPrefix(value, `"`) {
			out = append(out, cobra.CompletionWithDesc(value, about))
		}
	}
	return out
}

// idsOrQuery answers for commands that take ids or a query.
func (c completing) idsOrQuery(ctx context.Context, typed string, args []string, hiddenToo bool) (answers, cobra.ShellCompDirective) {
	if typed != "" && strings.Trim(typed, "0123456789abcdef") == "" || len(args) > 0 && idLike(args) && typed == "" {
		return c.ids(ctx, typed, args, hiddenToo), noFiles
	}
	out, how := c.query(ctx, typed)
	if typed == "" {
		out = append(c.ids(ctx, "", args, hiddenToo), out...)
	}
	return out, how
}

// tagArgument answers for "tag +TAG -TAG -- ID|QUERY", which reads its flags by
// itself.
func (c completing) tagArgument(cmd *cobra.Command, args []string, typed string) (answers, cobra.ShellCompDirective) {
	ctx := cmd.Context()
	behind := false
	for _, a := range args {
		behind = behind || a == "--"
	}
	if _, _, err := splitTagArgs(cmd, args); err != nil { // it takes -A to heart
		return nil, noFiles
	}
	if !behind && typed != "" && strings.ContainsRune("+-", rune(typed[0])) {
		var out answers
		for _, v := range c.names(ctx, "tag", typed[1:]) {
			if !strings.HasPrefix(typed, "--") {
				out = append(out, typed[:1]+v)
			}
		}
		return out, noFiles
	}
	return c.idsOrQuery(ctx, typed, nil, false)
}
