package xmp

// Filter keeps of properties, and of what is in them, what keep is true of;
// it is asked from the outside to the inside. Of a language alternative and of
// a list that lose all their items, and of a structure that loses all its
// fields, nothing stays.
func Filter(nodes []Node, keep func(*Node) bool) []Node {
	var kept []Node
	for _, n := range nodes {
		if !keep(&n) {
			continue
		}
		had := len(n.Nodes)
		n.Nodes = Filter(n.Nodes, keep)
		if had > 0 && len(n.Nodes) == 0 && n.Text == "" {
			continue
		}
		kept = append(kept, n)
	}
	return kept
}
