package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/form"
	"photoarchive/pkg/item"
)

const (
	// formMost is how many items one form has at most.
	formMost = 1000
	// formRounds is how often a form with a mistake is opened again where no
	// person is there to see it.
	formRounds = 5
	// mistake marks the lines on top that say what is wrong.
	mistake = "# >>> "
)

// runEditForm opens a form of the items in the user's editor, and applies what
// was changed there.
func runEditForm(ctx context.Context, env *Env, a *archive.Archive, opts editOptions, ids []string) error {
	editor, err := env.editor()
	if err != nil {
		return err
	}
	switch {
	case len(ids) == 0:
		env.note("nothing matches: there is nothing to edit")
		return nil
	case len(ids) > formMost:
		return &usageError{
			message: fmt.Sprintf("a form has at most %d items, these are %d", formMost, len(ids)),
			hint:    "change many by flags, or by \"archive export - --format csv\" and \"archive edit --from-csv\"",
		}
	}
	var items []*item.Item
	for _, id := range ids {
		it, _, err := a.Get(ctx, id)
		if err != nil {
			return err
		}
		items = append(items, it)
	}
	f := &itemForm{env: env, editor: editor, items: items}
	if err := f.create(); err != nil {
		return err
	}
	err = f.run(ctx, a, opts)
	if f.keep {
		env.hint("your text is kept in " + f.path)
		return err
	}
	return errors.Join(err, os.Remove(f.path))
}

// editor is the command that the user edits text with.
func (e *Env) editor() (string, error) {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if v := strings.TrimSpace(e.Getenv(name)); v != "" {
			return v, nil
		}
	}
	if e.asks() {
		for _, name := range []string{"editor", "vi", "nano", "notepad"} {
			if path, err := exec.LookPath(name); err == nil {
				return path, nil
			}
		}
	}
	return "", &usageError{
		message: "nothing says what to change, and no editor is set",
		hint:    "say it by flags, such as --caption TEXT, or set EDITOR",
	}
}

type itemForm struct {
	env    *Env
	editor string
	items  []*item.Item
	path   string
	text   string // as it was opened
	keep   bool
}

func (f *itemForm) create() error {
	file, err := os.CreateTemp("", "archive-edit-*.yaml")
	if err != nil {
		return err
	}
	f.path = file.Name()
	return file.Close()
}

func (f *itemForm) run(ctx context.Context, a *archive.Archive, opts editOptions) error {
	edits, err := f.ask(ctx)
	if err != nil {
		return err
	}
	if len(edits) == 0 {
		f.env.note("nothing was changed")
		return nil
	}
	var ids []string
	for _, it := range f.items {
		if edits[it.ID] != nil {
			ids = append(ids, it.ID)
		}
	}
	of := func(id string) *archive.Edits { return edits[id] }
	would := 0
	_, err = a.ApplyEdits(ctx, ids, of, archive.Curation{DryRun: true, Report: func(c archive.ItemChange) error {
		if c.Err != nil {
			return nil //nolint:nilerr // told when it is applied
		}
		would++
		return printItemChange(f.env, c)
	}})
	if err == nil {
		err = f.env.flush()
	}
	if err != nil {
		return f.kept(err)
	}
	if opts.dryRun {
		f.env.note("would change %s", count(would, "item"))
		return nil
	}
	if would > 0 && !opts.yes && f.env.asks() {
		ok, err := f.env.confirm(ctx, fmt.Sprintf("Change %s?", count(would, "item")))
		if err := f.env.unchanged(ok, err); err != nil || !ok {
			return f.kept(err)
		}
	}
	opts.yes = true
	return f.kept(opts.apply(ctx, f.env, a, ids, of))
}

// kept keeps the person's text where it came to nothing.
func (f *itemForm) kept(err error) error {
	f.keep = err != nil
	return err
}

// ask opens the editor until what it leaves is understood. It gives no edits
// where nothing was changed.
func (f *itemForm) ask(ctx context.Context) (map[string]*archive.Edits, error) {
	f.text = archive.ItemForm(f.items)
	var wrong error
	for round := 1; ; round++ {
		if err := os.WriteFile(f.path, []byte(f.text), 0o600); err != nil {
			return nil, err
		}
		if err := f.open(ctx); err != nil {
			return nil, f.kept(err)
		}
		b, err := os.ReadFile(f.path)
		if err != nil {
			return nil, err
		}
		text := string(b)
		if text == f.text || round > formRounds && !f.env.asks() {
			if wrong == nil {
				return nil, nil
			}
			f.env.explain(wrong)
			return nil, f.kept(errSomeRefused)
		}
		edits, err := archive.ReadItemForm(text, f.items)
		if err == nil {
			return edits, nil
		}
		wrong = err
		f.text = withMistake(text, err)
	}
}

func (f *itemForm) open(ctx context.Context) error {
	// The editor may be given with options, as git takes it.
	cmd := exec.CommandContext(ctx, "sh", "-c", f.editor+` "$@"`, f.editor, f.path)
	if runtime.GOOS == "windows" {
		cmd = exec.CommandContext(ctx, "cmd", "/C", f.editor+` "`+f.path+`"`)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = f.env.Stdin, f.env.Stdout, f.env.Stderr
	if screen, ok := fileOf(f.env.Stdout); ok {
		cmd.Stdout = screen // an editor wants a terminal
	}
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: the editor failed: %w; nothing was changed", f.editor, err)
	}
	return ctx.Err()
}

// withMistake puts on top of a form what is wrong with it. Lines are counted
// with what is put there.
func withMistake(text string, err error) string {
	shift := 1
	for strings.HasPrefix(text, mistake) {
		_, rest, _ := strings.Cut(text, "\n")
		text = rest
		shift--
	}
	line, what := 0, err.Error()
	var syntax *form.SyntaxError
	var value *archive.FormError
	switch {
	case errors.As(err, &syntax):
		line, what = syntax.Line, syntax.What
	case errors.As(err, &value):
		line, what = value.Line, value.What
	}
	what = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, what)
	if line > 0 {
		what = fmt.Sprintf("line %d: %s", line+shift, what)
	}
	return mistake + what + "\n" + text
}
