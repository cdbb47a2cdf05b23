package board

import (
	"regexp"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/privacy"
	"gongkai/generator/internal/value"
)

// Privacy is what a board may publish although it looks like personal information.
type Privacy struct {
	Mobiles    []value.Text `key:"mobiles" zh:"公务手机" help:"单位的公务手机号码，可以公开"`
	Mailboxes  []value.Text `key:"mailboxes" zh:"公务邮箱" help:"单位的公务邮箱，可以公开"`
	Exceptions []Exception  `key:"exceptions" zh:"例外" help:"其他确实应当公开的内容，一条一条写，每条写明理由"`
}

// Exception is one text that is published on purpose.
type Exception struct {
	kind.Place
	Content value.Text `key:"content" zh:"内容" help:"要公开的号码、地址等，和记录里写的一样" need:"yes"`
	Reason  value.Text `key:"reason" zh:"理由" help:"为什么必须公开，依据是什么" need:"yes"`
}

var (
	errPublicMobile = diag.Define("GK0627", diag.Error, "“%[1]s”不是%[2]s。", "核对以后重写；一个一个写，用“、”隔开。")
	mobileKey       = regexp.MustCompile(`^1[3-9]\d{9}$`)
	mailKey         = regexp.MustCompile(`^[^@]+@[^@]+\.[A-Z]+$`)
)

func (p Privacy) check(pos diag.Pos, report *diag.Report) {
	for _, m := range p.Mobiles {
		if !mobileKey.MatchString(privacy.Key(string(m))) {
			report.Add(errPublicMobile.At(pos, m, "手机号码"))
		}
	}
	for _, m := range p.Mailboxes {
		if !mailKey.MatchString(privacy.Key(string(m))) {
			report.Add(errPublicMobile.At(pos, m, "电子邮箱"))
		}
	}
}

// Declared reports whether a text is one of the board's public numbers or mailboxes.
func (p Privacy) Declared(key string) bool {
	for _, list := range [][]value.Text{p.Mobiles, p.Mailboxes} {
		for _, m := range list {
			if privacy.Key(string(m)) == key {
				return true
			}
		}
	}
	return false
}
