package generator

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"gongkai/generator/internal/attach"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/privacy"
	"gongkai/generator/internal/publish"
)

// exceptionHint ends the hints about what may have to be public after all.
const exceptionHint = "确实应当公开的，在 board.yaml 的“隐私”下面的“例外”里写明内容和理由。"

// personal declares what is said of each kind of personal information in sources.
var personal = map[privacy.Kind]*diag.Def{
	privacy.ID: diag.Define("GK0610", diag.Error, "这里有身份证号码（%[1]s）。",
		"删掉它，公开栏不需要身份证号码；要区分同名的人，在姓名后面写组别或者编号，例如“张*（3组）”。"),
	privacy.Doubtful: diag.Define("GK0611", diag.Warning, "这里像是身份证号码（%[1]s），只是最后一位对不上。",
		"是身份证号码的，删掉它；不是的，在前面写明是什么，例如“项目编号：”。"),
	privacy.ID15: diag.Define("GK0612", diag.Error, "这里有15位的身份证号码（%[1]s）。",
		"删掉它，公开栏不需要身份证号码；是别的号码的，在前面写明是什么，例如“编号：”。"),
	privacy.Broken: diag.Define("GK0613", diag.Error, "这里有被表格软件改坏的长号码，多半是身份证号码、银行卡号或者手机号码。",
		"删掉它或者整列；确实需要的号码，在表格软件里把这一列设成“文本”再重新填。"),
	privacy.Card: diag.Define("GK0614", diag.Error, "这里有银行卡号（%[1]s）。",
		"删掉它，或者只留最后四位，写成“%[1]s”。"+exceptionHint),
	privacy.Mobile: diag.Define("GK0615", diag.Error, "这里有手机号码（%[1]s）。",
		"写单位的办公电话，或者写成“%[1]s”；单位的公务手机，在号码后面写“（公务手机）”，或者写进 board.yaml 的“隐私”下面的“公务手机”。"),
	privacy.Email: diag.Define("GK0616", diag.Error, "这里有电子邮箱（%[1]s）。",
		"删掉它，或者写成“%[1]s”；单位的公务邮箱，写进 board.yaml 的“隐私”下面的“公务邮箱”。"),
	privacy.Plate: diag.Define("GK0617", diag.Error, "这里有车牌号（%[1]s）。", "写成“%[1]s”。"+exceptionHint),
	privacy.Address: diag.Define("GK0618", diag.Error, "这里有具体到门牌的住址。",
		"只写到小区或者村组，例如“锦绣园小区”。"+exceptionHint),
	privacy.Birth: diag.Define("GK0619", diag.Error, "这里有出生日期。", "删掉它，或者只写年份“%[1]s”。"+exceptionHint),
	privacy.Account: diag.Define("GK0620", diag.Error, "这里有银行账号（%[1]s）。",
		"删掉它，或者只留最后四位，写成“%[1]s”。"+exceptionHint),
	privacy.Papers:  diag.Define("GK0621", diag.Error, "这里有护照、通行证或者军人证件的号码。", "删掉它。"+exceptionHint),
	privacy.Illness: diag.Define("GK0622", diag.Error, "名单里有病情（%[2]s）。", "删掉它；需要说明的，写“因病”或者救助的类别。"),
}

var (
	errFinished = diag.Define("GK0623", diag.Error, "生成的“%[1]s”里有%[2]s（%[3]s）。",
		"它多半在源文件里分成几段写，或者来自主题：找到以后删掉，或者写成“%[3]s”。"+exceptionHint)
	errAttached = diag.Define("GK0624", diag.Error, "附件“%[1]s”里有%[2]s（%[3]s）：%[4]s。",
		"在附件里删掉它，或者改成“%[3]s”，再存一次。"+exceptionHint)
	warnException = diag.Define("GK0625", diag.Warning, "按“隐私”里的例外公开了%[1]s（%[2]s），理由是：%[3]s。", "请定期核对这条例外是不是还需要。")
	warnUnused    = diag.Define("GK0626", diag.Warning, "“隐私”里的这条例外没有用到。", "删掉它。")
	errFileName   = diag.Define("GK0628", diag.Error, "文件名“%[1]s”里有%[2]s。", "给文件改名；引用它的地方一起改。")
)

// guard keeps personal information out of what is published: out of the sources, of which the author can be told line
// and column, and out of every finished file, whatever it was made of.
type guard struct {
	year     int // the as-of year: nobody is born later
	mu       sync.Mutex
	suspects []suspect                         // in sources, until board.yaml is known; guarded by mu
	marked   map[string]bool                   // mobile numbers that somebody marked as an office's; guarded by mu
	used     map[*board.Exception]privacy.Kind // guarded by mu
	leaks    map[string][]leak                 // in files that the build has made, by key; guarded by mu
	sources  *scans                            // of sources that stayed the same since an earlier build; nil for none
}

// scans keeps what was found in sources, for those who build one folder again and again.
type scans struct {
	mu   sync.Mutex
	year int
	of   map[string]scan
}

// scan is what was found in the text of one source.
type scan struct {
	text   []byte
	found  []suspect
	marked map[string]bool
}

// get returns what was found in a text, if it is the one that was looked at.
func (s *scans) get(name string, text []byte, year int) (scan, bool) {
	if s == nil {
		return scan{}, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	known, ok := s.of[name]
	return known, ok && s.year == year && bytes.Equal(known.text, text)
}

func (s *scans) put(name string, known scan, year int) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of == nil || s.year != year {
		s.of, s.year = map[string]scan{}, year
	}
	s.of[name] = known
}

// leak is something found in a file that the build has made.
type leak struct {
	privacy.Kind
	name, text string
}

// suspect is something found in a source.
type suspect struct {
	privacy.Kind
	pos  diag.Pos
	text string
}

// maxSuspects bounds what is said of one file.
const maxSuspects = 200

func newGuard(year int) *guard {
	return &guard{year: year, marked: map[string]bool{}, used: map[*board.Exception]privacy.Kind{}, leaks: map[string][]leak{}}
}

// source looks at the text of a source file.
func (g *guard) source(name string, text []byte) {
	known, ok := g.sources.get(name, text, g.year)
	if !ok {
		known = scan{text, nil, map[string]bool{}}
		privacy.Lines(text, g.year, func(h privacy.LineHit) {
			s := suspect{h.Kind, diag.Pos{File: name, Line: h.Line, Col: h.Col}, string(text[h.Start:h.End])}
			if h.Kind == privacy.Mobile && isMarked(text, h.Hit) {
				known.marked[mobileKey(s.text)] = true
			} else if len(known.found) < maxSuspects {
				known.found = append(known.found, s)
			}
		})
		g.sources.put(name, known, g.year)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.suspects = append(g.suspects, known.found...)
	for key := range known.marked {
		g.marked[key] = true
	}
}

// personalIn returns what a text that is not in the source yet may not hold, with its places.
func (g *guard) personalIn(b *build, name string, text []byte) []diag.Finding {
	var found []diag.Finding
	privacy.Lines(text, g.year, func(h privacy.LineHit) {
		s := suspect{h.Kind, diag.Pos{File: name, Line: h.Line, Col: h.Col}, string(text[h.Start:h.End])}
		marked := h.Kind == privacy.Mobile && isMarked(text, h.Hit)
		if !marked && !g.allowed(b, s) {
			found = append(found, personal[s.Kind].At(s.pos, privacy.Mask(s.Kind, s.text), s.text))
		}
	})
	return found
}

// isMarked reports whether a mobile number is said to be an office's, right where it stands (see value.Phone).
func isMarked(text []byte, h privacy.Hit) bool {
	const mark = "公务手机"
	after := bytes.TrimLeft(text[h.End:min(len(text), h.End+24)], " （(")
	before := bytes.TrimRight(text[max(0, h.Start-24):h.Start], " ：:（(")
	return bytes.HasPrefix(after, []byte(mark)) || bytes.HasSuffix(before, []byte(mark))
}

// mobileKey is that of a number without the code of the country.
func mobileKey(text string) string {
	key := privacy.Key(text)
	return key[max(0, len(key)-11):]
}

// judge reports what is in sources and may not be there, file names included.
func (g *guard) judge(b *build) {
	for _, s := range g.suspects {
		if !g.allowed(b, s) {
			b.found.Add(personal[s.Kind].At(s.pos, privacy.Mask(s.Kind, s.text), s.text))
		}
	}
	g.suspects = nil
	for _, f := range b.files {
		privacy.Scan([]byte(f.Path), g.year, func(h privacy.Hit) {
			s := suspect{h.Kind, diag.Pos{File: f.Path}, f.Path[h.Start:h.End]}
			if s.Kind != privacy.Doubtful && !g.allowed(b, s) {
				b.found.Add(errFileName.At(s.pos, path.Base(f.Path), s.Kind))
			}
		})
	}
}

// allowed reports whether something may be published: a declared number, or an exception, which it marks as used.
func (g *guard) allowed(b *build, s suspect) bool {
	key := privacy.Key(s.text)
	if s.Kind == privacy.Mobile {
		key = mobileKey(s.text)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if s.Kind == privacy.Mobile && g.marked[key] {
		return true
	}
	for _, bd := range b.boards {
		if s.pos.Line > 0 && bd.Dir != "" && !strings.HasPrefix(s.pos.File, bd.Dir+"/") {
			continue // what one board may say, another may not
		}
		if bd.Privacy.Declared(key) {
			return true
		}
		for i := range bd.Privacy.Exceptions {
			if e := &bd.Privacy.Exceptions[i]; covers(e, key) {
				if own := s.pos.File == e.Pos.File && (s.pos.Line == e.Pos.Line || s.pos.Line == e.Pos.Line+1); !own {
					g.used[e] = s.Kind
				}
				return true
			}
		}
	}
	return false
}

// covers reports whether an exception names what was found, alone or with words around it.
func covers(e *board.Exception, key string) bool {
	content := privacy.Key(string(e.Content))
	return content == key || len(key) >= 6 && strings.Contains(content, key)
}

// conclude says what is known when all files are made: what leaks, and which exceptions were used and which not.
func (g *guard) conclude(b *build) {
	for _, leaks := range g.leaks {
		g.report(b, leaks)
	}
	for _, bd := range b.boards {
		for i := range bd.Privacy.Exceptions {
			e := &bd.Privacy.Exceptions[i]
			if k := g.used[e]; k != 0 {
				b.found.Add(warnException.At(e.Pos, k, privacy.Mask(k, string(e.Content)), e.Reason))
			} else {
				b.found.Add(warnUnused.At(e.Pos))
			}
		}
	}
}

// report tells of one leak at the records whose pages have it. Lists and feeds repeat what records say; only where no
// record has it, one of them is named.
func (g *guard) report(b *build, leaks []leak) {
	slices.SortFunc(leaks, func(x, y leak) int { return strings.Compare(x.name, y.name) })
	reported := false
	for _, l := range leaks {
		if record := b.origin(l.name); record != "" {
			b.found.Add(errFinished.At(diag.Pos{File: record}, l.name, l.Kind, privacy.Mask(l.Kind, l.text)))
			reported = true
		}
	}
	if l := leaks[0]; !reported {
		b.found.Add(errFinished.At(diag.Pos{}, l.name, l.Kind, privacy.Mask(l.Kind, l.text)))
	}
}

// finished is a file of the build.
type finished struct {
	name   string // below public/
	class  publish.Class
	data   []byte
	source string // the file that it is a copy of; empty for what was made
}

// write looks at a finished file and hands it to the output. Everything that is published passes here.
func (b *build) write(out publish.Output, f finished) {
	if f.source != "" {
		f.data = b.guard.attachment(b, f)
	} else {
		b.guard.made(b, f)
	}
	b.fail(out.Write(f.name, f.class, f.data))
}

// made looks at a file that the build has made.
func (g *guard) made(b *build, f finished) {
	check := func(text []byte, h privacy.Hit) {
		s := suspect{h.Kind, diag.Pos{File: f.name}, string(text[h.Start:h.End])}
		if s.Kind != privacy.Doubtful && !g.allowed(b, s) {
			g.mu.Lock()
			defer g.mu.Unlock()
			key := privacy.Key(s.text)
			g.leaks[key] = append(g.leaks[key], leak{s.Kind, f.name, s.text})
		}
	}
	privacy.Scan([]byte(f.name), g.year, func(h privacy.Hit) { check([]byte(f.name), h) })
	ext := path.Ext(f.name)
	switch {
	case ext == ".txt", ext == ".xlsx":
	case bytes.IndexByte(f.data[:min(len(f.data), 512)], 0) >= 0:
		return // a picture, or an archive of files that were looked at before
	default:
		privacy.Scan(f.data, g.year, func(h privacy.Hit) { check(f.data, h) })
		return
	}
	for _, text := range attach.Read(f.name, f.data).Texts {
		privacy.Lines([]byte(text), g.year, func(h privacy.LineHit) { check([]byte(text), h.Hit) })
	}
}

// attachment looks into a file that a record carries along, and returns what to publish of it.
func (g *guard) attachment(b *build, f finished) []byte {
	file := attach.Read(f.source, f.data)
	for _, finding := range file.Findings {
		b.found.Add(finding)
	}
	at := diag.Pos{File: f.source}
	for _, text := range file.Texts {
		privacy.Lines([]byte(text), g.year, func(h privacy.LineHit) {
			s := suspect{h.Kind, at, text[h.Start:h.End]}
			if g.allowed(b, s) {
				return
			}
			finding := errAttached.At(at, path.Base(f.source), s.Kind, privacy.Mask(s.Kind, s.text), where(file.Plain, text, h))
			finding.Severity = personal[s.Kind].Severity
			b.found.Add(finding)
		})
	}
	return file.Data
}

// where tells the line of a hit, or else what stands before it, by which a reader finds it in an attachment.
func where(plain bool, text string, h privacy.LineHit) string {
	if plain {
		return fmt.Sprintf("第 %d 行", h.Line)
	}
	line := text[strings.LastIndexByte(text[:h.Start], '\n')+1 : h.Start]
	r := []rune(strings.TrimSpace(strings.Map(func(c rune) rune {
		switch {
		case c == '\t':
			return ' '
		case '0' <= c && c <= '9':
			return '*' // it may be personal itself
		}
		return c
	}, line)))
	if len(r) == 0 {
		return "在一行的开头"
	}
	return "在“" + string(r[max(0, len(r)-12):]) + "”后面"
}

// origin returns the record that a page shows, or nothing if it shows several.
func (b *build) origin(name string) string {
	for _, bd := range b.boards {
		for _, r := range bd.Records {
			if pageOf(bd, r) == name {
				return r.Path
			}
		}
	}
	return ""
}
