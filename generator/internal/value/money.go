package value

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Money is an amount in yuan, exact to the fen. It is read from text and
// calculated in decimal; the zero value is 0. Amounts are compared with Equal and
// Cmp: the compiler refuses ==, which would compare representations.
type Money struct {
	_ [0]func()
	d decimal.Decimal // always of two decimals, or the zero Decimal
}

// Cents returns the amount of n fen.
func Cents(n int64) Money { return Money{d: decimal.New(n, -2)} }

// Yuan returns the amount of n yuan.
func Yuan(n int64) Money { return exact(decimal.New(n, 0)) }

// ParseMoney reads an amount as [Money.Parse] does.
func ParseMoney(text string) (Money, error) {
	var m Money
	err := m.Parse(text)
	return m, err
}

// exact brings a decimal that has at most two decimals to exactly two, so that
// equal amounts are represented alike.
func exact(d decimal.Decimal) Money {
	return Money{d: decimal.NewFromBigInt(d.Shift(2).BigInt(), -2)}
}

// TypeName returns the Chinese name of the type.
func (Money) TypeName() string { return "金额" }

// Parse reads an amount: “1,234.00”, “1.2万元”, “3亿”, “￥1,200”, and as negative
// ones “-500” and “(500)”. More than two decimals of a yuan are an error (rule
// R9), written-out zeros included: 1.230 may be a slip for 1,230.
func (v *Money) Parse(text string) error {
	m, err := readMoney(Normalize(text))
	if err != nil {
		return err.of("金额", text)
	}
	*v = m
	return nil
}

func readMoney(s string) (Money, *Error) {
	s, negative, err := cutMinus(s)
	if err != nil {
		return Money{}, err
	}
	s, shift := cutMoneyUnit(s)
	n, err := scanNumeral(s)
	if err != nil {
		return Money{}, err
	}
	if len(n.whole)+int(shift) > maxDigits-2 {
		return Money{}, tooLong
	}
	if shift > 0 {
		n.frac = strings.TrimRight(n.frac, "0")
	}
	if len(n.frac) > 2+int(shift) {
		return Money{}, &Error{"超过了两位小数", "金额最多精确到分，例如“1,234.56”"}
	}
	m := ofFen(n.whole + n.frac + strings.Repeat("0", 2+int(shift)-len(n.frac)))
	if negative {
		m = m.Neg()
	}
	return m, nil
}

// ofFen returns the amount of so many fen, written in digits.
func ofFen(digits string) Money {
	if n, err := strconv.ParseInt(digits, 10, 64); err == nil {
		return Cents(n)
	}
	n, _ := new(big.Int).SetString(digits, 10) // digits are a number
	return Money{d: decimal.NewFromBigInt(n, -2)}
}

// cutMinus removes the sign of the currency and what makes an amount negative: a
// minus on either side of that sign, or brackets around it all.
func cutMinus(s string) (rest string, negative bool, err *Error) {
	minus := 0
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		s, minus = strings.TrimSpace(s[1:len(s)-1]), 1
	}
	for _, mark := range []string{"-", "¥", "-"} {
		if after, ok := strings.CutPrefix(s, mark); ok {
			s = strings.TrimLeft(after, " ")
			if mark == "-" {
				minus++
			}
		}
	}
	if minus > 1 {
		return "", false, &Error{"有不止一个负号", "负数请写成“-500”或者“(500)”"}
	}
	return s, minus == 1, nil
}

// cutMoneyUnit removes 元 and the word in front of it that multiplies, and
// returns that as a power of ten.
func cutMoneyUnit(s string) (rest string, shift int32) {
	s = strings.TrimRight(strings.TrimSuffix(s, "元"), " ")
	for _, unit := range []struct {
		word  string
		shift int32
	}{{"万亿", 12}, {"亿", 8}, {"万", 4}} {
		if rest, ok := strings.CutSuffix(s, unit.word); ok {
			return strings.TrimRight(rest, " "), unit.shift
		}
	}
	return s, 0
}

// String formats the amount with thousands commas and two decimals: “1,234.00”,
// “-500.00”. The unit is the caller's to name, once per table.
func (v Money) String() string {
	s, minus := strings.CutPrefix(v.Plain(), "-")
	whole, fen, _ := strings.Cut(s, ".")
	s = group(whole) + "." + fen
	if minus {
		return "-" + s
	}
	return s
}

// Plain formats the amount for machines: “1234.00”.
func (v Money) Plain() string { return v.d.StringFixed(2) }

// Float returns the amount in yuan for drawing, and for nothing else.
func (v Money) Float() float64 { return v.d.InexactFloat64() }

// Add returns the sum of two amounts.
func (v Money) Add(w Money) Money { return Money{d: v.d.Add(w.d)} }

// Sub returns v less w.
func (v Money) Sub(w Money) Money { return Money{d: v.d.Sub(w.d)} }

// Neg returns the amount with the other sign.
func (v Money) Neg() Money { return Money{d: v.d.Neg()} }

// Abs returns the amount without its sign.
func (v Money) Abs() Money { return Money{d: v.d.Abs()} }

// Mul returns n times the amount.
func (v Money) Mul(n int) Money { return Money{d: v.d.Mul(decimal.New(int64(n), 0))} }

// Cmp returns -1, 0 or 1.
func (v Money) Cmp(w Money) int { return v.d.Cmp(w.d) }

// Equal tells whether two amounts are the same.
func (v Money) Equal(w Money) bool { return v.d.Equal(w.d) }

// Sign returns -1, 0 or 1.
func (v Money) Sign() int { return v.d.Sign() }

// IsZero tells whether the amount is 0.
func (v Money) IsZero() bool { return v.d.IsZero() }

// cents returns the amount in fen.
func (v Money) cents() *big.Int { return v.d.Shift(2).BigInt() }
