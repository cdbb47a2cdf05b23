package chart

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	goruntime "runtime"
	"sync/atomic"

	"gongkai/generator/internal/block"
)

// ErrNoBundle says that gongkai was compiled without the drawing bundle.
var ErrNoBundle = errors.New("缺少绘图脚本，无法画图：请在源码目录运行 make chart，再重新编译 gongkai")

// Options is how charts are drawn. The zero value is ready.
type Options struct {
	CacheDir string  // where drawings are kept between builds; empty for nowhere
	Workers  int     // how many charts are drawn at once; 0 for one a processor
	Palette  Palette // the zero value is Red
}

// Drawer draws charts. It is safe for concurrent use.
type Drawer struct {
	palette Palette
	engine  *engine
	bundle  [sha256.Size]byte
	cache   *cache
	drawn   atomic.Int64
	cached  atomic.Int64
	whole   atomic.Bool
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
	if o.Palette.Ink == "" {
		o.Palette = Red
	}
	return &Drawer{
		palette: o.Palette,
		engine:  newEngine(script, o.Workers, console),
		bundle:  sha256.Sum256(script),
		cache:   openCache(o.CacheDir),
	}
}

// Draw returns the chart as one <svg> element that needs nothing else on its
// page, and whose ids begin with id. Beside it is the ECharts option that the
// browser takes over with, as JSON that is safe inside a <script
// type="application/json">: the same numbers, to which the browser's bundle adds
// tooltips. Draw returns a [*Refused] for what Check refuses.
func (d *Drawer) Draw(c block.Chart, size Size, id string) (svg string, option []byte, err error) {
	o, err := d.compose(c, size)
	if err != nil {
		return "", nil, err
	}
	option, err = o.encode()
	if err != nil {
		return "", nil, err
	}
	inner, err := d.inner(option, o.Print, size)
	if err != nil {
		return "", nil, err
	}
	title := clean(c.Title)
	if title == "" {
		title = names[c.Type]
	}
	return finish(inner, id, title, clean(c.Desc), o.Print, size.layout().font), option, nil
}

// inner returns the drawing without its <svg>, from the cache where it is there.
func (d *Drawer) inner(option []byte, p printing, size Size) (string, error) {
	key := d.key(option, size)
	if inner, ok := d.cache.get(key); ok {
		d.cached.Add(1)
		return inner, nil
	}
	svg, err := d.engine.draw(option, p.Width, p.Height)
	if err != nil {
		return "", err
	}
	inner, err := tidy(svg, size.layout().font)
	if err != nil {
		return "", err
	}
	d.drawn.Add(1)
	d.cache.put(key, inner)
	return inner, nil
}

// key hashes all that a drawing depends on.
func (d *Drawer) key(option []byte, size Size) (k key) {
	h := sha256.New()
	h.Write(d.bundle[:])
	fmt.Fprintf(h, "%s %d ", postVersion, size)
	_ = binary.Write(h, binary.BigEndian, uint64(len(option)))
	h.Write(option)
	h.Sum(k[:0])
	return k
}

// Stats returns how many drawings were made and how many came from the cache.
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

// compose puts a chart's option together.
func (d *Drawer) compose(c block.Chart, size Size) (*option, error) {
	if err := Check(c); err != nil {
		return nil, err
	}
	s := newSketch(c, size, d.palette)
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
