package surface

import (
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/led"
)

// Text is a text file of a board, finished.
type Text struct {
	Path string // below public/
	Data []byte
}

var (
	errNoGlyph = diag.Define("GK0365", diag.Error, "条屏“%[1]s”显示不了“%[3]s”里的“%[2]s”。", "换成同样意思的常用字；人名里的生僻字可以给这条记录另写一个标题，或者不在条屏上放这一类内容。")
	errTooLong = diag.Define("GK0366", diag.Error, "条屏“%[1]s”一条最多 %[2]d，“%[3]s”分段以后也放不下。", "把最长改成条屏说明书上的数，或者把标题写短。")
)

const stripLatest = 5 // records of 新公开 on a strip

// Strips plans the files of a board's LED strips: for each strip its messages, one on a line,
// in both encodings.
func Strips(b *board.Board, report *diag.Report) []Text {
	w := &web{board: b, site: &Site{Base: b.Base}}
	var out []Text
	for i := range b.Strips {
		s := &strip{web: w, Strip: &b.Strips[i], report: report}
		for _, sort := range s.Show {
			s.add(string(sort))
		}
		gbk, err := led.GBK(s.messages)
		if err != nil {
			continue // a character that was refused, and reported
		}
		name := b.Base + "led/" + string(s.Slug)
		out = append(out, Text{name + ".gbk.txt", gbk}, Text{name + ".utf8.txt", led.UTF8(s.messages)})
	}
	return out
}

// strip gathers the messages of one strip.
type strip struct {
	*web
	*board.Strip
	report   *diag.Report
	messages []string
}

func (s *strip) add(sort string) {
	switch sort {
	case "公示":
		for _, r := range s.board.OpenNotices() {
			s.say(sort, r.At("title"), "标题", string(r.Title), "起", dayOf(r.Window.From), "止", dayOf(r.Window.To), "状态", r.Window.State(s.board.Options.AsOf).Text, "电话", s.phoneOf(r))
		}
	case "数字":
		figures, _ := s.headlines()
		for _, f := range figures {
			s.say(sort, s.Pos, "名称", f.Label, "数值", figureValue(f), "说明", figureNote(f))
		}
	case "新公开":
		records := s.board.Records
		for _, r := range records[:min(len(records), stripLatest)] {
			s.say(sort, r.At("title"), "标题", string(r.Title), "日期", dayOf(r.From()))
		}
	case "条目":
		for _, l := range s.board.Lists {
			s.say(sort, s.Pos, "名称", l.Name, "条目", itemNames(l))
		}
	case "电话":
		s.say(sort, s.Pos)
	}
}

// dayOf is a day as a passer-by reads it: the year goes without saying.
func dayOf(d interface{ String() string }) string {
	_, day, ok := strings.Cut(d.String(), "年")
	if !ok {
		return d.String()
	}
	return day
}

// figureNote says in words what a website says with an arrow: 较9月末增加1,590.40.
func figureNote(f block.Figure) string {
	verb := map[int8]string{-1: "减少", 1: "增加"}[f.Trend]
	change, than, compared := strings.Cut(f.Change, " 较")
	switch {
	case compared && verb != "":
		return "，较" + than + verb + change
	case f.Change != "":
		return "，" + f.Change
	case f.Note != "":
		return "，" + f.Note
	}
	return ""
}

// figureValue puts the unit to the value, as 86,412.35元 or 30 / 39 项.
func figureValue(f block.Figure) string {
	if strings.HasPrefix(f.Unit, "/") {
		return f.Value + " " + f.Unit
	}
	return f.Value + f.Unit
}

func itemNames(l board.List) string {
	var names []string
	for _, it := range l.Items {
		if it.Name != kind.Pending {
			names = append(names, it.Name)
		}
	}
	return strings.Join(names, "、")
}

// phoneOf is the phone for objections to a record.
func (w *web) phoneOf(r *kind.Record) string {
	if r.Phone.IsZero() {
		return w.board.Supervision.String()
	}
	return r.Phone.String()
}

// say adds a message; pairs are the names and texts that its template may use.
func (s *strip) say(sort string, pos diag.Pos, pairs ...string) {
	pairs = append(pairs, "单位", string(s.board.Short), "电话", s.board.Supervision.String()) // what comes first counts
	var fill []string
	for i := 0; i < len(pairs); i += 2 {
		fill = append(fill, "{"+pairs[i]+"}", pairs[i+1])
	}
	full := strings.NewReplacer(fill...).Replace(s.Template(sort))
	text, refused := led.Text(full)
	if len(refused) > 0 {
		s.report.Add(errNoGlyph.At(pos, s.Name, string(refused), full))
		return
	}
	limit := led.Limit{N: s.Limit, Bytes: s.Bytes, UTF8: s.UTF8}
	parts := led.Split(text, limit)
	for _, p := range parts {
		if !limit.Fits(p) {
			s.report.Add(errTooLong.At(pos, s.Name, s.Limit, text))
			return
		}
	}
	s.messages = append(s.messages, parts...)
}
