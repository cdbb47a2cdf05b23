package generator

import (
	"fmt"
	"io"
	"strings"

	"gongkai/generator/internal/attach"
	"gongkai/generator/internal/block"
	"gongkai/generator/internal/board"
	"gongkai/generator/internal/publish"
	"gongkai/generator/internal/surface"
)

// screen is a planned lobby screen with its board.
type screen struct {
	*surface.Screen
	board *board.Board
}

// planScreens plans the screens of a board, and the page that lists them.
func (b *build) planScreens(bd *board.Board, portal bool) {
	screens := surface.Screens(bd, b.opts.BaseURL)
	for _, s := range screens {
		b.screens = append(b.screens, screen{s, bd})
	}
	b.pages = append(b.pages, page{surface.ScreenIndex(bd, portal, screens, b.opts.BaseURL), string(bd.Theme)})
}

// screenTasks make every screen's folder and archive.
func (b *build) screenTasks(out publish.Output) []task {
	var tasks []task
	for _, s := range b.screens {
		tasks = append(tasks, func() { b.writeScreen(out, s) })
	}
	return tasks
}

func (b *build) writeScreen(out publish.Output, s screen) {
	files, err := b.themes.byName[string(s.board.Theme)].Screen(s.Screen, func(ref block.Ref) ([]byte, error) { return b.picture(s.board, ref) })
	b.fail(err)
	for _, f := range files {
		class := publish.Asset
		if f.Page {
			class = publish.Page
		}
		b.write(out, finished{name: f.Name, class: class, data: f.Data})
	}
}

// picture reads a published picture of a board.
func (b *build) picture(bd *board.Board, ref block.Ref) ([]byte, error) {
	name := bd.Base + strings.TrimPrefix(string(ref), "/")
	for _, a := range bd.Assets {
		if a.Name == name {
			data, err := b.tree.ReadFile(a.Source)
			return attach.Read(a.Source, data).Data, err
		}
	}
	return nil, fmt.Errorf("没有发布图片 %s", ref)
}

// ScreenDay is what a lobby screen shows on the as-of date.
type ScreenDay struct {
	Board  string // 向阳社区
	Name   string // 横屏
	Folder string // below the output folder
	Stage  string // size and type, in words
	shifts []surface.Shift
}

// Screens tells what every lobby screen shows on the as-of date. The report holds what was found on the
// way; with errors among them there are no screens.
func Screens(opts Options) ([]ScreenDay, *Report, error) {
	opts.undrawn = true
	b, err := begin(opts)
	if err != nil {
		return nil, nil, err
	}
	defer b.end()
	b.understand()
	b.phase("编排", b.plan)
	var days []ScreenDay
	if !b.stopped() {
		for _, s := range b.screens {
			days = append(days, ScreenDay{
				Board: s.Site.Short, Name: s.Name, Folder: s.Dir, Stage: s.Stage.Describe(),
				shifts: surface.DayOf(s.Slides(), int(b.asOf.Weekday())),
			})
		}
	}
	report, err := b.finish()
	return days, report, err
}

// WriteScreens prints what screens show, slide by slide with the times of the first round of each
// part of the day.
func WriteScreens(w io.Writer, days []ScreenDay) {
	for i, d := range days {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s：%s（%s），在 %s\n", d.Board, d.Name, d.Stage, d.Folder)
		for _, s := range d.shifts {
			if len(s.Slides) == 0 {
				fmt.Fprintf(w, "  %s-%s 暂无内容\n", clockTime(s.From*60, false), clockTime(s.To*60, false))
				continue
			}
			fmt.Fprintf(w, "  %s-%s 一轮 %d 屏，%s\n", clockTime(s.From*60, false), clockTime(s.To*60, false), len(s.Slides), duration(s.Seconds()))
			at := s.From * 60
			for n, slide := range s.Slides {
				fmt.Fprintf(w, "  %4d  %s  %2d 秒  %s\n", n+1, clockTime(at, true), slide.Dwell, slideText(slide))
				at += slide.Dwell
			}
		}
	}
}

// slideText names a slide: its title, what it is about, its place among several, and its end.
func slideText(s *surface.Slide) string {
	parts := []string{s.Title}
	if s.Urgent {
		parts[0] = "【紧急】" + s.Title
	}
	if s.Form == "slogan" {
		parts[0] = s.Text[0].Text
	}
	for _, more := range []string{s.Section, s.Pager} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	if s.Until != "" {
		parts = append(parts, s.Until+" 起不再放")
	}
	return strings.Join(parts, " | ")
}

func clockTime(seconds int, exact bool) string {
	text := fmt.Sprintf("%02d:%02d", seconds/3600, seconds/60%60)
	if exact {
		text += fmt.Sprintf(":%02d", seconds%60)
	}
	return text
}

func duration(seconds int) string {
	if seconds < 60 {
		return fmt.Sprintf("%d 秒", seconds)
	}
	return fmt.Sprintf("%d 分 %d 秒", seconds/60, seconds%60)
}
