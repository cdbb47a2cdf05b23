package surface

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

// printRef is the address of the page that lists what there is to print; everything for paper
// is below it.
const printRef block.Ref = "/print/"

// Sheet is what hangs on a notice board as one: a record, or a list of what hangs there.
type Sheet struct {
	Paper     Paper
	Title     string
	Head      []block.Fact // above everything else: notice period, document number, period
	Main      []block.Block
	Objection string    // whom to ask until when
	Version   string    // tells what hangs from what is published
	Ref       block.Ref // of the page that says the same on the website
	Until     string    // the day on which its content is withdrawn; "" for never
	Code      string    // its full address, as a QR code; "" where the site's is not known
	Cover     bool      // of a booklet: nothing but its title and how to reach the board
	Leaf      bool      // of a booklet, whose cover says what stands in a foot
	Bare      bool      // a list for the clerk, without the foot that citizens need
}

// printed makes a page of paper out of a page.
func (w *web) printed(ref block.Ref, title string, back block.Link, sheets func() []Sheet) *Page {
	return &Page{
		Site: w.site, Path: w.file(ref), Template: "sheets", Paper: true, Title: title, Prev: back,
		Content: func() Content { return Content{Sheets: sheets()} },
	}
}

// Prints plans what a board has for paper: a sheet for every record, the sets of sheets that hang
// together, and the page that lists them.
func Prints(b *board.Board, portal bool, baseURL string) []*Page {
	w := &web{board: b}
	w.site = w.newSite(portal, baseURL)
	var pages []*Page
	for _, r := range b.Records {
		if r.Withdrawn != kind.Unsaid {
			continue // it does not hang any more
		}
		back := block.Link{Text: string(r.Title), Ref: r.Ref}
		pages = append(pages, w.printed(sheetRef(r), string(r.Title), back, func() []Sheet { return []Sheet{w.sheet(r)} }))
	}
	sets := slices.Concat([]*Page{w.now()}, w.monthSets(), w.booklet(), w.cards())
	return append(append(pages, sets...), w.printIndex(sets))
}

// printIndex is the page that lists what is printed together.
func (w *web) printIndex(sets []*Page) *Page {
	list := block.Cards{Head: block.Head{Title: "成套打印", Note: "每一条记录的网页上还有“打印”，只打印那一条。"}}
	for _, p := range sets {
		list.Cards = append(list.Cards, block.Card{Title: p.Title, Ref: w.refOf(p), Text: p.Description})
	}
	return w.gathering(printRef, "公开栏张贴件", "印出来贴到公开栏里的内容：和网站上的数字一样，有公示期、签字栏、监督电话和二维码。",
		w.crumbs(w.board.Root), "", func() Content { return Content{Main: []block.Block{list}} })
}

// refOf is the address of a page of the board.
func (w *web) refOf(p *Page) block.Ref {
	return block.Ref("/" + strings.TrimSuffix(strings.TrimPrefix(p.Path, w.site.Base), "index.html"))
}

// sheetRef is the address of the sheet of a record.
func sheetRef(r *kind.Record) block.Ref { return printRef + r.Ref[1:] }

// sheet is a record as it hangs on the board. It says nothing that depends on the day, such as how
// many days are left, for it hangs longer than that.
func (w *web) sheet(r *kind.Record) Sheet {
	s := Sheet{
		Title: string(r.Title), Head: w.sheetHead(r), Version: r.Version[:board.VersionLength], Ref: r.Ref, Until: w.site.Ends[r.Ref],
		Objection: w.objection(r), Code: w.fullAddress(r.Ref),
	}
	told := map[string]bool{}
	for _, f := range s.Head {
		told[f.Text] = true
	}
	signed := false
	for _, bl := range r.Kind.Blocks(w.board.Context(r.Kind, &diag.Report{}), r) {
		switch b := bl.(type) {
		case block.Facts:
			if b.Facts = lasting(b.Facts, told); len(b.Facts) > 0 {
				s.Main = append(s.Main, b)
			}
		case block.Callout:
			if r.Window == nil || !strings.Contains(b.Text, r.Window.To.String()) { // the foot says until when
				s.Main = append(s.Main, b)
			}
		case block.Signatures:
			signed = true
			b.Signatures = append(slices.Clone(b.Signatures), publishedOn(r))
			s.Main = append(s.Main, b)
		default:
			s.Main = append(s.Main, bl)
		}
	}
	if chain := signingChain(r); !signed && len(chain) > 0 {
		s.Main = append(s.Main, block.Signatures{Signatures: append(chain, publishedOn(r))})
	}
	s.Paper = paperFor(s.Main)
	return s
}

// sheetHead is what people look for first on a sheet of paper.
func (w *web) sheetHead(r *kind.Record) []block.Fact {
	var head []block.Fact
	add := func(label, text string) {
		if text != "" {
			head = append(head, block.Fact{Label: label, Text: text})
		}
	}
	if r.Window != nil {
		add("公示期", fmt.Sprintf("%s 至 %s", r.Window.From, r.Window.To))
	} else {
		add("公开日期", r.From().String())
	}
	add("编号", string(r.Number))
	if !r.Period.IsZero() {
		add("期间", r.Period.String())
	}
	add("审核人", join(r.Reviewers))
	return head
}

// lasting leaves out the facts that the head tells already, and the marks that tell how things
// stand today.
func lasting(facts []block.Fact, told map[string]bool) []block.Fact {
	var out []block.Fact
	for _, f := range facts {
		text, _, _ := strings.Cut(f.Text, "（")
		if told[f.Text] || told[text] {
			continue
		}
		f.Badge = block.Badge{}
		out = append(out, f)
	}
	return out
}

// objection tells whom to ask, and until when.
func (w *web) objection(r *kind.Record) string {
	phone := w.phoneOf(r)
	if r.Window != nil {
		return fmt.Sprintf("对公示内容有异议的，请在 %s 前（含当日）拨打 %s。", r.Window.To, phone)
	}
	return fmt.Sprintf("对公开内容有疑问或者异议的，请拨打监督电话 %s。", phone)
}

// signingChain is who signs a record that has no signing chain of its own.
func signingChain(r *kind.Record) []block.Signature {
	var chain []block.Signature
	if r.Owner != "" {
		chain = append(chain, block.Signature{Role: "责任人", Name: string(r.Owner)})
	}
	if len(r.Reviewers) > 0 {
		chain = append(chain, block.Signature{Role: "审核人", Name: join(r.Reviewers)})
	}
	if a := r.Approved(); a.By != "" {
		chain = append(chain, block.Signature{Role: "签发人", Name: a.By, Date: a.On.String()})
	}
	return chain
}

func publishedOn(r *kind.Record) block.Signature {
	return block.Signature{Role: "公开日期", Name: r.From().String()}
}

// fullAddress is the address of a page for phones, which cannot follow a relative one from paper.
func (w *web) fullAddress(ref block.Ref) string {
	if w.site.Canonical == "" {
		return ""
	}
	return strings.TrimSuffix((&Page{Site: w.site, Template: "notfound"}).URL(ref), "index.html")
}

// NowPath is the address of what hangs today.
const NowPath = string(printRef) + "now/"

// MonthPath is the address of the set of a month.
func MonthPath(month value.Period) string { return string(monthRef(month)) }

// SheetPath is the file of a record's sheet below the board's folder.
func SheetPath(r *kind.Record) string { return string(sheetRef(r))[1:] + "index.html" }
