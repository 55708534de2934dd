package jq

import "math"

// of0, of1 and of2 make a native function of one that takes so many arguments.
func of0(f func(v any) (any, error)) nativeFunc {
	return func(_ *machine, v any, _ []any) (any, error) { return f(v) }
}

func of1(f func(v, a any) (any, error)) nativeFunc {
	return func(_ *machine, v any, args []any) (any, error) { return f(v, args[0]) }
}

// native gives the builtins that are written in Go, or nil. A name with an
// underscore is for builtins that are written in jq.
func native(name string, arity int) nativeFunc {
	switch arity {
	case 0:
		if f := nativeText(name); f != nil {
			return f
		}
		if f := nativeMath(name); f != nil {
			return f
		}
		if f := nativeDate(name); f != nil {
			return f
		}
		return native0(name)
	case 1:
		if f := nativeText1(name); f != nil {
			return f
		}
		return native1(name)
	}
	return nativeMore(name, arity)
}

func native0(name string) nativeFunc {
	switch name {
	case "error":
		return of0(func(v any) (any, error) { return nil, &Error{v} })
	case "not":
		return of0(func(v any) (any, error) { return !truth(v), nil })
	case "env":
		return of0(func(any) (any, error) { return map[string]any{}, nil })
	case "length":
		return of0(length)
	case "keys", "keys_unsorted":
		return of0(keys)
	case "add":
		return of0(sum)
	case "reverse":
		return of0(reverse)
	case "sort":
		return of0(func(v any) (any, error) {
			all, err := sortedPairs(v, v)
			return firsts(all), err
		})
	case "unique":
		return of0(func(v any) (any, error) { return uniqueBy(v, v) })
	case "min":
		return of0(func(v any) (any, error) { return extreme(v, v, -1) })
	case "max":
		return of0(func(v any) (any, error) { return extreme(v, v, 1) })
	case "flatten":
		return of0(func(v any) (any, error) { return flatten(v, math.Inf(1)) })
	case "transpose":
		return of0(transpose)
	case "from_entries":
		return of0(fromEntries)
	case "type":
		return of0(func(v any) (any, error) { return typeName(v), nil })
	case "tojson":
		return of0(func(v any) (any, error) { return string(AppendJSON(nil, v)), nil })
	case "fromjson":
		return of0(fromJSON)
	case "now":
		return func(m *machine, _ any, _ []any) (any, error) {
			if m.now.IsZero() {
				return nil, failf("now: the time is not known here")
			}
			return float64(m.now.UnixMicro()) / 1e6, nil
		}
	}
	return nil
}

func native1(name string) nativeFunc {
	switch name {
	case "error":
		return of1(func(_, a any) (any, error) { return nil, &Error{a} })
	case "has":
		return of1(has)
	case "contains":
		return of1(contains)
	case "delpaths":
		return of1(func(v, a any) (any, error) {
			paths, ok := a.([]any)
			if !ok {
				return nil, failf("paths must be an array, not %s", described(a))
			}
			return deletePaths(v, paths)
		})
	case "flatten":
		return of1(func(v, a any) (any, error) {
			if !isNumber(a) || !(toFloat(a) >= 0) {
				return nil, failf("flatten depth must not be negative")
			}
			return flatten(v, toFloat(a))
		})
	case "_sort_by":
		return of1(func(v, a any) (any, error) {
			all, err := sortedPairs(v, a)
			return firsts(all), err
		})
	case "_group_by":
		return of1(func(v, a any) (any, error) { return groups(v, a) })
	case "_unique_by":
		return of1(uniqueBy)
	case "_min_by":
		return of1(func(v, a any) (any, error) { return extreme(v, a, -1) })
	case "_max_by":
		return of1(func(v, a any) (any, error) { return extreme(v, a, 1) })
	case "bsearch":
		return of1(search)
	case "strftime":
		return of1(formatTime)
	case "strptime":
		return of1(parseTime)
	}
	return nil
}

func nativeMore(name string, arity int) nativeFunc {
	switch {
	case name == "setpath" && arity == 2:
		return func(_ *machine, v any, args []any) (any, error) {
			keys, ok := args[0].([]any)
			if !ok {
				return nil, failf("path must be an array, not %s", described(args[0]))
			}
			return setPath(v, keys, func(any) (any, error) { return args[1], nil })
		}
	case name == "split" && arity == 2:
		return splitRegexp
	case name == "_match" && arity == 3:
		return match
	case arity == 2:
		return nativeMath2(name)
	case arity == 3 && name == "fma":
		return func(_ *machine, _ any, args []any) (any, error) {
			return math.FMA(toFloat(args[0]), toFloat(args[1]), toFloat(args[2])), nil
		}
	}
	return nil
}
