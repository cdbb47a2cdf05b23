package surface

import (
	"math"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/value"
)

// screensRef is the address of the page that lists the screens; each has a folder below it.
const screensRef block.Ref = "/screen/"

// Screen is a loop of slides for one lobby screen. Its slides are worked out when they
// are rendered.
type Screen struct {
	Site    *Site
	Name    string
	Dir     string // its folder below public/: "xiangyang/screen/hengping/"
	Archive string // the same folder in one file: "xiangyang/screen/hengping.zip"
	Stage   Stage
	Day     value.Date // the as-of date
	Newest  value.Date // when something was last published; zero if nothing was
	Owner   string     // whose screen it is, as there is room for it
	Stale   int        // days after which the screen says that nothing new has come
	Slides  func() []*Slide
}

// Stage is the place that all slides of a screen have: its size in pixels, and the size of its
// type, from which everything else follows.
type Stage struct {
	Width, Height int
	Letter        int // height of the body text
	Rotate        int // by how many degrees the stage is turned clockwise to fill the screen
}

// Portrait reports whether the stage is higher than wide.
func (s Stage) Portrait() bool { return s.Height > s.Width }

// Stacked reports whether head and foot need two lines for what stands in them.
func (s Stage) Stacked() bool { return s.whole().w < stackedBelow }

// What the theme's styles leave for the content, in letters: themes/board/screen/css/stage.css
// says the same. The browser test compares them by looking for what is cut.
const (
	sideSpace   = 1.25 // on the left and on the right
	aboveSpace  = 0.9
	belowSpace  = 0.5
	lowHead     = 3.0
	stackedHead = 4.0
	lowFoot     = 1.9
	stackedFoot = 2.9
	leastLetter = 10 // pixels

	stackedBelow = 34.0
)

// box is a width and a height in letters.
type box struct{ w, h float64 }

// whole returns the stage in letters.
func (s Stage) whole() box {
	return box{float64(s.Width) / float64(s.Letter), float64(s.Height) / float64(s.Letter)}
}

// content returns what there is between head and foot.
func (s Stage) content() box {
	b := s.whole()
	head, foot := lowHead, lowFoot
	if s.Stacked() {
		head, foot = stackedHead, stackedFoot
	}
	return box{b.w - 2*sideSpace, b.h - head - foot - aboveSpace - belowSpace}
}

// Slide is what a screen shows at once. Which of its parts there are depends on its form.
type Slide struct {
	Form     string // cover, figures, grid, chart, text, steps, people, slogan or urgent
	Title    string
	Lines    []string // the title where it takes several; of a cover always
	Size     int      // of the title: 1 is the largest
	Section  string   // smaller, beside the title
	Pager    string   // 第 2/5 屏, where something takes several slides
	Zoom     int      // of the content, in percent
	Figures  [][]ScreenFigure
	Grid     *Grid
	Chart    *ScreenChart
	Text     []Paragraph
	Steps    []ScreenStep
	People   [][]ScreenPerson
	Side     *ScreenSide
	Dwell    int    // seconds
	Until    string // the first day on which it is not shown any more; "" for no end
	Hours    []board.Hours
	Weekdays board.Weekdays
	Urgent   bool // as long as there is one, nothing else is shown
}

// Paragraph is a paragraph of a slide with text.
type Paragraph struct {
	Form string // h for a heading, li for an item of a list, p for others
	Text string
}

// ScreenSide stands beside the content, or below it on a portrait screen.
type ScreenSide struct {
	Figure *ScreenFigure
	Code   string // address for phones, as a QR code; "" for none
}

// Screens plans the lobby screens of a board.
func Screens(b *board.Board, baseURL string) []*Screen {
	w := &web{board: b}
	w.site = w.newSite(false, baseURL)
	site := w.site
	var out []*Screen
	for i := range b.Screens {
		conf := &b.Screens[i]
		dir := site.Base + strings.TrimPrefix(string(screensRef), "/") + conf.Slug
		s := &Screen{
			Site: site, Name: conf.Name, Dir: dir + "/", Archive: dir + ".zip", Stage: stageOf(conf),
			Day: b.Options.AsOf, Newest: b.Newest(), Stale: conf.Stale,
		}
		s.Owner = s.owner()
		s.Slides = func() []*Slide { return newPlanner(w, conf, s).slides() }
		out = append(out, s)
	}
	return out
}

// owner is the name in the foot of every slide, the short one if the other does not fit.
func (s *Screen) owner() string {
	width := s.Stage.whole().w - 2*sideSpace - 4 // the clock
	if !s.Stage.Stacked() {
		width -= 21 // the phone, and how old everything is
	}
	if s.Site.Sample {
		width -= 4
	}
	for _, name := range []string{s.Site.Unit, s.Site.Title} {
		if textWidth(name)*smallText <= width {
			return name
		}
	}
	return clip(s.Site.Short, width/smallText, 1)
}

func stageOf(c *board.Screen) Stage {
	s := Stage{Width: c.Width, Height: c.Height, Rotate: c.Rotate, Letter: max(leastLetter, int(math.Ceil(c.Letter)))}
	if s.Rotate != 0 {
		s.Width, s.Height = s.Height, s.Width
	}
	return s
}

// Preview is a screen on the page that lists them.
type Preview struct {
	Name, Text   string
	Page, Bundle block.Ref
	Portrait     bool
}

// ScreenIndex plans the page that lists the screens of a board.
func ScreenIndex(b *board.Board, portal bool, screens []*Screen, baseURL string) *Page {
	w := &web{board: b}
	w.site = w.newSite(portal, baseURL)
	p := &Page{
		Site: w.site, Path: w.file(screensRef), Template: "screens", Title: "电子显示屏", Crumbs: w.crumbs(b.Root),
		Description: "大厅电子显示屏的预览和下载。", Content: func() Content { return Content{} },
	}
	for _, s := range screens {
		ref := block.Ref("/" + strings.TrimPrefix(s.Dir, w.site.Base))
		p.Previews = append(p.Previews, Preview{
			Name: s.Name, Text: s.Stage.Describe(), Page: ref, Bundle: block.Ref(strings.TrimSuffix(string(ref), "/") + ".zip"), Portrait: s.Stage.Portrait(),
		})
	}
	return p
}
