package main

import (
	"context"

	"github.com/spf13/cobra"
)

func newProveCommand(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "prove ID",
		Short: "Prove that an item is in the archive's log",
		Long: `Write a proof, a small JSON text, that an item with its picture and the caption
it has now is in the archive as of the log's present head. "archive check-proof"
checks it, without the archive; so can any program that knows SHA-256. Keep or
publish the head ("archive log --head"): with it the proof shows that the item
was there then.

Every accession and every change is a leaf of a Merkle tree, hashed as RFC 6962
says: a leaf is SHA-256(0x00, content), a node SHA-256(0x01, left, right). The
content of an accession is these lines, with no line break at the end:
  archive-leaf-v1
  add
  ID (32 hex digits)
  SHA-256 of the picture's file (64 hex digits)
  the caption (UTF-8, NFC; it may have several lines)
and of a change:
  archive-leaf-v1
  change
  the entry of the history as JSON, as "archive dump" has it

A proof has these fields:
  format   "archive-proof-v1"
  head     size: number of leaves; root: the root hash, in base64
  leaves   the accession, then the item's changes of caption or id, in order:
           index (from 0), content, path: the hashes of the siblings from the
           leaf to the root (RFC 6962, section 2.1.1), in base64

A head is three lines: "archive-head-v1", the number of leaves, the root hash in
base64.

Leaves stand in the order in which this archive learned of things. A restore or
a merge appends new items in the order of the dump, or of their ids, and then
the history that came with them. When an item is purged, the hash of its leaf
stays.`,
		Example: "  archive prove 5f0c2e7a > proof.json\n  archive check-proof proof.json --picture popcorn.jpg",
		Args:    exactly(1, "one ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runProve(cmd.Context(), env, args[0])
		},
	}
}

func runProve(ctx context.Context, env *Env, id string) error {
	a, err := env.open()
	if err != nil {
		return err
	}
	p, err := a.Prove(ctx, id)
	if err != nil {
		return err
	}
	b, err := p.AppendJSON(nil)
	if err == nil {
		_, err = env.visible("json").Write(b)
	}
	return err
}
