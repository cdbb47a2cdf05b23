package value

import "strings"

// capitalDigits are the digits of formal writing, which cannot be altered with a
// stroke of the pen.
var capitalDigits = []rune("零壹贰叁肆伍陆柒捌玖")

// Capital writes the amount out as vouchers do, by the rules for bills of the
// central bank's 支付结算办法: “人民币壹仟肆佰零玖元伍角”. Amounts in whole yuan end in
// 整; where the rule leaves a 零 to the writer (1,680.32, 107,000), it is left out.
func (v Money) Capital() string {
	s, minus := strings.CutPrefix(v.Plain(), "-")
	yuan, fen, _ := strings.Cut(s, ".")
	out := "人民币"
	if minus {
		out += "负"
	}
	if v.IsZero() {
		return out + "零元整"
	}
	if yuan != "0" {
		out += capitalWhole(yuan) + "元"
	}
	return out + capitalFraction(fen, yuan != "0")
}

// capitalFraction writes two digits as 角 and 分. After a whole number of yuan, a
// missing 角 in front of 分 is marked by 零.
func capitalFraction(fen string, afterYuan bool) string {
	if fen == "00" {
		return "整"
	}
	out := ""
	if fen[0] != '0' {
		out = capitalDigit(fen[0]) + "角"
	} else if afterYuan {
		out = "零"
	}
	if fen[1] != '0' {
		out += capitalDigit(fen[1]) + "分"
	}
	return out
}

// capitalPlaces are the words that multiply what stands before them, and how
// many digits follow. 亿 repeats for still larger numbers.
var capitalPlaces = []struct {
	word   string
	digits int
}{{"亿", 8}, {"万", 4}, {"仟", 3}, {"佰", 2}, {"拾", 1}}

// capitalWhole writes a number without leading zeros. It splits at the largest
// place and writes both sides; zeros that open the right side become one 零.
func capitalWhole(digits string) string {
	for _, place := range capitalPlaces {
		cut := len(digits) - place.digits
		if cut <= 0 {
			continue
		}
		out := capitalWhole(digits[:cut]) + place.word
		tail := strings.TrimLeft(digits[cut:], "0")
		if tail == "" {
			return out
		}
		if len(tail) < place.digits {
			out += "零"
		}
		return out + capitalWhole(tail)
	}
	return capitalDigit(digits[0])
}

func capitalDigit(d byte) string { return string(capitalDigits[d-'0']) }
