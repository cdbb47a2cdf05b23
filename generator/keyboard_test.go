package generator

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// keyWalk is something that a citizen comes for who has a keyboard and no mouse.
type keyWalk struct {
	task string
	at   string // page to begin on
	most int    // keys that it may take
	do   func(*keyboard)
}

// keyWalks use Tab, Shift+Tab, Enter, Space and the arrows only, and letters where something is written.
var keyWalks = []keyWalk{
	{"find October's accounts", "index.html", 40, func(k *keyboard) {
		k.to("财务公开").press(kb.Enter).arrives("近 13 个月收支")
		k.skip().to("2026年10月财务收支公开").press(kb.Enter).arrives("期末结余").says("86,412.35", "记-1001")
	}},
	{"how do I object", "index.html", 42, func(k *keyboard) {
		k.skip().to("2027年公共收益使用计划（草案）公示").press(kb.Enter).arrives("公示期").says("监督电话", "0000-12345678")
	}},
	{"until when must this hang", "index.html", 30, func(k *keyboard) {
		k.to("居务公开").press(kb.Enter).arrives("居务公开")
		k.skip().to("2027年公共收益使用计划（草案）公示").press(kb.Enter).arrives("公示期").says("2026年12月")
	}},
	{"who is on duty", "index.html", 32, func(k *keyboard) {
		k.to("服务和标准").press(kb.Enter).arrives("亮身份")
		k.skip().to("亮身份").press(kb.Enter).arrives("工号")
	}},
	{"find last year's", "index.html", 54, func(k *keyboard) {
		k.to("历年公开").press(kb.Enter).arrives("2025年")
		k.skip().to("2025年").press(kb.Enter).arrives("2025年11月")
		k.skip().to("2025年11月").press(kb.Enter).arrives("2025年10月财务收支公开")
	}},
	{"make the type larger, and small again", "caiwu/index.html", 8, func(k *keyboard) {
		k.to("大字版").press(" ").shows(`parseFloat(getComputedStyle(document.body).fontSize) >= 20`)
		k.focused("大字版").press(" ").shows(`parseFloat(getComputedStyle(document.body).fontSize) < 20`)
	}},
	{"search, and choose a year", "index.html", 26, func(k *keyboard) {
		k.to("搜索").press(kb.Enter).arrives("几个词之间用空格隔开")
		k.skip().to("要找的内容").press("财务收支").shows(`document.querySelectorAll('.found li').length > 9`)
		k.to("年份").press(kb.ArrowDown).press(kb.ArrowDown)
		k.shows(`(all => all.length > 0 && all.every(e => e.textContent.startsWith('2025')))([...document.querySelectorAll('.found .by')])`)
		k.to("2025年10月财务收支公开").press(kb.Enter).arrives("期末结余").says("2025年10月")
	}},
	{"see the table in place of a chart", "caiwu/index.html", 14, func(k *keyboard) {
		k.skip().to("筛选和下载").press(kb.Enter).to("只看表格").press(" ")
		k.shows(`(f => !f.querySelector('.drawing').offsetHeight && f.querySelector('table').offsetHeight > 0)(document.querySelector('figure[data-chart]'))`)
	}},
	{"read a chart month by month", "caiwu/index.html", 14, func(k *keyboard) {
		k.skip().to("近 13 个月收支").shows(`document.activeElement.chart`).press(kb.ArrowRight).shows(tip("2025年10月"))
		k.press(kb.ArrowRight).shows(tip("收入 24,450.00 元"))
		k.shows(`!document.activeElement.closest('figure').querySelector('.chart-hint').hidden`)
	}},
	{"take a table along", "caiwu/2026-10/index.html", 8, func(k *keyboard) {
		k.skip().to("CSV").press(kb.Enter).downloads("\uFEFF", "记-1001")
	}},
	{"take the numbers of a chart along", "caiwu/index.html", 20, func(k *keyboard) {
		k.skip().to("筛选和下载").press(kb.Enter).to("CSV").press(" ").downloads("\uFEFF期间,收入,支出", "10月,29740.00,28149.60")
	}},
	{"go back up", "caiwu/2026-10/index.html", 6, func(k *keyboard) {
		k.skip().back("财务公开").press(kb.Enter).arrives("近 13 个月收支")
	}},
}

// tip is the condition that the chart with the focus tells something beside its drawing.
func tip(words string) string {
	return fmt.Sprintf(`[...document.activeElement.querySelectorAll('div')].some(d => !d.querySelector('svg') && d.innerText.includes(%q))`, words)
}

// keyboard is a citizen's: it presses keys in a browser and counts them.
type keyboard struct {
	t       *testing.T
	ctx     context.Context
	walk    keyWalk
	page    string // that the last step led to
	folder  string // of downloads
	pressed int
}

// here says what has the focus: its name, "" for nothing, and what is wrong with how that is seen once the page has
// scrolled there.
const here = `(async () => {
	const e = document.activeElement, s = getComputedStyle(e);
	if (e === document.body) return ['', ''];
	const figure = e.hasAttribute('data-view') && e.closest('figure');
	const name = [e.labels && e.labels[0] && e.labels[0].firstChild.textContent, figure && figure.querySelector('h2').textContent,
		e.getAttribute('aria-label'), e.textContent].find(Boolean) || '';
	const seen = () => {
		const r = e.getBoundingClientRect();
		return r.width > 0 && r.height > 0 && r.bottom > 0 && r.right > 0 && r.top < innerHeight && r.left < innerWidth;
	};
	for (let i = 0; !seen() && i < 200; i++) await new Promise(done => setTimeout(done, 20));
	const ring = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== 'none';
	return [name.trim().replace(/\s+/g, ' '), !ring ? 'no ring around it' : !seen() ? 'out of sight' : ''];
})()`

// evaluated returns what a script says of the page that is open.
func evaluated[T any](k *keyboard, script string) T {
	k.t.Helper()
	said, err := chromedp.Run(k.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		k.fail("%v", err)
	}
	return said
}

func (k *keyboard) fail(format string, args ...any) {
	k.t.Helper()
	k.t.Fatalf("after %d keys on %s: %s", k.pressed, evaluated[string](k, "location.pathname"), fmt.Sprintf(format, args...))
}

// press presses a key, or writes a text.
func (k *keyboard) press(keys string, modifiers ...chromedp.Modifier) *keyboard {
	k.t.Helper()
	if k.pressed += len([]rune(keys)); k.pressed > k.walk.most {
		k.t.Fatalf("more than %d keys", k.walk.most)
	}
	if err := chromedp.Do(k.ctx, chromedp.KeyEvent(keys, chromedp.KeyModifiers(modifiers...))); err != nil {
		k.t.Fatal(err)
	}
	return k
}

// focused fails unless what has the focus is called so and shows it.
func (k *keyboard) focused(name string) *keyboard {
	k.t.Helper()
	if at := evaluated[[2]string](k, here); !strings.HasPrefix(at[0], name) || at[1] != "" {
		k.fail("%q has the focus, %s", at[0], at[1])
	}
	return k
}

// to goes forwards to what is called so; back goes backwards. Every stop on the way has to be seen.
func (k *keyboard) to(name string) *keyboard { k.t.Helper(); return k.step(name) }

func (k *keyboard) back(name string) *keyboard {
	k.t.Helper()
	return k.step(name, chromedp.ModifierShift)
}

func (k *keyboard) step(name string, modifiers ...chromedp.Modifier) *keyboard {
	k.t.Helper()
	for {
		at := evaluated[[2]string](k.press(kb.Tab, modifiers...), here)
		if at[0] == "" || at[1] != "" {
			k.fail("on the way to %s: %q %s", name, at[0], at[1])
		}
		if strings.HasPrefix(at[0], name) {
			return k
		}
	}
}

// skip takes the first link of a page, which leads past what all pages have.
func (k *keyboard) skip() *keyboard { k.t.Helper(); return k.to("跳到正文").press(kb.Enter) }

// shows waits until a condition holds.
func (k *keyboard) shows(condition string) *keyboard {
	k.t.Helper()
	for until := time.Now().Add(10 * time.Second); !evaluated[bool](k, "!!("+condition+")"); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(until) {
			k.fail("never %s", condition+evaluated[string](k, "[...document.activeElement.querySelectorAll('div')].map(e=>e.innerText).join('|')"))
		}
	}
	return k
}

// arrives waits for another page, whose main part has certain words.
func (k *keyboard) arrives(words string) *keyboard {
	k.t.Helper()
	k.shows(fmt.Sprintf("location.pathname !== %q && document.readyState === 'complete' && document.querySelector('main').innerText.includes(%q)", k.page, words))
	k.page = evaluated[string](k, "location.pathname")
	return k
}

func (k *keyboard) says(all ...string) *keyboard {
	k.t.Helper()
	text := evaluated[string](k, "document.body.innerText")
	for _, words := range all {
		if !strings.Contains(text, words) {
			k.fail("the page does not say %s", words)
		}
	}
	return k
}

// downloads waits for a file and looks into it.
func (k *keyboard) downloads(all ...string) *keyboard {
	k.t.Helper()
	var text []byte
	for until := time.Now().Add(browserTimeout); len(text) == 0; time.Sleep(20 * time.Millisecond) {
		files, err := filepath.Glob(filepath.Join(k.folder, "*.csv"))
		if err == nil && len(files) == 1 {
			text, err = os.ReadFile(files[0])
		}
		if err != nil || time.Now().After(until) {
			k.fail("downloaded %v: %v", files, err)
		}
	}
	for _, words := range all {
		if !strings.Contains(string(text), words) {
			k.fail("%q is not in %.200s", words, text)
		}
	}
	return k
}

// TestWalksByKeyboard does what citizens come for without a mouse, in few keys, each of which has to show where it leads.
func TestWalksByKeyboard(t *testing.T) {
	host := serveStrict(t, buildTo(t, Options{Source: "../content/xiangyang"}))
	ctx := newBrowser(t)
	setClock(ctx, t)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900)); err != nil {
		t.Fatal(err)
	}
	for _, w := range keyWalks {
		t.Run(w.task, func(t *testing.T) {
			ctx, stop := context.WithTimeout(ctx, 2*browserTimeout)
			defer stop()
			k := &keyboard{t: t, ctx: ctx, walk: w, folder: t.TempDir()}
			if _, err := chromedp.Call(ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
				Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: k.folder,
			}); err != nil {
				t.Fatal(err)
			}
			if err := chromedp.Do(ctx, chromedp.Navigate(host+"/"+w.at)); err != nil {
				t.Fatal(err)
			}
			k.page = evaluated[string](k, "location.pathname")
			w.do(k)
			t.Logf("%d keys", k.pressed)
		})
	}
}
