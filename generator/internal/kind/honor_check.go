package kind

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

var (
	errQuota      = diag.Define("GK0900", diag.Error, "%[1]s %[2]d 个，超过了%[3]s %[4]d 个。", "核对名额和结果：入选的不能多于名额，也不能多于推荐的。")
	errCandidate  = diag.Define("GK0901", diag.Error, "“%[1]s”在候选对象里出现了两次。", "合成一行，或者改正名称。")
	errVotes      = diag.Define("GK0902", diag.Error, "“%[1]s”的%[2]s是 %[3]s，超过了%[4]s %[5]s。", "核对这两个数。")
	errSubject    = diag.Define("GK0903", diag.Error, "“%[1]s”授给%[2]s，%[3]s。", "%[4]s。")
	errNoSource   = diag.Define("GK0904", diag.Error, "%[1]s。", "有批准评选的文件，写“批准文号: …”；没有的，写“本单位内部评比: 是”。两样只写一样。")
	errRound      = diag.Define("GK0905", diag.Error, "评选步骤不对：%[1]s。", "%[2]s。")
	errSimilar    = diag.Define("GK0906", diag.Warning, "“%[1]s”和“%[2]s”（%[3]s）名称相近，可能是同一个称号。", "是同一个的，改成一样；确实是两个的，都列在 board.yaml 的“称号”里，就不再提醒。")
	errLower      = diag.Define("GK0907", diag.Error, "“%[1]s”%[2]s。", "%[3]s。")
	errValidity   = diag.Define("GK0908", diag.Error, "%[1]s %[2]s 不晚于命名的 %[3]s。", "核对这两个日期。")
	errNoOpinion  = diag.Define("GK0909", diag.Error, "“%[1]s”的“%[2]s”写的是“%[3]s”，%[4]s。", "意见写“同意”或“不同意”，还没有报到这一级的留空；下一级没有同意的，上一级不能同意，也不能入选。")
	agreeing      = []string{"同意", "推荐", "通过", "√", "是"}
	disagreeing   = []string{"不同意", "不推荐", "未通过", "×", "否"}
	similarPrefix = 2 // characters that two similar titles have in common at their beginning
)

func checkHonor(c *env[honorSettings], it *item[honorRecord]) {
	h := it.own
	c.oneOf("称号", string(h.Honor), c.set.titleNames(), it.At("honor"))
	ok := c.oneOf("对象类型", string(h.Subject), honorSubjects, it.At("subject"))
	ok = c.oneOf("标志", string(h.Mark), honorMarks, it.At("mark")) && ok
	if !h.From.IsZero() {
		c.closeNotice(it.Record, &h.onNotice)
	}
	switch given := !h.Approval.IsZero(); {
	case given && bool(h.Internal):
		c.report(errNoSource, it.At("internal"), "批准文号和“本单位内部评比”都写了")
	case !given && !bool(h.Internal):
		c.report(errNoSource, it.At("approval"), "没有写这个称号是谁批准评的")
	}
	h.findLevels(c)
	h.checkCandidates(c)
	if ok {
		checkSubjects(c, it)
	}
	h.checkRound(c)
	h.checkQuota(c, it)
	named := h.named(c.set, it.Date, c.AsOf)
	for _, d := range []struct {
		key, label string
		day        value.Date
	}{{"validUntil", "有效期至", h.Until}, {"review", "复核日期", h.Review}} {
		if !d.day.IsZero() && !named.IsZero() && !d.day.After(named) {
			c.report(errValidity, it.At(d.key), d.label, d.day, named)
		}
	}
	for _, x := range h.Candidates {
		c.lookForTraces("事迹", string(x.Deeds.Text), x.At("事迹"), false)
	}
}

// findLevels finds the columns that say what each level thinks: those that the board lists, or where it lists none, those
// that hold nothing but opinions.
func (h *honorRecord) findLevels(c *env[honorSettings]) {
	for i, col := range h.Layout.Extra {
		if slices.Contains(c.set.Levels, value.Text(col.Title)) || len(c.set.Levels) == 0 && h.onlyOpinions(i) {
			h.levels = append(h.levels, i)
		}
	}
}

func (h *honorRecord) onlyOpinions(column int) bool {
	some := false
	for _, x := range h.Candidates {
		if x.Total != "" || value.IsBlank(x.Extra[column].Text) {
			continue
		}
		if _, ok := opinion(x.Extra[column].Text); !ok {
			return false
		}
		some = true
	}
	return some
}

// opinion reads what a level says; ok is false for other words.
func opinion(text string) (agrees, ok bool) {
	text = strings.TrimSpace(text)
	return slices.Contains(agreeing, text), slices.Contains(agreeing, text) || slices.Contains(disagreeing, text)
}

// checkCandidates checks every candidate by itself: no one twice, no more votes than ballots, no level before the one below.
func (h *honorRecord) checkCandidates(c *env[honorSettings]) {
	seen := map[value.Text]bool{}
	for i := range h.Candidates {
		x := &h.Candidates[i]
		if x.Total != "" {
			continue
		}
		if seen[x.Name] {
			c.report(errCandidate, x.At("对象"), x.Name)
		}
		seen[x.Name] = true
		c.oneOf("结果", string(x.Result), honorResults, x.At("结果"))
		if h.Ballots != nil && x.Votes != nil && *x.Votes > *h.Ballots {
			c.report(errVotes, x.At("票数"), x.Name, "票数", x.Votes, "收回的票", h.Ballots)
		}
		if x.Points != nil && x.Points.Hundredths() > 100_00 {
			c.report(errVotes, x.At("得分"), x.Name, "得分", x.Points, "满分", "100")
		}
		h.checkOpinions(c, x)
	}
}

func (h *honorRecord) checkOpinions(c *env[honorSettings], x *candidate) {
	blocked := "" // the level that did not agree, or has not been asked
	for _, i := range h.levels {
		cell, title := x.Extra[i], h.Layout.Extra[i].Title
		agrees, ok := opinion(cell.Text)
		switch {
		case value.IsBlank(cell.Text):
		case !ok:
			c.report(errNoOpinion, cell.Pos, x.Name, title, cell.Text, "看不出同意不同意")
		case agrees && blocked != "":
			c.report(errNoOpinion, cell.Pos, x.Name, title, cell.Text, "下一级“"+blocked+"”还没有同意")
		}
		if !agrees && blocked == "" {
			blocked = title
		}
		x.opinions = append(x.opinions, cell.Text)
	}
	if blocked != "" && string(x.Result) == chosen {
		c.report(errNoOpinion, x.At("结果"), x.Name, "结果", x.Result, "“"+blocked+"”还没有同意")
	}
}

// checkSubjects checks that a title goes to those it is for, and that they are in the roster (R6).
func checkSubjects(c *env[honorSettings], it *item[honorRecord]) {
	h := it.own
	if i := slices.IndexFunc(c.set.Titles, func(t honorTitle) bool { return t.Name == h.Honor }); i >= 0 {
		if want := c.set.Titles[i].Subject; want != "" && want != h.Subject {
			c.report(errSubject, it.At("subject"), h.Honor, h.Subject, "board.yaml 里写的是授给"+want, "改正对象类型")
		}
	}
	switch {
	case h.Mark == flagMark && h.Subject != forGroups:
		c.report(errSubject, it.At("mark"), h.Honor, h.Subject, "旗只授给集体", "授给个人的写“标志: 星”")
	case h.Mark == starMark && h.Subject != forPersons:
		c.report(errSubject, it.At("mark"), h.Honor, h.Subject, "星只授给个人", "授给集体的写“标志: 旗”")
	}
	if h.Outside {
		return
	}
	people, units := c.Roster.names(personRef), c.Roster.names(unitRef)
	for _, x := range h.Candidates {
		name := string(x.Name)
		switch {
		case x.Total != "":
		case h.Subject == forPersons && slices.Contains(units, name):
			c.report(errSubject, x.At("对象"), h.Honor, "个人", "“"+name+"”是单位", "换成个人的姓名；评的是集体的，改对象类型")
		case h.Subject == forGroups && slices.Contains(people, name):
			c.report(errSubject, x.At("对象"), h.Honor, "集体", "“"+name+"”是个人", "换成单位的名称；评的是个人的，改对象类型")
		case h.Subject == forPersons && people != nil && !slices.Contains(people, name):
			c.report(errUnknownName, x.At("对象"), "对象", name, near(name, people), "人员")
		case h.Subject == forGroups && units != nil && !slices.Contains(units, name):
			c.report(errUnknownName, x.At("对象"), "对象", name, near(name, units), "单位名录")
		}
	}
}

// checkRound checks the steps: in their order, none left out, each with its day and who did it (R17).
func (h *honorRecord) checkRound(c *env[honorSettings]) {
	known := c.set.stepNames()
	at := -1
	var before honorStep
	for i, s := range h.Steps {
		if !c.oneOf("步骤", string(s.Step), known, s.At("步骤")) {
			return
		}
		n := slices.Index(known, string(s.Step))
		switch {
		case n <= at:
			c.report(errRound, s.At("步骤"), fmt.Sprintf("“%s”排在“%s”后面", s.Step, before.Step), "按顺序写："+strings.Join(known, "、"))
		case n > at+1 && !s.Date.IsZero():
			c.report(errRound, s.At("步骤"), fmt.Sprintf("“%s”已经做了，前面的“%s”没有写", s.Step, known[at+1]), "补上“"+known[at+1]+"”一行，写日期和经办人")
		}
		at = max(at, n)
		switch {
		case s.Date.IsZero():
		case i > 0 && before.Date.IsZero():
			c.report(errRound, s.At("日期"), fmt.Sprintf("“%s”有日期，前面的“%s”没有", s.Step, before.Step), "补上“"+string(before.Step)+"”的日期；还没有做的，删掉这个日期")
		case i > 0 && s.Date.Before(before.Date):
			c.report(errRound, s.At("日期"), fmt.Sprintf("“%s”的日期 %s 早于“%s”的 %s", s.Step, s.Date, before.Step, before.Date), "核对这两个日期")
		}
		if !s.Date.IsZero() && s.Handler == "" {
			c.report(errRound, s.At("经办人"), fmt.Sprintf("“%s”没有经办人", s.Step), "填上谁经办的")
		}
		h.checkNoticeStep(c, s)
		before = s
	}
}

// checkNoticeStep holds the steps against the notice period: it begins on the day of its step, and the title is given when it is over.
func (h *honorRecord) checkNoticeStep(c *env[honorSettings], s honorStep) {
	known := c.set.stepNames()
	switch {
	case h.From.IsZero() || s.Date.IsZero():
	case s.Step == "公示" && s.Date != h.From:
		c.report(errRound, s.At("日期"), fmt.Sprintf("“公示”的日期是 %s，公示起写的是 %s", s.Date, h.From), "两处写同一天")
	case string(s.Step) == known[len(known)-1] && s.Step != "公示" && !s.Date.After(h.ends):
		c.report(errRound, s.At("日期"), fmt.Sprintf("“%s”的日期 %s 不晚于公示止 %s", s.Step, s.Date, h.ends), "公示期满才能命名，核对这两个日期")
	}
}

// checkQuota checks that no more are chosen than there are places and candidates (R11).
func (h *honorRecord) checkQuota(c *env[honorSettings], it *item[honorRecord]) {
	n := h.count(chosen)
	if n > int(h.Quota) {
		c.report(errQuota, it.At("quota"), "入选", n, "名额", int(h.Quota))
	}
	if listed := h.count(""); h.Nominated != nil && listed > int(*h.Nominated) {
		c.report(errQuota, it.At("nominated"), "表格里列了", listed, "推荐数", int(*h.Nominated))
	}
}

// relateHonors finds rounds that were written twice, titles that look the same, and where candidates come from.
func relateHonors(c *env[honorSettings], all []*item[honorRecord]) {
	sortHonors(all)
	var titles []*item[honorRecord] // the first record of each
	for i, it := range all {
		if i > 0 && all[i-1].own.Honor == it.own.Honor {
			if all[i-1].own.Period == it.own.Period && all[i-1].own.Level == it.own.Level {
				c.twice(string(it.own.Honor), all[i-1].Record, it.Record)
			}
		} else {
			warnSimilar(c, titles, it)
			titles = append(titles, it)
		}
		if it.own.Lower != "" {
			relateLower(c, it, all)
		}
	}
}

func sortHonors(all []*item[honorRecord]) {
	slices.SortStableFunc(all, func(x, y *item[honorRecord]) int {
		return cmp.Or(cmp.Compare(x.own.Honor, y.own.Honor), cmp.Compare(x.own.Level, y.own.Level), x.own.Period.Compare(y.own.Period), cmp.Compare(x.Path, y.Path))
	})
}

// warnSimilar reports a title that differs little from another one, such as 巾帼示范岗 and 巾帼文明岗, unless
// the board says that both exist.
func warnSimilar(c *env[honorSettings], titles []*item[honorRecord], it *item[honorRecord]) {
	for _, other := range titles {
		a, b := string(other.own.Honor), string(it.own.Honor)
		known := c.set.titleNames()
		both := slices.Contains(known, a) && slices.Contains(known, b)
		if similarTitles(a, b) && !both {
			c.report(errSimilar, it.At("honor"), b, a, other.Path)
		}
	}
}

// similarTitles reports whether two titles begin and end with the same characters, or differ in their last one.
func similarTitles(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) != len(y) || len(x) <= similarPrefix {
		return false
	}
	same, differ := 0, 0
	for i := range x {
		if x[i] != y[i] {
			differ++
		} else if differ == 0 {
			same++
		}
	}
	last := x[len(x)-1] == y[len(y)-1]
	return same >= similarPrefix && (last && differ <= similarPrefix || differ == 1)
}

// relateLower checks that every candidate was chosen in the election that the record names (E35).
func relateLower(c *env[honorSettings], it *item[honorRecord], all []*item[honorRecord]) {
	for _, x := range all {
		called := x.Title == it.own.Lower || x.Number == it.own.Lower || x.own.Honor == it.own.Lower
		if called && x != it && !x.own.Period.Start().After(it.own.Period.End()) {
			it.own.lower = x // the latest of a title
		}
	}
	if it.own.lower == nil {
		c.report(errLower, it.At("candidatesFrom"), it.own.Lower, "这一次评选在这个栏目里没有找到", "写那条记录的标题、编号或称号，一字不差")
		return
	}
	lower := it.own.lower
	for _, x := range it.own.Candidates {
		ok := slices.ContainsFunc(lower.own.Candidates, func(y candidate) bool { return y.Name == x.Name && string(y.Result) == chosen })
		if x.Total == "" && !ok {
			c.report(errLower, x.At("对象"), x.Name, fmt.Sprintf("没有在《%s》里入选（%s）", lower.Title, lower.Path), "候选对象要从那一次入选的里面推荐，核对名称")
		}
	}
}
