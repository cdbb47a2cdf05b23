package kind

import (
	"fmt"
	"regexp"
	"slices"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/source"
	"gongkai/generator/internal/value"
)

// ApprovalKeys are the names of the key in which a sign-off stands, the one to write first.
var ApprovalKeys = []string{"签发", "signoff"}

// ApprovalRules are the board's rules of who signs off what, declared in board.yaml.
type ApprovalRules struct {
	Types []value.Text `key:"types" zh:"类型" help:"哪些类型的记录要签发以后才公开" need:"yes"`
	By    []value.Text `key:"by" zh:"签发人" help:"谁可以签发；不写时名录里的人都可以" ref:"person"`
}

// Approval is a sign-off: who looked at which text, and when.
type Approval struct {
	By     string
	On     value.Date
	Digest string // of the text that was looked at
}

// String returns the sign-off as the key holds it.
func (a Approval) String() string { return fmt.Sprintf("%s %s %s", a.By, a.On.ISO(), a.Digest) }

var approvalText = regexp.MustCompile(`^(\S+) (\d{4}-\d{2}-\d{2}) ([0-9a-f]{16})$`)

var (
	errApproval     = diag.Define("GK0231", diag.Error, "看不懂签发“%[1]s”。", "签发不用手写：核对好以后运行 gongkai approve 文件 --by 姓名；不要的删掉这一行。")
	errApprovalVoid = diag.Define("GK0232", diag.Warning, "%[1]s %[2]s签发以后内容又改过，签发作废%[3]s。", "请签发人重新核对，再运行 gongkai approve %[4]s --by 姓名。")
	errNotApproved  = diag.Define("GK0233", diag.Warning, "这条记录还没有签发，不会公开。", "请签发人核对，再运行 gongkai approve %[1]s --by 姓名。")
	errApprover     = diag.Define("GK0234", diag.Error, "“%[1]s”不能签发，board.yaml 里写的签发人是：%[2]s。", "请写明的签发人核对以后重新签发。")
)

// checkApproval finds out whether the record may be shown: one that has to be signed off and is not, or has been
// changed since, counts as a draft.
func (r *Record) checkApproval(c *Context, report *diag.Report) {
	needed := c.Approval.needed(r.Kind)
	if r.Approval == "" {
		if needed && !bool(r.Draft) {
			r.Held = true
			report.Add(errNotApproved.At(r.end, r.Path))
		}
		return
	}
	a, ok := parseApproval(string(r.Approval))
	if !ok {
		report.Add(errApproval.At(r.At("signoff"), r.Approval))
		return
	}
	if c.Approval != nil && !c.Approval.allows(a.By) {
		report.Add(errApprover.At(r.At("signoff"), a.By, names(c.Approval.By)))
		return
	}
	if r.Version == a.Digest {
		r.approved = a
		return
	}
	consequence := ""
	if needed {
		r.Held, consequence = true, "，不会公开"
	}
	report.Add(errApprovalVoid.At(r.At("signoff"), a.By, a.On, consequence, r.Path))
}

// Approve returns the sign-off of a document as it stands.
func Approve(doc *source.Document, by string, on value.Date) Approval {
	return Approval{By: by, On: on, Digest: doc.Digest(ApprovalKeys...)}
}

func parseApproval(text string) (a Approval, ok bool) {
	m := approvalText.FindStringSubmatch(text)
	if m == nil || a.On.Parse(m[2]) != nil {
		return a, false
	}
	a.By, a.Digest = m[1], m[3]
	return a, true
}

func (rules *ApprovalRules) needed(k Kind) bool {
	return rules != nil && slices.ContainsFunc(rules.Types, func(t value.Text) bool { return Find(string(t)) == k })
}

func (rules *ApprovalRules) allows(name string) bool {
	return len(rules.By) == 0 || slices.Contains(rules.By, value.Text(name))
}

// MayApprove reports whether somebody of the roster may sign off, and names those who may where not.
func (c *Context) MayApprove(name string) (ok bool, who string) {
	if c.Approval != nil && len(c.Approval.By) > 0 {
		return c.Approval.allows(name), names(c.Approval.By)
	}
	if len(c.Roster.People) == 0 || c.Roster.HasPerson(name) {
		return true, ""
	}
	return false, near(name, c.Roster.names(personRef))
}

// AboutApproval reports whether a finding is about a sign-off, which a new one mends.
func AboutApproval(code string) bool {
	return slices.ContainsFunc([]*diag.Def{errApproval, errApprovalVoid, errNotApproved, errApprover}, func(d *diag.Def) bool { return d.Code == code })
}
