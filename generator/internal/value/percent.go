package value

import (
	"cmp"
	"math/big"
	"regexp"
	"strings"
)

// Percent is a share or a rate in per cent, kept to two decimals. It may be
// negative (a decline) or above 100 (a plan overfulfilled); the range is for the
// caller to check. Percents compare with ==.
type Percent struct {
	hundredths int64 // of one per cent
	undefined  bool  // a ratio to nothing
}

// fractionOfOne matches a number above 0 and up to 1.
var fractionOfOne = regexp.MustCompile(`^(?:0\.\d*[1-9]\d*|1(?:\.0+)?)$`)

// TypeName returns the Chinese name of the type.
func (Percent) TypeName() string { return "百分比" }

// Parse reads “94.6%” and “94.6”. Without the sign, a number above 0 and up to 1
// is refused: 0.946 may be meant as 94.6% or as 0.946%.
func (v *Percent) Parse(text string) error {
	s, negative := strings.CutPrefix(Normalize(text), "-")
	s, signed := strings.CutSuffix(s, "%")
	h, err := scanHundredths(strings.TrimSpace(s))
	if !signed && fractionOfOne.MatchString(s) {
		err = &Error{"没有写百分号，不能确定大小", "请写上百分号，例如“94.6%”，不要写成“0.946”"}
	}
	if err != nil {
		return err.of("百分比", text)
	}
	if negative {
		h = -h
	}
	*v = Percent{hundredths: h}
	return nil
}

// String formats the percentage with one decimal, or with two if it has them:
// “94.6%”, “94.0%”, “94.65%”. A ratio to nothing is “—”.
func (v Percent) String() string {
	if v.undefined {
		return "—"
	}
	return strings.TrimSuffix(fixed(v.hundredths), "0") + "%"
}

// IsZero tells whether the percentage is 0.
func (v Percent) IsZero() bool { return v == Percent{} }

// IsDefined tells whether there is a number: it is false for a ratio to nothing.
func (v Percent) IsDefined() bool { return !v.undefined }

// Hundredths returns the percentage in hundredths of one per cent, for exact
// arithmetic: 94.6% is 9460.
func (v Percent) Hundredths() int64 { return v.hundredths }

// Compare returns -1, 0 or 1. A ratio to nothing counts as 0%.
func (v Percent) Compare(w Percent) int { return cmp.Compare(v.hundredths, w.hundredths) }

// Float returns the number before the sign, for drawing: 94.6 for 94.6%.
func (v Percent) Float() float64 { return float64(v.hundredths) / 100 }

// Ratio returns num out of den in per cent, rounded half up to one decimal. If
// den is 0 there is no ratio: the result is not defined and reads “—”.
func Ratio(num, den int64) Percent {
	return ratio(big.NewInt(num), big.NewInt(den))
}

// Share returns part out of whole in per cent, as [Ratio] does.
func Share(part, whole Money) Percent {
	return ratio(part.cents(), whole.cents())
}

func ratio(num, den *big.Int) Percent {
	if den.Sign() == 0 {
		return Percent{undefined: true}
	}
	// Tenths of a per cent: (2000·|num| + |den|) / (2·|den|) rounds half up; the
	// sign is put back afterwards, so that -0.05 becomes -0.1 as people round.
	n, d := new(big.Int).Abs(num), new(big.Int).Abs(den)
	n.Mul(n, big.NewInt(2000)).Add(n, d)
	n.Quo(n, d.Lsh(d, 1))
	tenths := n.Int64()
	if !n.IsInt64() || tenths > maxCount {
		return Percent{undefined: true} // next to nothing
	}
	if num.Sign()*den.Sign() < 0 {
		tenths = -tenths
	}
	return Percent{hundredths: tenths * 10}
}
