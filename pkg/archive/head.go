package archive

import (
	"context"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/ledger"
)

// Head gives the size and the root hash of the archive's tamper-evident log.
// An archive of an older version, that has no log yet, has the head of none.
func (a *Archive) Head(ctx context.Context) (h ledger.Head, err error) {
	err = a.view(ctx, func(r *catalog.Reader) error {
		h, err = r.Head()
		return err
	})
	return h, err
}

// covers tells whether the log begins with what a head covered.
func (a *Archive) covers(ctx context.Context, head ledger.Head) (ok bool, err error) {
	err = a.view(ctx, func(r *catalog.Reader) error {
		ok, err = r.Covers(head)
		return err
	})
	return ok, err
}

// Prove makes a proof that an item, with its picture and the caption it has
// now, is in the archive.
func (a *Archive) Prove(ctx context.Context, id string) (p *ledger.Proof, err error) {
	err = a.view(ctx, func(r *catalog.Reader) error {
		rec, err := r.Lookup(id)
		if err == nil {
			p, err = r.Prove(rec)
		}
		return err
	})
	return p, err
}

// Fixity tells when the pictures were last found whole.
func (a *Archive) Fixity(ctx context.Context) (f catalog.Fixity, err error) {
	err = a.view(ctx, func(r *catalog.Reader) error {
		f, err = r.Fixity()
		return err
	})
	return f, err
}
