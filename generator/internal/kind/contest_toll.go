package kind

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// toll is what a collector, or a station, took in during the period, and how often they were wrong (D14–D16).
type toll struct {
	Row
	Name   value.Text   `col:"姓名,收费员,对象" ref:"any" again:"yes"`
	Number value.Text   `col:"工号"`
	In     value.Text   `col:"单位,站,收费站,所在单位" ref:"unit"`
	Amount *value.Money `col:"收费额" need:"cell"`
	Errors *value.Count `col:"差错次数"`
	Wrong  *value.Money `col:"差错金额"`
	Sum    *value.Money `col:"累计,累计收费额,无差错累计"`
}

// stationSum is what a station as a whole took in.
type stationSum struct {
	Row
	Name   value.Text   `col:"收费站,站,单位" ref:"unit" again:"yes"`
	Amount *value.Money `col:"全站收费额" need:"cell"`
	Errors *value.Count `col:"差错次数"`
}

// unitSum is what a unit took in during a period.
type unitSum struct {
	name   string
	amount value.Money
	errors int
}

var (
	errFaultless = diag.Define("GK0889", diag.Error, "“%[1]s”%[2]s。", "核对差错次数和差错金额；没有差错的，次数写 0，金额留空。")
	errRunning   = diag.Define("GK0890", diag.Error, "“%[1]s”的累计写的是 %[2]s，从各期算出来是 %[3]s（%[4]s），相差 %[5]s。", "核对各期的收费额和差错；没有错的，改为 %[3]s。")
	errTollSum   = diag.Define("GK0891", diag.Error, "%[1]s写的是 %[2]s，%[3]s是 %[4]s，相差 %[5]s。", "核对两处，改掉写错的一个。")
)

// key tells a collector from the others: by number, or by name; a station by its own name.
func (t toll) key() string {
	switch {
	case t.Number != "":
		return string(t.Number)
	case t.Name != "":
		return string(t.Name)
	}
	return string(t.In)
}

// label is what the collector is called.
func (t toll) label() string {
	if t.Name != "" {
		return string(t.Name)
	}
	return t.key()
}

// checkTolls checks every row, and that collectors add up to stations and stations to the whole (R9).
func (k *contestRecord) checkTolls(c *env[contestSettings], it *item[contestRecord]) {
	if len(k.Tolls) > 0 && !slices.Contains(k.TollHead.Has, "差错次数") {
		c.report(errNoColumn, k.TollHead.Pos, "收费业绩", "差错次数", "收费额、差错次数")
		return
	}
	seen := map[string]bool{}
	var sum, group value.Money
	for _, t := range k.Tolls {
		if t.Total != "" {
			want := sum
			if t.Total == subtotal {
				want, group = group, value.Money{}
			}
			if t.Amount != nil && !t.Amount.Equal(want) {
				c.report(errTollSum, t.At("收费额"), t.Total, t.Amount, "上面各行加起来", want, t.Amount.Sub(want))
			}
			continue
		}
		k.checkToll(c, t, seen)
		sum, group = sum.Add(*t.Amount), group.Add(*t.Amount)
		if t.In != "" {
			k.sums = addUnit(k.sums, unitSum{string(t.In), *t.Amount, number(t.Errors)})
		}
	}
	k.checkStations(c)
	if len(k.Tolls) == 0 {
		for _, s := range k.sums {
			sum = sum.Add(s.amount)
		}
	}
	if k.Total != nil && !k.Total.Equal(sum) {
		c.report(errTollSum, it.At("total"), "收费总额", k.Total, "各行加起来", sum, k.Total.Sub(sum))
	}
}

func (k *contestRecord) checkToll(c *env[contestSettings], t toll, seen map[string]bool) {
	switch {
	case t.key() == "":
		c.report(errNoCell, t.At("姓名"), "姓名", "姓名、工号或者收费站")
	case seen[t.key()]:
		c.report(errEntrant, t.At("姓名"), t.key(), "收费业绩")
	}
	seen[t.key()] = true
	switch {
	case t.Errors == nil:
		c.report(errNoCell, t.At("差错次数"), "差错次数", "数量，没有差错写 0")
	case *t.Errors == 0 && t.Wrong != nil && !t.Wrong.IsZero():
		c.report(errFaultless, t.At("差错金额"), t.label(), "差错次数是 0，差错金额却是 "+t.Wrong.String())
	}
	if t.Amount.Sign() < 0 {
		c.report(errCell, t.At("收费额"), "收费额", "是负数", "填这一期收了多少，不小于 0")
	}
}

// checkStations compares what stations say of themselves with the sums of their collectors.
func (k *contestRecord) checkStations(c *env[contestSettings]) {
	byPerson := k.sums
	if len(k.Stations) > 0 {
		k.sums = nil
	}
	for _, s := range k.Stations {
		if s.Total != "" {
			continue
		}
		i := slices.IndexFunc(byPerson, func(u unitSum) bool { return u.name == string(s.Name) })
		if i >= 0 && !byPerson[i].amount.Equal(*s.Amount) {
			c.report(errTollSum, s.At("全站收费额"), string(s.Name)+"的收费额", s.Amount, "各收费员加起来", byPerson[i].amount, s.Amount.Sub(byPerson[i].amount))
		}
		if i >= 0 && s.Errors != nil && number(s.Errors) != byPerson[i].errors {
			d := number(s.Errors) - byPerson[i].errors
			c.report(errTollSum, s.At("差错次数"), string(s.Name)+"的差错次数", s.Errors, "各收费员加起来", value.Count(byPerson[i].errors), value.Count(max(d, -d)))
		}
		own := unitSum{string(s.Name), *s.Amount, number(s.Errors)}
		if i >= 0 {
			own.errors = byPerson[i].errors
		}
		k.sums = addUnit(k.sums, own)
	}
	for _, u := range byPerson {
		if len(k.Stations) > 0 && !slices.ContainsFunc(k.sums, func(s unitSum) bool { return s.name == u.name }) {
			c.report(errTollSum, k.Stations[0].At("收费站"), "各站收费额里没有“"+u.name+"”，收费额", "0", "它的收费员加起来", u.amount, u.amount)
		}
	}
}

func addUnit(all []unitSum, s unitSum) []unitSum {
	i := slices.IndexFunc(all, func(u unitSum) bool { return u.name == s.name })
	if i < 0 {
		return append(all, s)
	}
	all[i].amount, all[i].errors = all[i].amount.Add(s.amount), all[i].errors+s.errors
	return all
}

// hasTolls reports whether the record is about money taken in.
func (k *contestRecord) hasTolls() bool { return len(k.Tolls)+len(k.Stations) > 0 }

// whole returns what the board's organisation took in.
func (k *contestRecord) whole() unitSum {
	var out unitSum
	if len(k.Tolls) > 0 {
		for _, t := range k.Tolls {
			if t.Row.Total == "" {
				out.amount, out.errors = out.amount.Add(*t.Amount), out.errors+number(t.Errors)
			}
		}
		return out
	}
	for _, s := range k.sums {
		out.amount, out.errors = out.amount.Add(s.amount), out.errors+s.errors
	}
	return out
}

// standing is how much somebody has taken in without a mistake.
type standing struct {
	key, name, unit string
	amount          value.Money
	period          value.Money             // of the last period
	errors          int                     // in the last period
	reached         map[string]value.Period // when each milestone was, by name
}

// tollRun is where everybody stands after a period.
type tollRun struct{ persons, units, all []standing }

// of returns the standings that a milestone is about.
func (r *tollRun) of(m milestone) []standing {
	switch string(m.For) {
	case forPersons:
		return r.persons
	case forGroups:
		return r.units
	}
	return r.all
}

// runTolls accumulates what was taken in over the periods of a series. A period with a mistake counts for nothing, and takes what was
// there before with it where the board's rule is to start over.
func runTolls(c *env[contestSettings], g []*item[contestRecord]) {
	run := &tollRun{}
	for _, it := range g {
		k := it.own
		if !k.hasTolls() {
			continue
		}
		next := &tollRun{}
		if it != g[0] && it.own.prev != nil {
			next = run
		}
		var persons []standing
		for _, t := range k.Tolls {
			if t.Row.Total == "" && (t.Name != "" || t.Number != "") {
				persons = append(persons, standing{key: t.key(), name: t.label(), unit: string(t.In), period: *t.Amount, errors: number(t.Errors)})
			}
		}
		var units []standing
		for _, u := range k.sums {
			units = append(units, standing{key: u.name, name: u.name, period: u.amount, errors: u.errors})
		}
		w := k.whole()
		all := []standing{{name: whole, period: w.amount, errors: w.errors}}
		k.run = &tollRun{
			persons: c.set.advance(next.persons, persons, k.Period, forPersons),
			units:   c.set.advance(next.units, units, k.Period, forGroups),
			all:     c.set.advance(next.all, all, k.Period, whole),
		}
		run = k.run
		k.checkRunning(c)
	}
}

// advance adds a period to where everybody stood; who is not in it stays where they were.
func (s *contestSettings) advance(before, now []standing, p value.Period, level string) []standing {
	out := now
	for i := range out {
		n := &out[i]
		n.reached = map[string]value.Period{}
		j := slices.IndexFunc(before, func(b standing) bool { return b.key == n.key })
		if j >= 0 {
			n.amount, n.reached = before[j].amount, maps.Clone(before[j].reached)
		}
		switch {
		case n.errors == 0:
			n.amount = n.amount.Add(n.period)
		case s.startsOver(level):
			n.amount = value.Money{}
		}
		for _, m := range s.Milestones {
			if _, ok := n.reached[string(m.Name)]; !ok && string(m.For) == level && n.amount.Cmp(m.Amount) >= 0 {
				n.reached[string(m.Name)] = p
			}
		}
	}
	for _, b := range before {
		if !slices.ContainsFunc(now, func(n standing) bool { return n.key == b.key }) {
			b.period, b.errors = value.Money{}, 0
			out = append(out, b)
		}
	}
	return out
}

// checkRunning compares the accumulated amounts that are written with those computed.
func (k *contestRecord) checkRunning(c *env[contestSettings]) {
	for _, t := range k.Tolls {
		if t.Row.Total != "" || t.Sum == nil {
			continue
		}
		level := forPersons
		if t.Name == "" && t.Number == "" {
			level = forGroups
		}
		if at, ok := k.run.at(t); ok && !t.Sum.Equal(at) {
			c.report(errRunning, t.At("累计"), t.label(), t.Sum, at, runRule(c.set.startsOver(level)), t.Sum.Sub(at))
		}
	}
}

// runRule says how amounts are accumulated.
func runRule(startsOver bool) string {
	if startsOver {
		return "出差错的一期清零，下一期从头累计"
	}
	return "出差错的一期不计入，以前的保留"
}

// at returns where the one of a row stands.
func (r *tollRun) at(t toll) (value.Money, bool) {
	list := r.persons
	if t.Name == "" && t.Number == "" {
		list = r.units
	}
	i := slices.IndexFunc(list, func(s standing) bool { return s.key == t.key() })
	if i < 0 {
		return value.Money{}, false
	}
	return list[i].amount, true
}

// largeAmount is an amount in 万元 or 亿元, for goals.
func largeAmount(m value.Money) string {
	switch f := m.Float(); {
	case f >= 1e8:
		return strconv.FormatFloat(f/1e8, 'f', -1, 64) + " 亿元"
	case f >= 1e4:
		return strconv.FormatFloat(f/1e4, 'f', -1, 64) + " 万元"
	}
	return m.String() + " 元"
}

// progressCharts show for each milestone how far everybody is, those who are there with the period in which they came there.
func (r *tollRun) progressCharts(s *contestSettings, most int) []block.Block {
	var out []block.Block
	for _, m := range s.Milestones {
		list := slices.Clone(r.of(m))
		slices.SortStableFunc(list, func(a, b standing) int { return b.amount.Cmp(a.amount) })
		if len(list) == 0 {
			continue
		}
		hidden := max(0, len(list)-most)
		out = append(out, m.progress(list[:len(list)-hidden], hidden))
	}
	return out
}

func (m milestone) progress(list []standing, hidden int) block.Block {
	t := block.Table{Unit: "%", Columns: []block.Column{
		{Title: "对象"}, {Title: "进度", Align: block.End}, {Title: "还差", Align: block.End}, {Title: "无差错累计（元）", Align: block.End}, {Title: "达标", Align: block.Center},
	}}
	done := 0
	for _, x := range list {
		share := value.Share(x.amount, m.Amount)
		capped := min(share.Float(), 100)
		rest := value.ScoreOf(int64(100_00 - capped*100 + 0.5))
		badge := block.Badge{Text: "累计中"}
		if when, ok := x.reached[string(m.Name)]; ok {
			done++
			badge = block.Badge{Text: when.String() + "达标", Tone: block.Good}
		} else if x.errors > 0 {
			badge = block.Badge{Text: fmt.Sprintf("本期差错 %d 次", x.errors), Tone: block.Attention}
		}
		t.Rows = append(t.Rows, []block.Cell{
			block.Text(x.name), block.Number(value.ScoreOf(int64(capped*100+0.5)).String(), capped), block.Number(rest.String(), rest.Float()), moneyCell(x.amount), {Badge: badge},
		})
	}
	note := fmt.Sprintf("目标：无差错累计 %s；%s。", largeAmount(m.Amount), runRule(m.startsOver()))
	if hidden > 0 {
		note += fmt.Sprintf("这里列前 %d 名，另有 %d 名见记录。", len(list), hidden)
	}
	head := block.Head{Title: string(m.Name) + "进度", Note: note}
	if len(list) == 1 && string(m.For) == whole {
		return block.Chart{
			Head: head, Type: block.GaugeChart, Max: 100, Desc: fmt.Sprintf("无差错累计 %s 元，完成 %s%%。", list[0].amount, t.Rows[0][1].Text),
			Table: t, Series: []block.Series{{Column: 1}},
		}
	}
	return block.Chart{
		Head: head, Type: block.StackedBar, Max: 100, Desc: fmt.Sprintf("%d 个对象，%d 个达标。", len(list), done),
		Table: t, Series: []block.Series{{Column: 1, Hue: block.GoodHue}, {Column: 2, Hue: block.RestHue}},
	}
}
