package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"photoarchive/pkg/ledger"
	"photoarchive/pkg/picture"
	"photoarchive/pkg/render"
)

type checkProofOptions struct {
	head, picture string
	json          bool
}

func newCheckProofCommand(env *Env) *cobra.Command {
	var opts checkProofOptions
	cmd := &cobra.Command{
		Use:   "check-proof FILE",
		Short: "Check a proof of \"archive prove\"; no archive is needed",
		Long: `Check a proof that "archive prove" wrote (FILE, or - for stdin), without the
archive. What it shows is printed: the item's id, the SHA-256 of its picture,
its caption, and the head. A proof that does not hold ends with exit code 6.

A proof shows only that the item is under the head it has in it: with --head it
must be the very head that you trust, with --picture the picture must be the one
of the proof. That the caption was not changed again later no proof can show:
leaves may have been cut off. What the format is, "archive prove --help" tells.`,
		Example: "  archive check-proof proof.json --head head.txt --picture popcorn.jpg",
		Args:    exactly(1, "one FILE, or - for stdin"),
		RunE: func(_ *cobra.Command, args []string) error {
			return runCheckProof(env, opts, args[0])
		},
	}
	cmd.Flags().StringVar(&opts.head, "head", "", "the head that it has to be of (a file, or - for stdin)")
	cmd.Flags().StringVar(&opts.picture, "picture", "", "the picture that it has to be about (a file)")
	cmd.Flags().BoolVar(&opts.json, "json", false, "print what is shown as a JSON line")
	return cmd
}

func runCheckProof(env *Env, opts checkProofOptions, name string) error {
	if name == "-" && opts.head == "-" {
		return usagef("only one of the proof and --head can come from stdin")
	}
	b, err := readSmall(env, name, ledger.ProofMost)
	if err != nil {
		return err
	}
	p, err := ledger.ParseProof(b)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	shown, err := p.Check()
	if err != nil {
		env.note("%s: the proof does not hold: %v", name, err)
		return errDamage
	}
	if opts.head != "" {
		text, err := readSmall(env, opts.head, 1<<20)
		if err != nil {
			return err
		}
		head, err := ledger.ParseHead(text)
		if err != nil {
			return usagef("--head: %s: %v", opts.head, err)
		}
		if head != shown.Head {
			env.note("%s: the proof is of another head than %s", name, opts.head)
			return errDamage
		}
	}
	if opts.picture != "" {
		sha, _, err := picture.HashFile(opts.picture)
		if err != nil {
			return err
		}
		if sha != shown.Picture {
			env.note("%s: the proof is of another picture than %s", name, opts.picture)
			return errDamage
		}
	}
	return printProven(env, opts, shown)
}

func printProven(env *Env, opts checkProofOptions, shown ledger.Proven) error {
	if opts.json {
		b, err := marshal(struct {
			ID      string `json:"id"`
			Picture string `json:"picture"`
			Caption string `json:"caption"`
			Changes int    `json:"changes"`
			Head    string `json:"head"`
		}{shown.ID, shown.Picture, shown.Caption, shown.Changes, shown.Head.String()})
		if err == nil {
			_, err = fmt.Fprintf(env.Stdout, "%s\n", b)
		}
		return err
	}
	_, err := fmt.Fprintf(env.Stdout, "id\t%s\npicture\t%s\ncaption\t%s\nchanges\t%d\nleaves\t%d\nroot\t%x\n",
		shown.ID, shown.Picture, render.Visible(shown.Caption), shown.Changes, shown.Head.Size, shown.Head.Root[:])
	return err
}
