package generator

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// lobby is a browser with one screen whose clock a test holds.
type lobby struct {
	t   *testing.T
	ctx context.Context
}

// fakeClock replaces the clock and the timers of a page. Time passes when a test says so.
const fakeClock = `(() => {
	const Real = Date;
	let now = %d;
	let timers = [], ids = 0;
	window.Date = class extends Real {
		constructor(...args) { args.length ? super(...args) : super(now); }
		static now() { return now; }
	};
	const add = (f, ms, every) => { timers.push({id: ++ids, f, at: now + ms, every}); return ids; };
	window.setTimeout = (f, ms) => add(f, ms, 0);
	window.setInterval = (f, ms) => add(f, ms, ms);
	window.clearTimeout = window.clearInterval = id => { timers = timers.filter(t => t.id !== id); };
	window.advance = seconds => {
		for (let i = 0; i < seconds; i++) {
			now += 1000;
			for (const t of timers.filter(t => t.at <= now)) {
				if (t.every) t.at += t.every; else timers = timers.filter(o => o !== t);
				t.f();
			}
		}
	};
	window.setNow = ms => { for (const t of timers) t.at += ms - now; now = ms; };
	window.shown = () => [...document.querySelectorAll('.slide')].indexOf(document.querySelector('.slide.top') || document.querySelector('.slide.on'));
	window.changes = n => {
		let last = shown(), ticks = 0;
		while (n > 0 && ticks++ < 70) { advance(1); if (shown() !== last) { last = shown(); n--; ticks = 0; } }
		return n;
	};
})()`

func openLobby(t *testing.T) *lobby {
	t.Helper()
	ctx, stop := context.WithTimeout(newBrowser(t), 2*browserTimeout)
	t.Cleanup(stop)
	return &lobby{t, ctx}
}

// enter opens a screen at a time of day.
func (l *lobby) enter(address string, at time.Time) {
	l.t.Helper()
	id, err := chromedp.Call(l.ctx, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: fmt.Sprintf(fakeClock, at.UnixMilli())})
	if err != nil {
		l.t.Fatal(err)
	}
	if err := chromedp.Do(l.ctx, chromedp.EmulateViewport(1920, 1080), chromedp.Navigate(address)); err != nil {
		l.t.Fatal(err)
	}
	if _, err := chromedp.Call(l.ctx, cdppage.RemoveScriptToEvaluateOnNewDocument, cdppage.RemoveScriptToEvaluateOnNewDocumentParams(id)); err != nil {
		l.t.Fatal(err)
	}
}

func (l *lobby) number(script string) int {
	l.t.Helper()
	n, err := chromedp.Run(l.ctx, chromedp.Evaluate[int](script))
	if err != nil {
		l.t.Fatalf("%s: %v", script, err)
	}
	return n
}

func (l *lobby) text(script string) string {
	l.t.Helper()
	s, err := chromedp.Run(l.ctx, chromedp.Evaluate[string](script))
	if err != nil {
		l.t.Fatalf("%s: %v", script, err)
	}
	return s
}

// titles lists what is shown from now on until something comes again.
const titles = `(() => {
	const out = [], seen = new Set();
	while (!seen.has(shown())) {
		seen.add(shown());
		const s = document.querySelectorAll('.slide')[shown()];
		out.push((s.querySelector('h2') || s.querySelector('.nothing, .band p')).textContent.trim());
		changes(1);
		if (seen.size === 1 && seen.has(shown())) break;
	}
	return out.join('|');
})()`

// shanghaiTime is a moment on the clock of the device, whose time zone is that of the test.
func deviceTime(day, clock string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04:05", day+" "+clock, time.Local)
	if err != nil {
		panic(err)
	}
	return at
}

// heap returns the used heap in KB and the number of nodes, after a collection.
func (l *lobby) heap() (kb, nodes int) {
	l.t.Helper()
	if _, err := chromedp.Call(l.ctx, heapprofiler.CollectGarbage, cdp.Empty{}); err != nil {
		l.t.Fatal(err)
	}
	got, err := chromedp.Call(l.ctx, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		l.t.Fatal(err)
	}
	for _, m := range got.Metrics {
		switch m.Name {
		case "JSHeapUsedSize":
			kb = int(m.Value / 1024)
		case "Nodes":
			nodes = int(m.Value)
		}
	}
	return kb, nodes
}

// forMonths proves what nobody will be there to see: a thousand changes leave nothing behind, a lost
// server, a broken slide and a lost clock change nothing, and what ends disappears by itself.
func (l *lobby) forMonths(t *testing.T, public string) {
	server := httptest.NewServer(http.FileServer(http.Dir(public)))
	t.Cleanup(server.Close)
	address := server.URL + "/xiangyang/screen/quick/index.html"
	if _, err := chromedp.Call(l.ctx, performance.Enable, performance.EnableParams{}); err != nil {
		t.Fatal(err)
	}

	l.enter(address, deviceTime("2026-11-22", "09:00:00"))
	for range 2 {
		l.number("changes(50)")
	}
	kb, nodes := l.heap()
	for range 18 {
		if left := l.number("changes(50)"); left > 0 {
			t.Fatalf("the loop stopped %d changes early", left)
		}
	}
	if kb2, nodes2 := l.heap(); nodes2 != nodes || kb2 > kb+300 {
		t.Errorf("after a thousand changes %d KB and %d nodes, after a hundred %d KB and %d nodes", kb2, nodes2, kb, nodes)
	}

	all := strings.Split(l.text(titles), "|")
	l.number(`(() => { // the third slide cannot be shown any more
		Object.defineProperty(document.querySelectorAll('.slide')[2], 'className', {get: () => { throw new Error('broken'); }});
		return 0;
	})()`)
	if left := strings.Split(l.text(titles), "|"); len(left) != len(all)-1 {
		t.Errorf("%d of %d slides with a broken one", len(left), len(all))
	}

	l.enter(address, deviceTime("1970-01-01", "00:00:10"))
	if lost := strings.Split(l.text(titles), "|"); len(lost) != len(all) {
		t.Errorf("%d of %d slides without a clock", len(lost), len(all))
	}
	if clock := l.text("document.getElementById('clock').textContent"); clock != "" {
		t.Errorf("a clock that is not believed shows %s", clock)
	}

	const rows = `document.querySelectorAll('tr[data-last]:not(.gone)').length`
	l.enter(address, deviceTime("2026-11-23", "23:50:00"))
	l.text(titles)
	l.enter(address, deviceTime("2026-11-23", "23:50:00"))
	l.number("changes(3)")
	before := l.number(rows)
	l.number("advance(900), changes(40), 0")
	if after := l.number(rows); before < 2 || after != before-1 {
		t.Errorf("%d rows on notice before midnight, %d after", before, after)
	}

	server.Close()
	if left := l.number("changes(100)"); left > 0 {
		t.Error("the loop stopped with the server")
	}
	if empty := l.number(`document.getElementById('empty').className.indexOf(' on')`); empty >= 0 {
		t.Error("the screen is empty without its server")
	}
}

// smallScreens are loops of no, one and two slides, times of day, and an emergency.
var smallScreens = map[string]string{
	"board.yaml": `名称: 测试公开栏
单位: 测试社区
监督电话: 0000-12345678
电子屏:
  - {名称: 无, 网址名: none, 内容: [公示]}
  - {名称: 一, 网址名: one, 口号: [甲], 内容: [口号]}
  - {名称: 二, 网址名: two, 口号: [甲, 乙], 内容: [口号]}
  - 名称: 时段
    网址名: times
    口号: [夜里]
    内容: [{项目: 口号, 时段: 22:00-06:00}, {项目: 封面, 星期: 一至五}]
  - {名称: 竖装, 网址名: turned, 旋转: 90, 内容: [封面]}
  - {名称: 倒装, 网址名: back, 旋转: 270, 内容: [封面]}
`,
	"tongzhi/_index.md": "---\n标题: 通知公告\n类型: notice\n---\n",
	"tongzhi/停水.md":     "---\n标题: 停水通知\n日期: 2026-11-20\n失效日期: 2026-11-25\n---\n\n请储水。\n",
}

// turned tells where a turned stage lies on the panel, and on which side its foot is.
const turned = `(() => {
	const at = selector => document.querySelector(selector).getBoundingClientRect();
	const stage = at('#stage'), foot = at('.foot');
	return [stage.left, stage.top, stage.width, stage.height].map(Math.round).join(' ') + ', foot ' + (foot.right < 540 ? 'left' : foot.left > 1380 ? 'right' : 'elsewhere');
})()`

// TestSmallLoops proves what goes wrong first on other screens: loops of no, one and two slides.
func TestSmallLoops(t *testing.T) {
	build := func(extra string) string {
		src := t.TempDir()
		for name, text := range smallScreens {
			writeFile(t, filepath.Join(src, name), []byte(text))
		}
		if extra != "" {
			writeFile(t, filepath.Join(src, "tongzhi", "台风.md"), []byte(extra))
		}
		return buildTo(t, Options{Source: src})
	}
	calm, alarm := build(""), build("---\n标题: 台风红色预警\n日期: 2026-11-22\n失效日期: 2026-11-23\n紧急: 是\n---\n\n请留在室内。\n")
	l := openLobby(t)
	for _, tt := range []struct{ public, screen, day, clock, want string }{
		{calm, "none", "2026-11-22", "09:00:00", "暂无内容"},
		{calm, "one", "2026-11-22", "09:00:00", "甲"},
		{calm, "two", "2026-11-22", "09:00:00", "甲|乙"},
		{calm, "times", "2026-11-23", "09:00:00", "测试公开栏"}, // a Monday
		{calm, "times", "2026-11-28", "23:00:00", "夜里"},    // a Saturday
		{calm, "times", "2026-11-28", "12:00:00", "暂无内容"},
		{alarm, "two", "2026-11-22", "09:00:00", "台风红色预警"},
		{alarm, "two", "2026-11-23", "09:00:00", "甲|乙"},
		{alarm, "none", "2026-11-22", "23:00:00", "台风红色预警"},
	} {
		l.enter("file://"+filepath.ToSlash(filepath.Join(tt.public, "screen", tt.screen, "index.html")), deviceTime(tt.day, tt.clock))
		if got := l.text(titles); got != tt.want {
			t.Errorf("%s on %s at %s shows %s, want %s", tt.screen, tt.day, tt.clock, got, tt.want)
		}
	}
	l.enter("file://"+filepath.ToSlash(filepath.Join(alarm, "screen", "none", "index.html")), deviceTime("2026-11-22", "23:59:50"))
	if l.number("advance(20), 0"); l.text(titles) != "暂无内容" {
		t.Error("the emergency does not end at midnight")
	}
	for _, turn := range []struct{ screen, want string }{
		{"turned", "0 0 1920 1080, foot left"}, // a panel turned to the left: what was its top is on its right
		{"back", "0 0 1920 1080, foot right"},
	} {
		l.enter("file://"+filepath.ToSlash(filepath.Join(calm, "screen", turn.screen, "index.html")), deviceTime("2026-11-22", "09:00:00"))
		if got := l.text(turned); got != turn.want {
			t.Errorf("the stage of %s covers %s, want %s", turn.screen, got, turn.want)
		}
	}
	l.enter("file://"+filepath.ToSlash(filepath.Join(calm, "screen", "two", "index.html")), deviceTime("2026-11-22", "09:00:00"))
	for _, key := range []struct {
		code, want int
	}{{39, 1}, {39, 0}, {37, 1}, {49, 0}, {50, 1}} { // right, right, left, 1, 2
		got := l.number(fmt.Sprintf("advance(3), document.dispatchEvent(Object.assign(new Event('keydown'), {keyCode: %d})), advance(1), shown()", key.code))
		if got != key.want {
			t.Errorf("key %d leads to slide %d, want %d", key.code, got, key.want)
		}
	}
	if l.number("document.dispatchEvent(Object.assign(new Event('keydown'), {keyCode: 32})), advance(600), shown()") != 1 {
		t.Error("the space bar does not hold")
	}
}
