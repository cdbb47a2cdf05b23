package chart

import (
	"crypto/sha256"
	"errors"
	"html"
	goruntime "runtime"
	"strings"
	"sync/atomic"

	"gongkai/generator/internal/block"
)

// ErrNoBundle says that gongkai was compiled without the drawing bundle.
var ErrNoBundle = errors.New("缺少绘图脚本，无法画图：请在源码目录运行 make chart，再重新编译 gongkai")

// Options is how charts are drawn. The zero value is ready.
type Options struct {
	CacheDir string // where drawings are kept between builds; empty for nowhere
	Workers  int    // how many charts are drawn at once; 0 for one a processor
}

// Drawer draws charts. It is safe for concurrent use.
type Drawer struct {
	engine *engine
	origin [sha256.Size]byte // the hash of what all drawings depend on
	cache  *cache
	drawn  atomic.Int64
	cached atomic.Int64
	whole  atomic.Bool
}

// New makes a drawer. script is the build-time bundle, themes/chart/dist/ssr.js.
func New(script []byte, o Options) (*Drawer, error) {
	if len(script) == 0 {
		return nil, ErrNoBundle
	}
	return newDrawer(script, o, nil), nil
}

func newDrawer(script []byte, o Options, console func(string)) *Drawer {
	if o.Workers <= 0 {
		o.Workers = goruntime.GOMAXPROCS(0)
	}
	return &Drawer{engine: newEngine(script, o.Workers, console), origin: origin(script), cache: openCache(o.CacheDir)}
}

// Drawing is a chart as a page carries it, in all sizes.
type Drawing struct {
	// Wide and Phone are one <svg> element each, which needs nothing else on its page.
	Wide, Phone string
	// Option is what the browser takes over with, as JSON that is safe inside a <script
	// type="application/json">: the ECharts option of the wide drawing as "wide", and what
	// is different in that of the other as "phone". The numbers are those of the drawings;
	// the browser's bundle adds tooltips.
	Option string
}

// Draw draws a chart in the colours of a palette (red, blue or green). The ids in the drawings begin with id. Draw returns a
// [*Refused] for what Check refuses.
func (d *Drawer) Draw(c block.Chart, palette, id string) (Drawing, error) {
	k := d.key(c, palette)
	drawing, ok := d.cache.get(k)
	if ok {
		d.cached.Add(1)
		return unpack(drawing, id), nil
	}
	drawing, err := d.draw(c, paletteOf(palette))
	if err != nil {
		return Drawing{}, err
	}
	d.drawn.Add(1)
	d.cache.put(k, drawing)
	return unpack(drawing, id), nil
}

// draw returns a drawing packed, as the cache keeps it: with idMark for its id.
func (d *Drawer) draw(c block.Chart, p Palette) (string, error) {
	if err := Check(c); err != nil {
		return "", err
	}
	wideOption, wide, err := d.drawIn(c, Wide, p)
	if err != nil {
		return "", err
	}
	phoneOption, phone, err := d.drawIn(c, Phone, p)
	if err != nil {
		return "", err
	}
	patch, err := difference(wideOption, phoneOption)
	if err != nil {
		return "", err
	}
	return wide + partMark + phone + partMark + `{"wide":` + string(wideOption) + `,"phone":` + string(patch) + `}`, nil
}

// drawIn draws a chart in one size.
func (d *Drawer) drawIn(c block.Chart, size Size, p Palette) (option []byte, svg string, err error) {
	o, err := compose(c, size, p)
	if err != nil {
		return nil, "", err
	}
	if option, err = o.encode(); err != nil {
		return nil, "", err
	}
	if svg, err = d.engine.draw(option, o.Print.Width, o.Print.Height); err != nil {
		return nil, "", err
	}
	inner, err := tidy(svg, size)
	if err != nil {
		return nil, "", err
	}
	title := clean(c.Title)
	if title == "" {
		title = names[c.Type]
	}
	return option, finish(inner, size, title, clean(c.Desc), o.Print), nil
}

// unpack gives a packed drawing the id that it has on its page.
func unpack(packed, id string) (d Drawing) {
	packed = strings.ReplaceAll(packed, idMark, html.EscapeString(id))
	d.Wide, packed, _ = strings.Cut(packed, partMark)
	d.Phone, d.Option, _ = strings.Cut(packed, partMark)
	return d
}

// Stats returns how many charts were drawn and how many came from the cache.
func (d *Drawer) Stats() (drawn, cached int) {
	return int(d.drawn.Load()), int(d.cached.Load())
}

// Complete tells that every chart of the boards was asked for. Without it, Close
// cannot tell drawings that are no longer needed from those that a build did not
// get to, and keeps them all.
func (d *Drawer) Complete() { d.whole.Store(true) }

// Close ends the use of the drawer and puts its cache in order.
func (d *Drawer) Close() { d.cache.close(d.whole.Load()) }

// names are what readers call the chart types, for charts without a title.
var names = map[block.ChartType]string{
	block.ColumnChart: "柱形图", block.StackedChart: "堆积柱形图", block.BarChart: "条形图",
	block.StackedBar: "堆积条形图", block.LineChart: "折线图", block.DonutChart: "环形图",
	block.RadarChart: "雷达图", block.GaugeChart: "仪表图", block.CalendarChart: "日历图",
	block.HeatmapChart: "热力图", block.WaterfallChart: "瀑布图",
}

// compose puts the option of a chart that passes Check together.
func compose(c block.Chart, size Size, p Palette) (*option, error) {
	s := newSketch(c, size, p)
	switch c.Type {
	case block.ColumnChart:
		return s.column(), nil
	case block.StackedChart:
		return s.stacked(), nil
	case block.BarChart:
		return s.bar(), nil
	case block.StackedBar:
		return s.stackedBar(), nil
	case block.LineChart:
		return s.curves(), nil
	case block.DonutChart:
		return s.donut(), nil
	case block.RadarChart:
		return s.radar(), nil
	case block.GaugeChart:
		return s.gauge(), nil
	case block.CalendarChart:
		return s.calendar(), nil
	case block.HeatmapChart:
		return s.heatmap(), nil
	case block.WaterfallChart:
		return s.waterfall(), nil
	}
	return nil, refuse(errType, string(c.Type))
}
