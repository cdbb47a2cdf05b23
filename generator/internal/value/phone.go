package value

import (
	"regexp"
	"strings"
)

// Phone is the telephone number of an office. Phones compare with ==.
type Phone struct {
	number string // as shown: “0873-2123456”, “0873-2123456转801”, “12345”
	mobile bool
}

// officeMobile is the mark without which a mobile number counts as private
// (rule R8).
const officeMobile = "公务手机"

const extension = `(?:[转#-](\d{1,6}))?`

var (
	landline    = regexp.MustCompile(`^(?:\((0\d{2,3})\)|(0\d{2,3})[- ])(\d{7,8})` + extension + `$`)
	joinedLine  = regexp.MustCompile(`^(0\d{9,11})` + extension + `$`)
	serviceLine = regexp.MustCompile(`^([48]00)-?(\d{3,4})-?(\d{3,4})$`)
	shortNumber = regexp.MustCompile(`^(?:1[12]\d|1[0-2]\d{3}|11\d{4}|95\d{3,4}|96\d{3,4})$`)
	mobilePhone = regexp.MustCompile(`^(?:\+?86[- ]?|0)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})$`)
	localNumber = regexp.MustCompile(`^[2-8]\d{6,7}$`)
	markedPhone = regexp.MustCompile(`^(?:` + officeMobile + `:?(.+)|(.+?)\(?` + officeMobile + `\)?)$`)
	manyPhones  = regexp.MustCompile(`\d{5,}[,、;/ ]+[\d(]`)
)

// TypeName returns the Chinese name of the type.
func (Phone) TypeName() string { return "电话" }

// Parse reads a number with area code (“0873-2123456”, “(0873)2123456”, with “转801”
// for an extension), one of 400 or 800, a short number (12345, 95598), or an
// office's mobile marked as such: “公务手机 138…”, “138…（公务手机）”. Unmarked mobile
// numbers are taken for private ones and refused.
func (v *Phone) Parse(text string) error {
	s := tighten(Normalize(text))
	marked := false
	if m := markedPhone.FindStringSubmatch(s); m != nil {
		s, marked = m[1]+m[2], true
	}
	p, err := readPhone(s)
	switch {
	case err != nil:
	case p.mobile && !marked:
		err = &Error{"是手机号码，没有标明是公务手机", "个人手机号码不能公开；确属公务手机的，请在号码后面写“（公务手机）”"}
	case marked && !p.mobile:
		err = &Error{"标明是公务手机，但不是手机号码", "请核对号码，或者去掉“公务手机”"}
	}
	if err != nil {
		return err.of("电话", text)
	}
	*v = p
	return nil
}

func readPhone(s string) (Phone, *Error) {
	if m := mobilePhone.FindStringSubmatch(s); m != nil {
		return Phone{number: m[1] + m[2] + m[3], mobile: true}, nil
	}
	if shortNumber.MatchString(s) {
		return Phone{number: s}, nil
	}
	if m := serviceLine.FindStringSubmatch(s); m != nil && len(m[2]+m[3]) == 7 {
		rest := m[2] + m[3]
		return Phone{number: m[1] + "-" + rest[:3] + "-" + rest[3:]}, nil
	}
	if number := readLandline(s); number != "" {
		return Phone{number: number}, nil
	}
	return Phone{}, notPhone(s)
}

// readLandline formats a number with area code; it returns "" for anything else.
// The area code has three digits if it is 010 or starts with 02 and four
// otherwise, so that it is found even where nothing sets it off.
func readLandline(s string) string {
	area, local, inner := "", "", ""
	if m := landline.FindStringSubmatch(s); m != nil {
		area, local, inner = m[1]+m[2], m[3], m[4]
	} else if m := joinedLine.FindStringSubmatch(s); m != nil {
		size := areaSize(m[1])
		area, local, inner = m[1][:size], m[1][size:], m[2]
	}
	if len(area) != areaSize(area) || len(local) < 7 || len(local) > 8 {
		return ""
	}
	if inner != "" {
		inner = "转" + inner
	}
	return area + "-" + local + inner
}

func areaSize(digits string) int {
	if strings.HasPrefix(digits, "010") || strings.HasPrefix(digits, "02") {
		return 3
	}
	return 4
}

// notPhone says why a text is not a telephone number.
func notPhone(s string) *Error {
	switch {
	case localNumber.MatchString(s):
		return &Error{"缺区号", "请在号码前写上区号和“-”，例如“0000-12345678”"}
	case manyPhones.MatchString(s):
		return &Error{"不止一个号码", "一处只填一个号码，其余的另起一项"}
	}
	return &Error{"不是电话号码", "请写成“区号-号码”、400 电话或者“12345”这样的短号"}
}

// String formats the number for readers.
func (v Phone) String() string {
	if v.mobile {
		return v.number + "（" + officeMobile + "）"
	}
	return v.number
}

// Tel returns the number to dial, for a tel: link; an extension is left out.
func (v Phone) Tel() string {
	number, _, _ := strings.Cut(v.number, "转")
	return strings.ReplaceAll(number, "-", "")
}

// IsMobile tells whether this is an office's mobile.
func (v Phone) IsMobile() bool { return v.mobile }

// IsZero tells whether there is no number.
func (v Phone) IsZero() bool { return v == Phone{} }
