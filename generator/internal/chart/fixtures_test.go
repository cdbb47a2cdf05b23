package chart

import (
	"fmt"
	"strings"

	"gongkai/generator/internal/block"
)

// table makes a table out of lines of cells divided by spaces. The first column
// holds names, the others numbers; "-" is a cell without one.
func table(unit, heads string, lines ...string) block.Table {
	t := block.Table{Unit: unit}
	for head := range strings.FieldsSeq(heads) {
		t.Columns = append(t.Columns, block.Column{Title: head})
	}
	for _, l := range lines {
		var row []block.Cell
		for i, text := range strings.Fields(l) {
			var n float64
			if _, err := fmt.Sscan(strings.ReplaceAll(text, ",", ""), &n); i == 0 || err != nil {
				row = append(row, block.Text(text))
				continue
			}
			row = append(row, block.Number(text, n))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// chartOf makes a chart of all columns after the first.
func chartOf(kind block.ChartType, title string, t block.Table) block.Chart {
	c := block.Chart{Head: block.Head{Title: title}, Type: kind, Desc: title + "，数字见下表。", Table: t}
	for i := range t.Columns[1:] {
		c.Series = append(c.Series, block.Series{Column: i + 1})
	}
	return c
}

var accounts = table("元", "月份 收入 支出",
	"2025年9月 21,800.00 19,650.00", "2025年10月 25,100.50 22,300.00", "2025年11月 23,000.00 21,150.00",
	"2025年12月 20,180.00 18,420.00", "2026年1月 27,310.00 24,000.00", "2026年2月 31,620.00 25,710.00",
	"2026年3月 24,030.00 24,880.00", "2026年4月 22,200.00 23,100.00", "2026年5月 28,300.00 24,000.00",
	"2026年6月 33,450.00 30,020.00", "2026年7月 25,680.00 23,110.00", "2026年8月 24,000.00 25,700.00",
	"2026年9月 30,010.00 26,540.00", "2026年10月 27,300.00 24,180.00")

func incomeAndExpense(kind block.ChartType) block.Chart {
	c := chartOf(kind, "近14个月收支", accounts)
	c.Series[0].Hue, c.Series[1].Hue = block.IncomeHue, block.ExpenseHue
	return c
}

func scores() block.Chart {
	c := chartOf(block.LineChart, "各窗口综合得分", table("分", "月份 民政服务窗口 综合受理窗口 养老服务站 卫生健康站",
		"2026年5月 93.1 92.0 90.2 88.0", "2026年6月 94.0 92.2 90.0 88.8", "2026年7月 93.6 91.5 - 89.0",
		"2026年8月 94.2 92.8 91.0 88.1", "2026年9月 95.0 93.0 90.8 89.9", "2026年10月 94.4 93.3 91.4 89.5"))
	return c
}

func donut() block.Chart {
	c := chartOf(block.DonutChart, "10月支出构成", table("元", "科目 金额",
		"公益事业支出 9,860.00", "环境卫生与绿化养护 6,320.50", "办公费 3,150.00", "水电费 2,480.00", "活动经费 1,750.00", "其他 619.50"))
	c.Table.Foot = [][]block.Cell{{block.Text("合计"), block.Number("24,180.00", 24180)}}
	return c
}

func gauge() block.Chart {
	c := chartOf(block.GaugeChart, "10月群众满意率", table("%", "项目 满意率", "群众满意率 94.6"))
	c.Max = 100
	return c
}

func radarOf() block.Chart {
	c := chartOf(block.RadarChart, "三个窗口的四项得分", table("分", "窗口 服务态度 办事效率 政策熟悉 环境秩序",
		"民政服务窗口 96 93 94 91", "综合受理窗口 90 95 88 93", "养老服务站 94 86 90 89"))
	c.Max = 100
	return c
}

// days is an activity calendar of forty days.
func days() block.Chart {
	var lines []string
	for i := range 40 {
		lines = append(lines, fmt.Sprintf("2026-%02d-%02d %d", i*11/40+1, i*11%28+1, i*i*7%11%4+1))
	}
	return chartOf(block.CalendarChart, "2026年活动日历", table("次", "日期 次数", lines...))
}

// fixtures are one chart of each type, and the awkward ones.
func fixtures() map[string]block.Chart {
	single := chartOf(block.ColumnChart, "各月接待群众", table("人次", "月份 人次",
		"1月 120", "2月 96", "3月 143", "4月 160", "5月 155", "6月 171"))
	balance := chartOf(block.LineChart, "月末结余", table("元", "月份 结余",
		"2026年5月 71,200.00", "2026年6月 74,630.00", "2026年7月 77,200.00", "2026年8月 75,500.00", "2026年9月 83,292.35", "2026年10月 86,412.35"))
	return map[string]block.Chart{
		"column": incomeAndExpense(block.ColumnChart), "column-single": single,
		"column-negative": chartOf(block.ColumnChart, "各季度盈亏", table("元", "季度 盈亏", "一季度 1,200", "二季度 -860", "三季度 430", "四季度 -1,500")),
		"column-names":    chartOf(block.ColumnChart, "各窗口满意票", table("票", "窗口 很满意 满意", "民政服务窗口 88 40", "社区综合受理窗口 75 51", "养老服务站 66 20", "卫生健康站 80 33", "物业协调窗口 41 60")),
		"column-one":      chartOf(block.ColumnChart, "只有一个月", table("元", "月份 收入 支出", "2026年10月 27,300.00 24,180.00")),
		"stacked":         chartOf(block.StackedChart, "各季度补贴", table("人", "季度 高龄补贴 低保 临时救助", "一季度 120 64 8", "二季度 126 63 15", "三季度 131 61 11", "四季度 138 60 6")),
		"bar":             chartOf(block.BarChart, "各窗口综合得分", table("分", "窗口 得分", "民政服务窗口 94.4", "综合受理窗口 93.3", "养老服务站 91.4", "卫生健康站 89.5", "网格管理办公室（含城市管理联络站） 88.7", "物业协调窗口 86.2")),
		"bar-negative":    chartOf(block.BarChart, "各项目增减", table("元", "项目 增减", "场地租金 3,200.00", "停车费 -1,150.00", "捐赠 820.00")),
		"stackedbar":      chartOf(block.StackedBar, "各窗口评议票", table("票", "窗口 很满意 满意 基本满意 不满意", "民政服务窗口 120 66 15 5", "综合受理窗口 101 70 25 10", "养老服务站 95 60 40 11", "卫生健康站 80 76 33 17")),
		"line":            scores(), "line-money": balance,
		"line-one": chartOf(block.LineChart, "只有一次评议", table("分", "月份 得分", "2026年10月 94.4")),
		"donut":    donut(), "gauge": gauge(), "radar": radarOf(), "calendar": days(),
		"heatmap":        chartOf(block.HeatmapChart, "各网格月度走访", table("户", "网格 5月 6月 7月 8月 9月 10月", "第一网格 12 15 9 14 20 18", "第二网格 8 10 11 - 13 16", "第三网格 22 19 25 24 21 28", "第四网格 5 7 6 9 8 10")),
		"waterfall":      chartOf(block.WaterfallChart, "10月结余变动", table("元", "项目 金额", "上月结余 83,292.35", "上级拨款 18,000.00", "场地租金 9,300.00", "公益事业 -9,860.00", "环境卫生 -6,320.50", "办公水电 -5,630.00", "其他 -2,369.50", "本月结余 86,412.35")),
		"waterfall-zero": chartOf(block.WaterfallChart, "跨过零线", table("元", "项目 金额", "年初 -2,000", "拨款 5,000", "支出 -4,500", "年末 -1,500")),
	}
}
