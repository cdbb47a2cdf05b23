package board

import (
	"cmp"
	"fmt"
	"math"
	"path"
	"slices"
	"strings"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

// ScreenConfig is a lobby screen as board.yaml declares it.
type ScreenConfig struct {
	kind.Place
	Name     value.Text   `key:"name" zh:"名称" help:"屏的名称，例如 大厅横屏" need:"yes"`
	Slug     value.Text   `key:"slug" zh:"网址名" help:"网址里的名字；不写时用名称的拼音"`
	Size     screenSize   `key:"size" zh:"尺寸" help:"宽×高，单位像素，例如 1920×1080"`
	Inches   inches       `key:"inches" zh:"英寸" help:"屏的对角线，例如 55"`
	Distance metres       `key:"distance" zh:"视距" help:"人站多远看，单位米，例如 3"`
	Letter   millimetres  `key:"letter" zh:"字高" help:"正文的字高，单位毫米；不写时按视距算，每米10毫米"`
	Rotate   rotation     `key:"rotate" zh:"旋转" help:"屏竖着装、播放器却不会转的，写 90 或 270"`
	Show     []ScreenItem `key:"show" zh:"内容" help:"放什么，按先后写；不写时全放"`
	Slogans  []value.Text `key:"slogans" zh:"口号" help:"口号，一条一屏"`
	Dwell    seconds      `key:"dwell" zh:"停留" help:"每屏停几秒；不写时按字数算"`
	Stale    staleDays    `key:"stale" zh:"过旧天数" help:"多少天没有新内容就在屏上说明；不写时是60"`
}

// ScreenItem is one thing to show on a screen.
type ScreenItem struct {
	kind.Place
	What     value.Text `key:"what" zh:"项目" help:"栏目、类型、活动体系的条目，或者 封面、数字、公示、活动体系、最新、口号、紧急通知" need:"yes" short:"yes"`
	Weight   times      `key:"weight" zh:"次数" help:"每一轮放几次；不写时是1"`
	Dwell    seconds    `key:"dwell" zh:"停留" help:"每屏停几秒"`
	Hours    hours      `key:"hours" zh:"时段" help:"只在这段时间放，例如 08:00-18:00"`
	Weekdays Weekdays   `key:"weekdays" zh:"星期" help:"只在这几天放，例如 一至五"`
}

// Screen is a lobby screen, understood.
type Screen struct {
	Name, Slug    string
	Width, Height int     // of the signal, in pixels
	Letter        float64 // height of the body text in pixels of the signal
	Rotate        int     // by how many degrees the picture is turned clockwise: 0, 90 or 270
	Show          []ShowItem
	Slogans       []string
	Dwell         int // seconds a slide stays; 0 for as long as its text takes to read
	Stale         int // days without anything new after which the screen says so
}

// ShowItem is one thing that a screen shows: one of the words, or records.
type ShowItem struct {
	Word     string   // one of the Show… words; "" for one of the others
	Section  *Section // with those below it
	Kind     kind.Kind
	Item     *Item // of the scheme
	Weight   int
	Dwell    int
	Hours    []Hours
	Weekdays Weekdays
}

// The words that stand for something that is no section, kind or item.
const (
	ShowCover   = "封面"
	ShowFigures = "数字"
	ShowNotice  = "公示"
	ShowScheme  = "活动体系"
	ShowLatest  = "最新"
	ShowSlogans = "口号"
	ShowUrgent  = "紧急通知" // is shown anyway; the word is there for those who look for it
)

var showWords = []string{ShowCover, ShowFigures, ShowNotice, ShowScheme, ShowLatest, ShowSlogans, ShowUrgent}

// What a screen is if nobody says otherwise: one that is often bought, in a hall that is not large.
const (
	usualInches   = 55.0
	usualDistance = 3.0
	perMetre      = 10.0 // mm of letter height: 34 minutes of arc, well read by the elderly
	usualStale    = 60

	mmPerInch   = 25.4
	leastAcross = 17.0 // letters that have to fit beside each other
	leastDown   = 15.5 // and below each other, for head, foot and a row of three lines under its head
)

var (
	errScreenShow  = diag.Define("GK0340", diag.Error, "不知道“%[1]s”要放什么。", "%[2]s可以写栏目的标题、类型、活动体系的条目，或者%[3]s。")
	errScreenTwice = diag.Define("GK0341", diag.Error, "两个电子屏的网址名都是“%[1]s”。", "改一个名称，或者用“网址名”另起一个。")
	errScreenSmall = diag.Define("GK0342", diag.Error, "字高 %[1]s 毫米在这块屏上一行只有 %[2]d 个字、一屏只有 %[3]d 行，放不下内容。", "核对尺寸、英寸和视距；没有写错的，换大一点的屏，让人站近一点，或者把“字高”写小一点。")
	errNoSlogans   = diag.Define("GK0343", diag.Error, "要放口号，但没有写有哪些口号。", "在这个屏下面加上“口号: [第一条, 第二条]”，或者从“内容”里删掉口号。")
	errStale       = diag.Define("GK0344", diag.Warning, "最近一次公开是 %[1]s，已经 %[2]d 天没有新内容，电子屏上会说明。", "把该公开的内容补上；本来就不常更新的，把“过旧天数”写大一点。")
)

// readScreens understands the screens of board.yaml, for which the sections have to be known.
func (b *Board) readScreens(report *diag.Report) {
	seen := map[string]bool{}
	for _, c := range b.Config.Screens {
		s := b.readScreen(c, report)
		if seen[s.Slug] {
			report.Add(errScreenTwice.At(c.Pos, s.Slug))
		}
		seen[s.Slug] = true
		b.Screens = append(b.Screens, s)
	}
	if len(b.Config.Screens) == 0 {
		b.Screens = []Screen{usualScreen("横屏", 1920, 1080), usualScreen("竖屏", 1080, 1920)}
	}
}

func usualScreen(name string, width, height int) Screen {
	s := Screen{Name: name, Slug: slug(name), Width: width, Height: height, Stale: usualStale}
	s.Letter = s.pixels(usualDistance*perMetre, usualInches)
	return s
}

// pixels returns how many pixels a length in mm has on a screen of a diagonal in inches.
func (s *Screen) pixels(mm, inches float64) float64 {
	return mm * math.Hypot(float64(s.Width), float64(s.Height)) / (inches * mmPerInch)
}

func (b *Board) readScreen(c ScreenConfig, report *diag.Report) Screen {
	s := Screen{
		Name: string(c.Name), Slug: slug(string(c.Name)), Width: cmp.Or(c.Size.width, 1920), Height: cmp.Or(c.Size.height, 1080),
		Rotate: int(c.Rotate), Dwell: int(c.Dwell.n), Stale: int(cmp.Or(c.Stale.n, usualStale)),
	}
	if c.Slug != "" {
		s.Slug = checkSlug(string(c.Slug), c.Pos, report)
	}
	mm := cmp.Or(c.Letter.n, cmp.Or(c.Distance.n, usualDistance)*perMetre)
	s.Letter = s.pixels(mm, cmp.Or(c.Inches.n, usualInches))
	across, down := float64(s.Width)/s.Letter, float64(s.Height)/s.Letter
	if s.Rotate != 0 {
		across, down = down, across
	}
	if across < leastAcross || down < leastDown {
		report.Add(errScreenSmall.At(c.Pos, short(mm), int(across), int(down)))
	}
	for _, t := range c.Slogans {
		s.Slogans = append(s.Slogans, string(t))
	}
	for _, item := range c.Show {
		s.Show = append(s.Show, b.readShow(item, &s, report))
	}
	return s
}

// short writes a length without decimals that say nothing.
func short(n float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", n), ".0") }

func (b *Board) readShow(c ScreenItem, s *Screen, report *diag.Report) ShowItem {
	item := ShowItem{Weight: int(cmp.Or(c.Weight.n, 1)), Dwell: int(c.Dwell.n), Hours: c.Hours, Weekdays: c.Weekdays}
	name := string(c.What)
	if slices.Contains(showWords, name) {
		item.Word = name
		if name == ShowSlogans && len(s.Slogans) == 0 {
			report.Add(errNoSlogans.At(c.Pos))
		}
		return item
	}
	names := slices.Concat(showWords, kind.Names(), b.Config.Scheme.Names())
	b.Root.Walk(func(sec *Section) {
		if sec.Parent != nil {
			names = append(names, sec.Title)
			if sec.Title == name && item.Section == nil {
				item.Section = sec
			}
		}
	})
	if item.Section == nil {
		item.Kind = kind.Find(name)
	}
	if item.Section == nil && item.Kind == nil {
		if !slices.Contains(b.Config.Scheme.Names(), name) {
			report.Add(errScreenShow.At(c.Pos, name, diag.DidYouMean(name, names), strings.Join(showWords, "、")))
		}
		item.Item = &Item{Name: name} // the board's own takes its place when the scheme is gathered
	}
	return item
}

// settleScreens puts the items of the scheme in their places, and says where nothing new has come for long.
func (b *Board) settleScreens(report *diag.Report) {
	for _, s := range b.Screens {
		for i, show := range s.Show {
			if show.Item != nil {
				s.Show[i].Item = b.findItem(show.Item.Name)
			}
		}
	}
	newest := b.Newest()
	if newest.IsZero() {
		return
	}
	days := b.Options.AsOf.Sub(newest)
	for i, s := range b.Screens {
		if days <= s.Stale {
			continue
		}
		pos := diag.Pos{File: path.Join(b.Dir, ConfigFile)}
		if i < len(b.Config.Screens) {
			pos = b.Config.Screens[i].Pos
		}
		report.Add(errStale.At(pos, newest, days))
		return // one screen is enough to say it
	}
}

func (b *Board) findItem(name string) *Item {
	for _, l := range b.Lists {
		for _, it := range l.Items {
			if it.Name == name {
				return it
			}
		}
	}
	return &Item{Name: name}
}

// Newest returns the day on which something was last published; zero if nothing was.
func (b *Board) Newest() value.Date {
	if len(b.Records) == 0 {
		return value.Date{}
	}
	return b.Records[0].From()
}
