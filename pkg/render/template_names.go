package render

import (
	"fmt"
	"strings"
	"text/template/parse"
)

// checkNames looks at the field names of a template, whichever branch they are
// in, so that a mistyped one is found before the first item is written. A name
// is known when the schema has it anywhere; behind extra and origins any is.
func checkNames(node parse.Node) error {
	for _, n := range below(node) {
		if err := checkNames(n); err != nil {
			return err
		}
	}
	switch n := node.(type) {
	case *parse.FieldNode:
		return checkChain(n.Ident)
	case *parse.ChainNode:
		return checkChain(n.Field)
	case *parse.VariableNode:
		return checkChain(n.Ident[1:])
	}
	return nil
}

// below are the nodes inside a node.
func below(node parse.Node) []parse.Node {
	var nodes []parse.Node
	add := func(pipe *parse.PipeNode) {
		if pipe != nil {
			nodes = append(nodes, pipe)
		}
	}
	list := func(l *parse.ListNode) {
		if l != nil {
			nodes = append(nodes, l.Nodes...)
		}
	}
	branch := func(b *parse.BranchNode) {
		add(b.Pipe)
		list(b.List)
		list(b.ElseList)
	}
	switch n := node.(type) {
	case *parse.ListNode:
		list(n)
	case *parse.ActionNode:
		add(n.Pipe)
	case *parse.TemplateNode:
		add(n.Pipe)
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			nodes = append(nodes, c)
		}
	case *parse.CommandNode:
		nodes = append(nodes, n.Args...)
	case *parse.ChainNode:
		nodes = append(nodes, n.Node)
	}
	return nodes
}

func checkChain(names []string) error {
	for _, name := range names {
		switch name {
		case "extra", "Extra", "origins", "Origins":
			return nil
		}
		if !inSchema(name) {
			return &UsageError{reason: fmt.Sprintf("template: unknown field %q", name), hint: didYouMean(name, Fields())}
		}
	}
	return nil
}

// inSchema tells whether a name is a step of any field, in JSON or in Go.
func inSchema(name string) bool {
	for _, f := range schema() {
		for _, step := range strings.Split(f.name, ".") {
			if name == step || name == goName(step) {
				return true
			}
		}
	}
	return false
}
