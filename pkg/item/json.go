package item

// AppendJSON appends the item's canonical JSON to dst, without a line end.
func (it *Item) AppendJSON(dst []byte) ([]byte, error) { return dst, nil }

// Decode reads an item from its JSON; unknown keys are passed over.
func Decode(b []byte, it *Item) error { return nil }

// DecodeStrict is Decode, but an unknown key is an error that names it.
func DecodeStrict(b []byte, it *Item) error { return nil }
