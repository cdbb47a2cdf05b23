package main

import (
	"fmt"
	"strconv"

	"gongkai/generator/internal/value"
)

// Records are published from firstDay to lastDay.
var (
	firstDay = mustDate("2016-12-01")
	lastDay  = mustDate(asOf)
)

// holidaysKnown is the first day from which working days can be counted.
var holidaysKnown = mustDate("2025-01-01")

func mustDate(text string) value.Date {
	d, err := value.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// notice is a page of text; every eighth has a table with a chart.
func notice(_ string, i int) string {
	r := newRandom("notice", i)
	topic := r.pick(topics)
	d := newDocument(fmt.Sprintf("%s%s办理指南（第%d号）", r.pick(places), topic, i+1), r.date(firstDay, lastDay))
	d.key("summary", r.sentence())
	d.common(r, fmt.Sprintf("通〔%d〕号", i+1))
	d.heading("办理条件")
	d.paragraph(r, 2, 3)
	d.heading("所需材料")
	d.bullets(r, 4, 8)
	d.heading("办理流程")
	d.steps(r, 4, 8)
	if i%8 == 0 {
		d.heading("各处办理情况")
		d.head("地点", "第一季度:", "第二季度:")
		for j := range r.between(4, 8) {
			d.row(placeName(i+j), strconv.Itoa(r.between(20, 400)), strconv.Itoa(r.between(20, 400)))
		}
		fmt.Fprintf(d, "\n```chart\ntype: column\ntitle: %s各处办件量\nunit: 件\n```\n", topic)
	}
	d.heading("常见问题")
	d.paragraph(r, 3, 6)
	return d.String()
}

func affairs(_ string, i int) string {
	r := newRandom("affairs", i)
	date := r.date(firstDay, lastDay)
	handler := r.name()
	d := newDocument(fmt.Sprintf("%s%s情况公示（第%d期）", r.pick(places), r.pick(topics), i+1), date)
	d.key("category", r.pick(categories))
	d.key("decision", r.sentence())
	d.key("meeting", r.pick(meetings))
	d.key("meetingDate", date.AddDays(-r.between(1, 9)).ISO())
	d.key("from", date.ISO())
	if date.Before(holidaysKnown) {
		d.key("to", date.AddDays(7).ISO())
	} else {
		d.key("days", "7个工作日")
	}
	if r.chance(40) {
		d.key("amount", r.money(2_000_00, 900_000_00).String())
	}
	d.key("handler", handler+"（经办）")
	d.common(r, fmt.Sprintf("公〔%d〕号", i+1))
	d.paragraph(r, 2, 4)
	d.heading("基本情况")
	d.paragraph(r, 3, 5)
	d.heading("公示事项")
	d.bullets(r, 3, 7)
	d.heading("监督方式")
	d.paragraph(r, 1, 3)
	d.WriteString("\n同类事项见[居务公开](/affairs/)。\n")
	return d.String()
}

func commitment(place string, i int) string {
	r := newRandom("commitment", i)
	signed := r.date(firstDay, lastDay.AddDays(-2))
	promiser := r.name()
	d := newDocument(fmt.Sprintf("%s%s关于%s的公开承诺（第%d号）", place, promiser, r.pick(topics), i+1), signed.AddDays(2))
	d.key("promiser", promiser)
	d.key("level", "个人")
	d.key("post", r.pick(departments))
	d.key("signed", signed.ISO())
	d.common(r, fmt.Sprintf("诺〔%d〕号", i+1))
	d.heading("承诺内容")
	d.paragraph(r, 3, 6)
	d.heading("具体事项")
	d.head("承诺事项", "目标", "完成时限", "状态", "完成日期", "佐证")
	for range r.between(3, 6) {
		d.promise(r, signed)
	}
	d.heading("完成情况")
	d.paragraph(r, 2, 4)
	fmt.Fprintf(d, "\n> 承诺人：%s，监督电话：0000-12345678\n", promiser)
	return d.String()
}

// promise writes a row: kept, not due yet, or overdue.
func (d *document) promise(r *random, signed value.Date) {
	due := signed.AddDays(r.between(30, 365))
	done := due.AddDays(r.between(-25, 6))
	state, day := "已完成", done.ISO()
	if done.After(lastDay) || r.chance(8) {
		state, day = "进行中", ""
	}
	d.row(r.pick(topics), r.pick(objects), due.ISO(), state, day, "台账第"+strconv.Itoa(r.between(1, 80))+"页")
}

// evaluationMonths is how long one place has been rated, by each of the sources.
const evaluationMonths = 36

// evaluationSources are those of board.yaml.
var evaluationSources = []string{"群众评议", "党员互评", "领导点评"}

func evaluation(place string, i int) string {
	n := len(evaluationSources)
	source := evaluationSources[i%n]
	at := i % (n * evaluationMonths)
	period := month(evaluationMonths - 1 - at/n)
	r := newRandom("evaluation", i)
	d := newDocument(fmt.Sprintf("%s%s%s结果", place, period, source), period.End().AddDays(9))
	d.key("period", period.Key())
	d.key("by", source)
	objects := departments[:10+i/(n*evaluationMonths)%11]
	if source == "领导点评" {
		d.key("raters", strconv.Itoa(r.between(5, 9)))
		d.common(r, fmt.Sprintf("评〔%d〕号", i+1))
		d.paragraph(r, 1, 3)
		d.points(r, objects)
	} else {
		returned := r.between(60, 220)
		d.key("issued", strconv.Itoa(returned+r.between(0, 30)))
		d.key("returned", strconv.Itoa(returned))
		d.common(r, fmt.Sprintf("评〔%d〕号", i+1))
		d.paragraph(r, 1, 3)
		d.ballots(r, objects, returned)
	}
	d.heading("意见汇总")
	d.bullets(r, 2, 4)
	return d.String()
}

func (d *document) points(r *random, objects []string) {
	d.head("对象", "得分:", "点评")
	for _, o := range objects {
		d.row(o, value.ScoreOf(int64(r.between(70_0, 100_0))*10).String(), r.pick(remarks))
	}
}

// ballots writes for each object how many ballots had which grade; every row adds up to those that came back.
func (d *document) ballots(r *random, objects []string, returned int) {
	d.head("对象", "很满意:", "满意:", "基本满意:", "不满意:", "不了解:")
	for _, o := range objects {
		cells := []string{o}
		left := returned
		for _, most := range []int{70, 60, 60, 50} { // per cent of what is left
			n := left * r.between(most/2, most) / 100
			cells = append(cells, strconv.Itoa(n))
			left -= n
		}
		d.row(append(cells, strconv.Itoa(left))...)
	}
}

// month returns the month so many months before the last one that is over.
func month(back int) value.Period {
	p := value.PeriodOf(value.Month, lastDay)
	for range back + 1 {
		p = p.Prev()
	}
	return p
}

// money returns an amount between two numbers of cents.
func (r *random) money(low, high int) value.Money { return value.Cents(int64(r.between(low, high))) }
