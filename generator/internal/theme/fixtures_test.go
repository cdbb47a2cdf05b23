package theme

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/chart"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/surface"
	"gongkai/generator/internal/value"
	"gongkai/themes"
)

// builtIn is the themes of the program with a small bundle instead of the one
// that has to be made first.
func builtIn(tb testing.TB) fstest.MapFS {
	tb.Helper()
	m := fstest.MapFS{bundleFile: {Data: []byte("bundle()")}}
	for _, theme := range themes.All {
		err := fs.WalkDir(themes.FS, theme.Name, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(themes.FS, name)
			m[name] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
	return m
}

const overridePath = "themes/xiangyang"

// loadWith loads the first theme with files of a board over it.
func loadWith(tb testing.TB, files map[string]string) (*Theme, *diag.Report) {
	tb.Helper()
	return loadOver(tb, "", files)
}

// loadOver loads the theme of a name with files of a board over it.
func loadOver(tb testing.TB, name string, files map[string]string) (*Theme, *diag.Report) {
	tb.Helper()
	override := fstest.MapFS{}
	for name, text := range files {
		override[name] = &fstest.MapFile{Data: []byte(text)}
	}
	r := &diag.Report{}
	t, err := Load(builtIn(tb), themes.Dirs(name), Own{Files: override, Path: overridePath}, drawings{}, r)
	if err != nil {
		tb.Fatal(err)
	}
	return t, r
}

func load(tb testing.TB, files map[string]string) *Theme {
	tb.Helper()
	t, r := loadWith(tb, files)
	for _, f := range r.Findings() {
		tb.Fatalf("%s %s", f.Pos, f.Message)
	}
	return t
}

// onThemes runs a test on every theme of the program.
func onThemes(t *testing.T, test func(t *testing.T, th *Theme, name string)) {
	t.Helper()
	for _, one := range themes.All {
		t.Run(one.Name, func(t *testing.T) {
			th, r := loadOver(t, one.Name, nil)
			for _, f := range r.Findings() {
				t.Fatalf("%s %s", f.Pos, f.Message)
			}
			test(t, th, one.Name)
		})
	}
}

func render(tb testing.TB, t *Theme, p *surface.Page) string {
	tb.Helper()
	var out strings.Builder
	if err := t.Render(&out, p); err != nil {
		tb.Fatal(err)
	}
	return out.String()
}

// drawings stand in for charts.
type drawings struct{}

func (drawings) Draw(c block.Chart, _, id string) (chart.Drawing, error) {
	shade := ""
	if c.Type == block.HeatmapChart {
		shade = `<rect fill="#B3312C"></rect><rect fill="#D98F8C"></rect><text fill="#FFFFFF"></text>`
	}
	svg := func(size string) string {
		return fmt.Sprintf(`<svg class="chart-svg" role="img"><title id="%s-%s-t">图（%[2]s）</title>%[3]s</svg>`, id, size, shade)
	}
	return chart.Drawing{Wide: svg("wide"), Phone: svg("phone"), Option: `{"text":"\u003c/script\u003e"}`}, nil
}

func site() *surface.Site {
	return &surface.Site{
		Base: "xiangyang/", Title: "向阳社区居务公开栏", Short: "向阳社区", Unit: "向阳社区居民委员会",
		Description: "公开承诺、居务、财务和评议结果。", Sample: true, Palette: "red", AsOf: "2026年11月22日",
		Supervision: "0000-12345678 转 2",
		Contact:     []block.Fact{{Label: "办公电话", Text: "0000-12345670"}, {Label: "意见箱", Text: "服务大厅东门"}},
		Nav: []block.Link{
			{Text: "首页", Ref: "/"}, {Text: "居务公开", Ref: "/juwu/"}, {Text: "财务公开", Ref: "/caiwu/"}, {Text: "历年公开", Ref: "/archive/"},
		},
		Up: block.Link{Text: "各单位公开栏", Ref: "/../"}, Canonical: "https://example.org/",
	}
}

func content(lead, main, aside []block.Block) func() surface.Content {
	return func() surface.Content { return surface.Content{Lead: lead, Main: main, Aside: aside} }
}

func homePage() *surface.Page {
	return &surface.Page{
		Site: site(), Path: "xiangyang/index.html", Template: "home", Title: "向阳社区居务公开栏",
		Description: "公开承诺、居务、财务和评议结果。", Current: "/",
		Content: content([]block.Block{figures(4)}, []block.Block{columns()}, []block.Block{cards(3), cards(0)}),
	}
}

func sectionPage(main ...block.Block) *surface.Page {
	return &surface.Page{
		Site: site(), Path: "xiangyang/caiwu/index.html", Template: "section", Title: "财务公开",
		Description: "每月收入、支出和结余。", Current: "/caiwu/", Crumbs: []block.Link{{Text: "首页", Ref: "/"}},
		Next: block.Link{Text: "下一页", Ref: "/caiwu/page/2/"}, Pager: "第 1 / 2 页", Content: content([]block.Block{figures(1)}, main, nil),
	}
}

func recordPage(main ...block.Block) *surface.Page {
	return &surface.Page{
		Site: site(), Path: "xiangyang/caiwu/2026-10/index.html", Template: "record", Title: "2026年10月财务收支公开",
		Description: "10月收入29,740.00元。", Current: "/caiwu/", Crumbs: []block.Link{{Text: "首页", Ref: "/"}, {Text: "财务公开", Ref: "/caiwu/"}},
		Date: "2026年11月12日", Badge: block.Badge{Text: "剩 4 天", Tone: block.Attention}, Tags: []string{"财务公开", "2026年"},
		Prev: block.Link{Text: "2026年9月财务收支公开", Ref: "/caiwu/2026-09/"}, Content: content(nil, main, nil),
	}
}

func archivePage() *surface.Page {
	return &surface.Page{
		Site: site(), Path: "xiangyang/archive/index.html", Template: "archive", Title: "历年公开", Current: "/archive/",
		Crumbs: []block.Link{{Text: "首页", Ref: "/"}}, Content: content(nil, []block.Block{years()}, nil),
	}
}

func portalPage() *surface.Page {
	s := &surface.Site{Title: "公开栏", Short: "公开栏", Unit: "各单位公开栏", Palette: "red", AsOf: "2026年11月22日", Nav: []block.Link{{Text: "首页", Ref: "/"}}}
	f := figures(3)
	f.Head = block.Head{Title: "向阳社区居务公开栏", Note: "公开承诺、居务、财务和评议结果。", More: block.Link{Text: "进入向阳社区", Ref: "/xiangyang/"}}
	return &surface.Page{Site: s, Path: "index.html", Template: "portal", Title: "公开栏", Current: "/", Content: content(nil, []block.Block{f}, nil)}
}

func notFoundPage() *surface.Page {
	return &surface.Page{Site: site(), Path: "xiangyang/404.html", Template: "notfound", Title: "没有这一页", Content: content(nil, []block.Block{cards(2)}, nil)}
}

func redirectPage() *surface.Page {
	return &surface.Page{
		Site: site(), Path: "xiangyang/jiu/1/index.html", Template: "redirect", Title: "2026年10月财务收支公开",
		Redirect: "/caiwu/2026-10/", Content: content(nil, nil, nil),
	}
}

func prose() block.Prose {
	return block.Prose{Head: block.Head{Note: "来源：居民代表会议记录"}, Markup: block.Markup{
		Parts: []string{`<p>详见<a href="`, `">10月财务公开</a>和<a href="`, `">附件</a>。</p>`}, Refs: []block.Ref{"/caiwu/2026-10/", "/caiwu/jiejia.pdf"},
	}}
}

func facts() block.Facts {
	return block.Facts{Head: block.Head{Title: "基本情况"}, Facts: []block.Fact{
		{Label: "公示期", Text: "2026年11月17日 至 2026年11月26日（7个工作日）", Badge: block.Badge{Text: "剩 4 天", Tone: block.Attention}},
		{Label: "依据", Text: "社会救助办理有关规定", Ref: "https://example.org/guiding"},
		{Label: "异议电话", Text: "0000-12345678", Ref: "tel:000012345678"},
	}}
}

func figures(n int) block.Figures {
	all := []block.Figure{
		{Label: "10月末结余", Value: "1,086,412.35", Unit: "元", Change: "3,120.00 较9月末", Trend: 1, Ref: "/caiwu/2026-10/"},
		{Label: "承诺兑现", Value: "9", Unit: "/ 12 项", Note: "1 项逾期 6 天", Tone: block.Bad},
		{Label: "群众满意率", Value: "94.6", Unit: "%", Change: "0.8 个百分点 较9月", Trend: -1, Tone: block.Attention, Note: "满意的票 195 ÷ 有效票 206"},
		{Label: "按时公开", Value: "23", Unit: "/ 24 项", Change: "与上月持平", Tone: block.Good},
		{Label: "正在公示", Value: "4", Unit: "项"},
		{Label: "已答复意见", Value: "31", Unit: "条"},
		{Label: "办结", Value: "30", Unit: "条"},
	}
	return block.Figures{Head: block.Head{Role: block.Headline}, Figures: all[:n]}
}

// ledger is a table with more columns than a phone has room for.
func ledger(rows int) block.Table {
	t := block.Table{Caption: "2026年10月收支明细", Unit: "元", Columns: []block.Column{
		{Title: "日期"},
		{Title: "凭证号"},
		{Title: "科目"},
		{Title: "摘要"},
		{Title: "收入", Align: block.End},
		{Title: "支出", Align: block.End},
		{Title: "结余", Align: block.End},
		{Title: "经手人"},
	}}
	for i := range rows {
		t.Rows = append(t.Rows, []block.Cell{
			block.Text(fmt.Sprintf("2026-10-%02d", i+1)), block.Text(fmt.Sprintf("记-10%02d", i+1)), block.Text("环境卫生"),
			{Text: "垃圾分类站点9月保洁服务费", Ref: "/caiwu/baojie.pdf"},
			{},
			block.Number("5,600.00", 5600),
			block.Number("105,998.55", 105998.55), block.Text("郑文斌"),
		})
	}
	strong := func(text string) block.Cell { return block.Cell{Text: text, Strong: true} }
	t.Foot = [][]block.Cell{{strong("合计"), {}, {}, {}, strong("29,740.00"), strong("28,149.60"), strong("86,412.35"), {}}}
	return t
}

// ranking is a table that fits on a phone without its minor columns.
func ranking() block.Table {
	return block.Table{
		Head: block.Head{Title: "10月综合得分", Note: "综合 = 群众评议 50% + 党员互评 20% + 领导点评 30%"},
		Columns: []block.Column{
			{Title: "名次", Align: block.Center},
			{Title: "对象"},
			{Title: "群众评议", Align: block.End, Minor: true},
			{Title: "党员互评", Align: block.End, Minor: true},
			{Title: "综合", Align: block.End},
			{Title: "星级", Align: block.Center},
		},
		Rows: [][]block.Cell{
			{block.Text("1"), block.Text("民政服务窗口"), block.Number("95.90", 95.9), block.Number("95.60", 95.6), {Text: "95.78", Number: 95.78, HasNumber: true, Strong: true}, block.Text("★★★★★")},
			{block.Text("2"), {Text: "卫生健康站", Badge: block.Badge{Text: "整改中", Tone: block.Attention}}, block.Number("83.95", 83.95), block.Number("84.19", 84.19), {Text: "84.61", Number: 84.61, HasNumber: true, Strong: true}, block.Text("★★★")},
		},
	}
}

func columns() block.Chart {
	return block.Chart{
		Head: block.Head{Role: block.Headline, Title: "近2个月收支", Note: "各期已核对", More: block.Link{Text: "财务公开", Ref: "/caiwu/"}},
		Type: block.ColumnChart, Desc: "9月收入 44,604.93 元，10月收入 29,740.00 元。",
		Table: block.Table{
			Unit: "元", Columns: []block.Column{{Title: "期间"}, {Title: "收入", Align: block.End}, {Title: "支出", Align: block.End}},
			Rows: [][]block.Cell{
				{{Text: "9月", Ref: "/caiwu/2026-09/"}, block.Number("44,604.93", 44604.93), block.Number("32,176.07", 32176.07)},
				{{Text: "10月", Ref: "/caiwu/2026-10/"}, block.Number("29,740.00", 29740), block.Number("28,149.60", 28149.6)},
			},
		},
		Series: []block.Series{{Column: 1, Hue: block.IncomeHue}, {Column: 2, Hue: block.ExpenseHue}},
		Source: []block.Link{{Text: "9月财务公开", Ref: "/caiwu/2026-09/"}, {Text: "10月财务公开", Ref: "/caiwu/2026-10/"}},
	}
}

func cards(n int) block.Cards {
	c := block.Cards{Head: block.Head{Title: "正在公示", More: block.Link{Text: "全部", Ref: "/juwu/"}}, Empty: "今天没有正在公示的事项。"}
	for i := range n {
		c.Cards = append(c.Cards, block.Card{
			Title: "锦绣园消防通道划线和道闸更新中选单位公示", Ref: block.Ref(fmt.Sprintf("/juwu/%d/", i)), Date: "11-20",
			Badge: block.Badge{Text: "明日结束", Tone: block.Attention}, Text: "三家报价，最低价中选。",
		})
	}
	return c
}

// years are cards without dates.
func years() block.Cards {
	return block.Cards{Head: block.Head{Title: "按年查阅"}, Cards: []block.Card{{Title: "2026年", Ref: "/archive/2026/", Text: "共 80 条"}, {Title: "2025年", Ref: "/archive/2025/"}}}
}

func callout() block.Callout {
	return block.Callout{Tone: block.Attention, Text: "正在公示，2026年11月26日截止。"}
}

func signatures() block.Signatures {
	return block.Signatures{Head: block.Head{Role: block.Appendix, Title: "审核签字"}, Signatures: []block.Signature{
		{Role: "经手人", Name: "马晓东", Date: "2026年11月10日"}, {Role: "民主理财小组", Name: "黄秀英、徐建平、高桂珍"}, {Role: "会计"},
	}}
}

func steps(n int) block.Steps {
	all := []block.Step{
		{Title: "申请", Who: "居民本人", Time: "当日", Text: "带身份证和户口簿，到综合窗口填表。"},
		{Title: "入户核查", Who: "网格员2人以上", Time: "7个工作日", Badge: block.Badge{Text: "进行中", Tone: block.Attention}, Ref: "/banshi/hecha/"},
		{Title: "公示", Time: "7个工作日"},
		{Title: "审批", Who: "街道民政办"},
		{Title: "发放", Badge: block.Badge{Text: "未开始"}},
		{Title: "回访"},
	}
	return block.Steps{Head: block.Head{Title: "办理流程", Note: "承诺 20 个工作日。"}, Steps: all[:n]}
}

func date(year, month, day int) value.Date {
	d, err := value.NewDate(year, month, day)
	if err != nil {
		panic(err)
	}
	return d
}

func schedule() block.Schedule {
	share := func(n int) *int { return &n }
	return block.Schedule{Head: block.Head{Title: "推进安排", Note: "完成比例每月报送。"}, Caption: "2026年活动安排", AsOf: date(2026, 11, 22), Spans: []block.Span{
		{Title: "动员部署", From: date(2026, 3, 1), To: date(2026, 4, 15), Badge: block.Badge{Text: "已完成", Tone: block.Good}, Share: share(100)},
		{Title: "动员大会", Level: 1, From: date(2026, 3, 28), To: date(2026, 3, 28), Ref: "/huodong/dahui/"},
		{Title: "组织实施", From: date(2026, 4, 16), To: date(2026, 12, 10), Text: "按月报送，按季通报。"},
		{Title: "窗口标识", Level: 2, From: date(2026, 5, 5), To: date(2026, 10, 31), Badge: block.Badge{Text: "逾期 22 天", Tone: block.Bad}, Share: share(60)},
		{Title: "总结评议", From: date(2026, 12, 1), To: date(2027, 1, 31), Share: share(0)},
		{Title: "档案归集", Level: 1},
	}}
}

func people(n int) block.People {
	all := []block.Person{
		{Name: "张立新", Post: "党总支书记、主任", Unit: "社区党总支", Number: "XY-001", Phone: "0000-12345678 转 2", Photo: "/zhang.jpg", Marks: []block.Badge{{Text: "党员"}, {Text: "示范岗", Tone: block.Good}}, Ref: "/renyuan/zhang/"},
		{Name: "欧阳秀英", Post: "民政专干", Duties: []string{"低保受理", "高龄津贴"}, Text: "承诺：材料齐全的当场受理。"},
	}
	return block.People{Head: block.Head{Title: "亮身份"}, People: all[:n]}
}

func tree() block.Tree {
	return block.Tree{Head: block.Head{Title: "领导小组"}, Roots: []block.Node{{
		Title: "张立新", Role: "组长", Text: "党总支书记、主任", Ref: "/renyuan/zhang/", Children: []block.Node{
			{Title: "综合协调组", Badge: block.Badge{Text: "2 人"}, Children: []block.Node{{Title: "徐建平", Role: "成员"}, {Title: "高桂珍", Role: "成员"}}},
			{Title: "监督评议组"},
		},
	}}}
}
