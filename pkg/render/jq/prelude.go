package jq

// preludeSource gives the builtins that are written in jq, after the jq 1.7
// manual, or "". Names with an underscore are native and for these only.
func preludeSource(name string, arity int) string {
	switch arity {
	case 0:
		return prelude0(name)
	case 1:
		return prelude1(name)
	}
	return preludeMore(name, arity)
}

func prelude0(name string) string {
	switch name {
	case "values":
		return `def values: select(. != null);`
	case "nulls":
		return `def nulls: select(. == null);`
	case "booleans", "numbers", "strings", "arrays", "objects":
		return `def ` + name + `: select(type == "` + name[:len(name)-1] + `");`
	case "iterables":
		return `def iterables: select(type == "array" or type == "object");`
	case "scalars":
		return `def scalars: select(type != "array" and type != "object");`
	case "first":
		return `def first: .[0];`
	case "last":
		return `def last: .[-1];`
	case "any":
		return `def any: any(.);`
	case "all":
		return `def all: all(.);`
	case "paths":
		return `def paths: path(..) | select(length > 0);`
	case "leaf_paths":
		return `def leaf_paths: paths(scalars);`
	case "to_entries":
		return `def to_entries: [keys[] as $k | {key: $k, value: .[$k]}];`
	case "combinations":
		return `def combinations: if length == 0 then [] else .[0][] as $x | .[1:] | combinations | [$x] + . end;`
	case "ascii":
		return `def ascii: [.] | implode;`
	case "toarray":
		return `def toarray: if type == "array" then . else [.] end;`
	case "tostream":
		return `def tostream: path(def r: (.[]? | r), .; r) as $p | getpath($p) | reduce path(.[]?) as $q ([$p, .]; [$p + $q]);`
	case "todate", "todateiso8601":
		return `def ` + name + `: strftime("%Y-%m-%dT%H:%M:%SZ");`
	case "fromdate", "fromdateiso8601":
		return `def ` + name + `: strptime("%Y-%m-%dT%H:%M:%S%z") | mktime;`
	case "date":
		return `def date: todate;`
	}
	return ""
}

func prelude1(name string) string {
	switch name {
	case "map":
		return `def map(f): [.[] | f];`
	case "map_values":
		return `def map_values(f): .[] |= f;`
	case "select":
		return `def select(f): if f then . else empty end;`
	case "with_entries":
		return `def with_entries(f): to_entries | map(f) | from_entries;`
	case "walk":
		return `def walk(f): def w: if type == "object" then map_values(w) elif type == "array" then map(w) else . end | f; w;`
	case "del":
		return `def del(f): delpaths([path(f)]);`
	case "paths":
		return `def paths(f): path(.. | select(f)) | select(length > 0);`
	case "pick":
		return `def pick(f): . as $v | reduce path(f) as $p (null; setpath($p; $v | getpath($p)));`
	case "any":
		return `def any(f): any(.[]; f);`
	case "all":
		return `def all(f): all(.[]; f);`
	case "add":
		return `def add(f): reduce f as $x (null; . + $x);`
	case "nth":
		return `def nth($n): .[$n];`
	case "in":
		return `def in(xs): . as $x | xs | has($x);`
	case "inside":
		return `def inside(xs): . as $x | xs | contains($x);`
	case "IN":
		return `def IN(s): any(s == .; .);`
	case "INDEX":
		return `def INDEX(f): INDEX(.[]; f);`
	case "combinations":
		return `def combinations(n): . as $v | [range(n)] | map($v) | combinations;`
	case "sort_by", "group_by", "unique_by", "min_by", "max_by":
		return `def ` + name + `(f): _` + name + `(map([f]));`
	case "isvalid":
		return `def isvalid(f): try (f | true) catch false;`
	case "fromstream":
		return `def fromstream(f): {x: null, e: false} as $init | foreach f as $i ($init;
			if .e then $init else . end
			| if $i | length == 2
			  then setpath(["e"]; $i[0] | length == 0) | setpath(["x"] + $i[0]; $i[1])
			  else setpath(["e"]; $i[0] | length == 1) end;
			if .e then .x else empty end);`
	case "truncate_stream":
		return `def truncate_stream(s): . as $n | null | s | . as $i | if ($i[0] | length) > $n then setpath([0]; $i[0][$n:]) else empty end;`
	}
	return prelude1Regexp(name)
}

func prelude1Regexp(name string) string {
	switch name {
	case "test", "match", "capture":
		return `def ` + name + `($re): if ($re | type) == "array" then ` + name + `($re[0]; $re[1]) else ` + name + `($re; null) end;`
	case "scan":
		return `def scan($re): scan($re; "");`
	case "splits":
		return `def splits($re): splits($re; null);`
	}
	return ""
}

func preludeMore(name string, arity int) string {
	switch arity {
	case 2:
		switch name {
		case "any":
			return `def any(g; f): isempty(first(g | f | select(.))) | not;`
		case "all":
			return `def all(g; f): isempty(first(g | f | select(. | not)));`
		case "while":
			return `def while(c; f): select(c) | recurse(f | select(c));`
		case "recurse":
			return `def recurse(f; c): recurse(f | select(c));`
		case "nth":
			return `def nth($n; f): if $n < 0 then error("nth doesn't support a negative index") else first(skip($n; f)) end;`
		case "IN":
			return `def IN(s; t): any(s == t; .);`
		case "INDEX":
			return `def INDEX(s; f): reduce s as $x ({}; .[$x | f | tostring] = $x);`
		case "test":
			return `def test($re; $flags): _match($re; $flags; true);`
		case "match":
			return `def match($re; $flags): _match($re; $flags; false) | .[];`
		case "capture":
			return `def capture($re; $flags): match($re; $flags) | [.captures[] | select(.name != null) | {key: .name, value: .string}] | from_entries;`
		case "scan":
			return `def scan($re; $flags): match($re; "g" + $flags) | if .captures == [] then .string else [.captures[].string] end;`
		case "splits":
			return `def splits($re; $flags): split($re; $flags) | .[];`
		case "sub":
			return `def sub($re; f): sub($re; f; "");`
		case "gsub":
			return `def gsub($re; f): sub($re; f; "g");`
		case "dateadd":
			return `def dateadd(u; n): . + n;`
		case "datesub":
			return `def datesub(u; n): . - n;`
		}
	case 3:
		switch name {
		case "gsub":
			return `def gsub($re; f; $flags): sub($re; f; $flags + "g");`
		}
	}
	return ""
}
