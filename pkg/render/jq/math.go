package jq

import "math"

// nativeMath gives the functions of one number.
func nativeMath(name string) nativeFunc {
	switch name {
	case "infinite":
		return of0(func(any) (any, error) { return math.Inf(1), nil })
	case "nan":
		return of0(func(any) (any, error) { return math.NaN(), nil })
	case "isinfinite":
		return ofNumber(name, func(f float64) any { return math.IsInf(f, 0) })
	case "isnan":
		return ofNumber(name, func(f float64) any { return math.IsNaN(f) })
	case "isnormal":
		return ofNumber(name, func(f float64) any {
			return !math.IsNaN(f) && !math.IsInf(f, 0) && math.Abs(f) >= 0x1p-1022
		})
	case "abs":
		return of0(func(v any) (any, error) {
			if isNumber(v) && toFloat(v) < 0 {
				return operate("-", int64(0), v)
			}
			if v == nil {
				return nil, failf("null has no absolute value")
			}
			return v, nil
		})
	case "floor", "ceil", "round", "trunc", "nearbyint", "rint":
		return rounding(name)
	case "frexp":
		return ofNumber(name, func(f float64) any {
			frac, exp := math.Frexp(f)
			return []any{frac, int64(exp)}
		})
	case "modf":
		return ofNumber(name, func(f float64) any {
			whole, frac := math.Modf(f)
			if math.IsInf(f, 0) {
				frac = 0
			}
			return []any{frac, whole}
		})
	}
	if f := mathOf(name); f != nil {
		return ofNumber(name, func(x float64) any { return f(x) })
	}
	return nil
}

func ofNumber(name string, f func(float64) any) nativeFunc {
	return of0(func(v any) (any, error) {
		if !isNumber(v) {
			return nil, failf("%s needs a number, not %s", name, described(v))
		}
		return f(toFloat(v)), nil
	})
}

// rounding leaves whole numbers alone and makes whole what it can.
func rounding(name string) nativeFunc {
	f := math.Floor
	switch name {
	case "ceil":
		f = math.Ceil
	case "round":
		f = math.Round
	case "trunc":
		f = math.Trunc
	case "nearbyint", "rint":
		f = math.RoundToEven
	}
	return of0(func(v any) (any, error) {
		switch n := v.(type) {
		case int64:
			return n, nil
		case float64:
			if n = f(n); math.Abs(n) < 1<<53 {
				return int64(n), nil
			}
			return n, nil
		}
		return nil, failf("%s needs a number, not %s", name, described(v))
	})
}

func mathOf(name string) func(float64) float64 {
	switch name {
	case "sqrt":
		return math.Sqrt
	case "cbrt":
		return math.Cbrt
	case "exp":
		return math.Exp
	case "exp2":
		return math.Exp2
	case "exp10", "pow10":
		return func(f float64) float64 { return math.Pow(10, f) }
	case "expm1":
		return math.Expm1
	case "log":
		return math.Log
	case "log2":
		return math.Log2
	case "log10":
		return math.Log10
	case "log1p":
		return math.Log1p
	case "logb":
		return math.Logb
	case "fabs":
		return math.Abs
	case "significand":
		return func(f float64) float64 {
			if f == 0 || math.IsNaN(f) || math.IsInf(f, 0) {
				return f
			}
			return math.Ldexp(f, -math.Ilogb(f))
		}
	case "lgamma":
		return func(f float64) float64 { g, _ := math.Lgamma(f); return g }
	case "gamma", "tgamma":
		return math.Gamma
	}
	return trigonometry(name)
}

func trigonometry(name string) func(float64) float64 {
	switch name {
	case "sin":
		return math.Sin
	case "cos":
		return math.Cos
	case "tan":
		return math.Tan
	case "asin":
		return math.Asin
	case "acos":
		return math.Acos
	case "atan":
		return math.Atan
	case "sinh":
		return math.Sinh
	case "cosh":
		return math.Cosh
	case "tanh":
		return math.Tanh
	case "asinh":
		return math.Asinh
	case "acosh":
		return math.Acosh
	case "atanh":
		return math.Atanh
	}
	return nil
}

// nativeMath2 gives the functions of two numbers.
func nativeMath2(name string) nativeFunc {
	var f func(x, y float64) float64
	switch name {
	case "pow":
		f = math.Pow
	case "atan2":
		f = math.Atan2
	case "fmod":
		f = math.Mod
	case "drem":
		f = math.Remainder
	case "hypot":
		f = math.Hypot
	case "fmin":
		f = math.Min
	case "fmax":
		f = math.Max
	case "fdim":
		f = math.Dim
	case "copysign":
		f = math.Copysign
	case "nextafter":
		f = math.Nextafter
	case "ldexp", "scalb", "scalbln":
		f = func(x, y float64) float64 { return math.Ldexp(x, toInt(y)) }
	default:
		return nil
	}
	return func(_ *machine, _ any, args []any) (any, error) {
		if !isNumber(args[0]) || !isNumber(args[1]) {
			return nil, failf("%s needs numbers, not %s and %s", name, described(args[0]), described(args[1]))
		}
		return f(toFloat(args[0]), toFloat(args[1])), nil
	}
}
