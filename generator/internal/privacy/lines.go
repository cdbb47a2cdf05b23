package privacy

import (
	"bytes"
	"slices"
	"strings"
)

// LineHit is a hit with its place: both start at 1, and Col counts characters.
type LineHit struct {
	Hit
	Line, Col int
}

// Lines scans text that has lines. Where lines are rows of a table – with | or tabs between the cells, or
// commas – what the head of a column says counts as standing before each of its cells.
func Lines(text []byte, year int, found func(LineHit)) {
	l := liner{aid: containsAny(string(text[:min(len(text), 2000)]), aidWords)}
	l.scanner = scanner{year: year, found: func(h Hit) { l.hits = append(l.hits, h) }}
	at := 0
	for number := 1; at < len(text); number++ {
		line := text[at:]
		next := len(text)
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line, next = line[:i], at+i+1
		}
		seen, col := 0, 1
		l.line(line, func(h Hit) {
			col += runes(line[seen:h.Start])
			seen = h.Start
			h.Start += at
			h.End += at
			found(LineHit{h, number, col})
		})
		at = next
	}
}

func runes(b []byte) int {
	n := 0
	for _, c := range b {
		if c&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

// liner remembers the head of the table that its lines may be rows of.
type liner struct {
	aid  bool     // the text is about aid, so that lists of people in it are lists of those who get it
	sep  byte     // between the cells; 0 outside of tables
	head []string // titles of the columns

	scanner scanner // used again for every line, since it is large
	hits    []Hit   // of the line
}

func (l *liner) line(line []byte, found func(Hit)) {
	if len(line) == 0 {
		l.sep = 0
		return
	}
	if sep := separator(line); sep != 0 {
		if head := headOf(line, sep); head != nil {
			l.sep, l.head = sep, head
		} else if l.sep != sep {
			l.sep = 0
		}
	}
	s := &l.scanner
	s.text, s.head, s.done, l.hits = line, nil, 0, l.hits[:0]
	if l.sep != 0 && bytes.IndexByte(line, l.sep) >= 0 {
		s.head = func(at int) string { return l.title(line, at) }
	}
	s.scan()
	if s.head != nil && l.aid && containsAny(strings.Join(l.head, "|"), peopleWords) {
		l.hits = withIllness(line, l.hits)
	}
	for _, h := range l.hits {
		found(h)
	}
}

// withIllness adds the illnesses that a row of a list of people names.
func withIllness(line []byte, hits []Hit) []Hit {
	for _, w := range illnesses {
		i := bytes.Index(line, []byte(w))
		h := Hit{Illness, i, i + len(w)}
		if i >= 0 && !slices.ContainsFunc(hits, func(o Hit) bool { return o.Start < h.End && h.Start < o.End }) {
			hits = append(hits, h)
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int { return a.Start - b.Start })
	return hits
}

// title returns the head of the column that an offset of a line is in.
func (l *liner) title(line []byte, at int) string {
	if i := bytes.Count(line[:at], []byte{l.sep}); i < len(l.head) {
		return l.head[i]
	}
	return ""
}

// separator is what stands between the cells of a line that may be a row of a table; 0 for none.
func separator(line []byte) byte {
	for _, sep := range []byte{'|', '\t', ','} {
		if bytes.IndexByte(line, sep) >= 0 {
			return sep
		}
	}
	return 0
}

// headWords are in the titles of columns that say something about what is below them.
var headWords = append(append(append(append(append([]string(nil), birthWords...), accountWords...), papersWords...), homeWords...), append(codeWords, sumWords...)...)

// peopleWords are the titles of columns with people in them.
var peopleWords = []string{"姓名", "户主", "申请人", "救助对象", "受助人", "享受人"}

// aidWords are in texts about who gets aid.
var aidWords = []string{"benefit", "低保", "救助", "补助", "补贴", "优抚", "慰问", "特困", "帮扶", "资助"}

// illnesses are those that lists of aid name most; general ones, such as 大病 in 大病救助, tell nothing of a person.
var illnesses = []string{
	"癌", "肿瘤", "白血病", "尿毒症", "艾滋", "肝炎", "肝硬化", "肺结核", "精神分裂", "精神病", "精神障碍", "抑郁", "癫痫", "糖尿病", "高血压", "心脏病",
	"冠心病", "脑梗", "脑瘫", "脑出血", "中风", "帕金森", "血友病", "透析", "化疗", "瘫痪", "智力障碍", "自闭症", "梅毒", "红斑狼疮", "再生障碍",
}

// headOf returns the titles in a line if it is the head of a table that says what is personal, or that lists
// people; nil for a row or a sentence.
func headOf(line []byte, sep byte) []string {
	if bytes.ContainsAny(line, "0123456789") {
		return nil
	}
	cells := strings.Split(string(line), string(sep))
	told := false
	for _, c := range cells {
		if len(c) > 60 {
			return nil
		}
		told = told || containsAny(c, headWords) || containsAny(c, peopleWords)
	}
	if !told {
		return nil
	}
	return cells
}
