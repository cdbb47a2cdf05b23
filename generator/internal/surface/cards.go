package surface

import (
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
)

// CardsPath is the address below which all cards are, counted from a board's root.
const CardsPath = string(printRef) + "cards/"

const wallRoom = 8 // people on a lying A4; more need A3

// Deck is cards of one form, as they lie on sheets of A4 with marks where to cut.
type Deck struct {
	Form  string // desk, pass, service, contact, feedback or slogan
	Pages [][]PaperCard
}

// PaperCard is one card. Which of its parts there are depends on its form.
type PaperCard struct {
	Person block.Person
	Text   string
	Size   int // of the text: 1 is the largest
}

// cardForms are the forms of cards: how many are on a sheet, and what they are for.
var cardForms = []struct {
	form, title, help string
	each              int
}{
	{"desk", "桌牌", "双面折卡，沿中线对折，两面都能看到姓名和职务", 2},
	{"pass", "工牌", "86×54 毫米，可以装进卡套", 8},
	{"service", "服务联系卡", "90×54 毫米，写明找谁、管什么、打哪个电话", 8},
	{"contact", "监督电话卡", "一张 A4，电话号码用大字，贴在大厅和窗口", 1},
	{"feedback", "服务反馈卡", "群众填写，投进意见箱", 4},
	{"slogan", "标语条", "活动体系的各条，一条一行大字", 3},
}

// cards plans the pages of cards, and the wall of those who are on them.
func (w *web) cards() []*Page {
	people := w.allPeople()
	until := w.board.WholeEnds(w.board.Records) // people are gathered from all of them
	var pages []*Page
	if len(people) > 0 {
		p := w.printed(block.Ref(CardsPath+"wall/"), "亮身份公示墙", printBack, func() []Sheet {
			wall := w.wall(people)
			wall.Until = until
			return []Sheet{wall}
		})
		p.Description = "全体人员的照片、职务和电话，一张贴在墙上"
		pages = append(pages, p)
	}
	for _, f := range cardForms {
		cards := w.cardsOf(f.form, people)
		if len(cards) == 0 {
			continue
		}
		p := w.printed(block.Ref(CardsPath+f.form+"/"), f.title, printBack, nil)
		p.Template, p.Description, p.Until = "cards", f.help, until
		p.Content = func() Content {
			return Content{Deck: &Deck{Form: f.form, Pages: slices.Collect(slices.Chunk(cards, f.each))}}
		}
		pages = append(pages, p)
	}
	return pages
}

// allPeople gathers the people whom the visible records introduce, each once: somebody with a staff number
// (工号) is not another one where a record, such as an award, names no number.
func (w *web) allPeople() []block.Person {
	var all []block.Person
	numbered := map[string]bool{}
	for _, r := range w.board.Records {
		if !r.Kind.Traits().People {
			continue
		}
		for _, bl := range r.Kind.Blocks(w.board.Context(r.Kind, &diag.Report{}), r) {
			if people, ok := bl.(block.People); ok {
				for _, p := range people.People {
					all = append(all, p)
					numbered[p.Name] = numbered[p.Name] || p.Number != ""
				}
			}
		}
	}
	seen := map[[2]string]bool{}
	return slices.DeleteFunc(all, func(p block.Person) bool {
		key := [2]string{p.Name, p.Number}
		again := p.Name == "" || p.Number == "" && numbered[p.Name] || seen[key]
		seen[key] = true
		return again
	})
}

func (w *web) cardsOf(form string, people []block.Person) []PaperCard {
	var out []PaperCard
	switch form {
	case "desk", "pass":
		for _, p := range people {
			out = append(out, PaperCard{Person: p})
		}
	case "service":
		for _, p := range people {
			if p.Phone != "" {
				out = append(out, PaperCard{Person: p})
			}
		}
	case "contact":
		out = append(out, PaperCard{Text: w.site.Supervision})
	case "feedback":
		out = make([]PaperCard, 4)
	case "slogan":
		size := 1 // that of the longest, for they hang below each other
		for _, text := range w.sloganTexts() {
			size = max(size, stripSize(text))
			out = append(out, PaperCard{Text: text})
		}
		for i := range out {
			out[i].Size = size
		}
	}
	return out
}

// sloganTexts are the lists of the scheme, and what lobby screens show as slogans.
func (w *web) sloganTexts() []string {
	var out []string
	for _, l := range w.board.Lists {
		var names []string
		for _, it := range l.Items {
			if !it.Pending() {
				names = append(names, it.Name)
			}
		}
		if len(names) > 0 {
			out = append(out, l.Name+"："+strings.Join(names, "　"))
		}
	}
	for i := range w.board.Screens {
		for _, text := range w.board.Screens[i].Slogans {
			if !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return out
}

// stripSize is the size in which a text stands on one line across a lying A4.
func stripSize(text string) int {
	width := textWidth(text)
	for i, room := range []float64{5, 8, 12, 16, 24} {
		if width <= room {
			return i + 1
		}
	}
	return 6
}

// wall is everybody on one sheet.
func (w *web) wall(people []block.Person) Sheet {
	paper := A4Wide
	if len(people) > wallRoom {
		paper = A3
	}
	return Sheet{
		Paper: paper, Title: "亮身份　受监督", Main: []block.Block{block.People{People: people}},
		Objection: "对工作人员的服务有意见的，请拨打监督电话 " + w.site.Supervision + "。", Ref: "/", Code: w.fullAddress("/"),
	}
}
