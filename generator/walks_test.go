package generator

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// walk is something that a citizen comes for: the links to follow from the home page, by words in them, and what the last
// page has to say.
type walk struct {
	task  string
	links []string
	says  []string
}

var walks = []walk{
	{"find October's accounts", []string{"财务公开", "2026年10月财务收支公开"}, []string{"期末结余", "86,412.35", "记-1001"}},
	{"see where a number comes from", []string{"10月末结余"}, []string{"已核对"}},
	{"how do I object", []string{"2027年公共收益使用计划（草案）公示"}, []string{"监督电话", "0000-12345678"}},
	{"until when must this hang", []string{"2027年公共收益使用计划（草案）公示"}, []string{"公示期", "2026年12月"}},
	{"who sits at the window", []string{"服务和标准", "亮身份"}, []string{"工号"}},
	{"what do I bring", []string{"服务和标准", "办事服务"}, []string{"工作日"}},
	{"what became of my opinion", []string{"意见整改"}, []string{"办结率"}},
	{"which promises are overdue", []string{"三亮承诺"}, []string{"逾期"}},
	{"find last year's", []string{"历年公开", "2025年", "2025年11月"}, []string{"2025年10月财务收支公开"}},
	{"what does the board owe", []string{"公开目录"}, []string{"财务"}},
	{"search without a script", []string{"搜索", "财务公开"}, []string{"近 13 个月收支"}},
	{"take the numbers along", []string{"开放数据"}, []string{"datapackage.json", "feed/caiwu.xml"}},
}

// linkTo finds where the first link leads that is shown and has certain words, those alone before those among others.
const linkTo = `(words => {
	location.hash = '#nav'; // which 全部栏目 does
	const links = [...document.querySelectorAll('a[href]')].filter(a => a.getClientRects().length);
	const said = a => a.textContent.trim();
	return (links.find(a => said(a) === words) || links.find(a => said(a).includes(words)) || {}).href || '';
})(%s)`

// TestWalksWithoutScripts does what citizens come for on a phone, on pages whose scripts do not run.
func TestWalksWithoutScripts(t *testing.T) {
	public := buildTo(t, Options{Source: "../content/xiangyang"})
	ctx, stop := context.WithTimeout(newBrowser(t), 2*browserTimeout)
	defer stop()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(390, 900)); err != nil {
		t.Fatal(err)
	}
	for _, w := range walks {
		address := "file://" + public + "/index.html"
		openUnscripted(ctx, t, address)
		for _, words := range w.links {
			quoted, _ := json.Marshal(words) // a text
			next, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf(linkTo, quoted)))
			if err != nil || next == "" {
				t.Errorf("%s: no link %q on %s; %v", w.task, words, address, err)
				break
			}
			address = next
			openUnscripted(ctx, t, address)
		}
		said, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText`))
		for _, want := range w.says {
			if err != nil || !strings.Contains(said, want) {
				t.Errorf("%s: %s does not say %q; %v", w.task, address, want, err)
			}
		}
	}
}

// openUnscripted opens a page without running its scripts; what the test asks afterwards runs.
func openUnscripted(ctx context.Context, t *testing.T, address string) {
	t.Helper()
	for _, off := range []bool{true, false} {
		if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: off}); err != nil {
			t.Fatal(err)
		}
		if off {
			if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
				t.Fatal(err)
			}
		}
	}
}
