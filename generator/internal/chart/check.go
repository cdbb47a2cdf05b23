package chart

import (
	"math"
	"time"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
)

// maxRows is how many rows a chart may have: the days of a leap year.
const maxRows = 366

var (
	errType     = diag.Define("GK0501", diag.Error, "图表类型“%[1]s”不认识", "请改用柱形图、条形图、折线图、环形图等已有的类型")
	errColumns  = diag.Define("GK0502", diag.Error, "图表“%[1]s”没有可以画的数字列", "请至少指定一列数字，并确认表格中有这一列")
	errEmpty    = diag.Define("GK0503", diag.Error, "图表“%[1]s”的表格里没有数字", "请先填写数字；还没有数据时不要放这张图")
	errRows     = diag.Define("GK0504", diag.Error, "图表“%[1]s”有 %[2]d 行，超过了 366 行", "请按月或按季度汇总后再画")
	errNumber   = diag.Define("GK0505", diag.Error, "图表“%[1]s”中“%[2]s”的“%[3]s”不是有限的数字", "请检查这一格是怎样算出来的，除数是否为零")
	errSingle   = diag.Define("GK0506", diag.Error, "图表“%[1]s”只能画一列数字，却给了 %[2]d 列", "请只留一列，或者改用柱形图")
	errNegative = diag.Define("GK0507", diag.Error, "环形图“%[1]s”中“%[2]s”是负数 %[3]s", "环形图表示整体的各部分，不能有负数：请改用条形图")
	errZero     = diag.Define("GK0508", diag.Error, "环形图“%[1]s”各项之和为零", "没有整体就没有占比：请改用表格，或者不放这张图")
	errNoMax    = diag.Define("GK0509", diag.Error, "仪表图“%[1]s”没有满值", "请给出满值，例如百分比的满值是 100")
	errBeyond   = diag.Define("GK0510", diag.Error, "图表“%[1]s”中“%[2]s”是 %[3]s，不在 %[4]s 到 %[5]s 之间", "请检查这个数字，或者修改满值")
	errAxes     = diag.Define("GK0511", diag.Error, "雷达图“%[1]s”只有 %[2]d 项指标", "雷达图至少要有 3 项指标：请改用柱形图")
	errDate     = diag.Define("GK0512", diag.Error, "日历图“%[1]s”中“%[2]s”不是日期", "请写成 2026-10-05 这样的日期")
	errTwice    = diag.Define("GK0513", diag.Error, "日历图“%[1]s”中 %[2]s 出现了两次", "请把同一天的数字合并成一行")
	errSteps    = diag.Define("GK0514", diag.Error, "瀑布图“%[1]s”少了期初或期末", "第一行写期初，最后一行写期末，中间写增减")
	errGap      = diag.Define("GK0515", diag.Error, "瀑布图“%[1]s”中“%[2]s”没有数字", "瀑布图的每一步都要有数字，没有变化请写 0")
	errSum      = diag.Define("GK0516", diag.Error, "瀑布图“%[1]s”不平：期初加各项增减是 %[2]s，期末却是 %[3]s", "请核对期初、各项增减和期末")
)

// Refused says why a chart cannot be drawn. Its Message and Hint are for the
// author; the place is for the caller to fill in, who knows it.
type Refused struct{ diag.Finding }

// Error returns what is wrong.
func (r *Refused) Error() string { return r.Message }

func refuse(d *diag.Def, args ...any) error { return &Refused{d.At(diag.Pos{}, args...)} }

// Check returns a [*Refused] for a chart that cannot be drawn, or that would say
// something that its table does not.
func Check(c block.Chart) error {
	name := clean(c.Title)
	if name == "" {
		name = names[c.Type]
	}
	if names[c.Type] == "" {
		return refuse(errType, string(c.Type))
	}
	if err := checkTable(c, name); err != nil {
		return err
	}
	switch c.Type {
	case block.DonutChart:
		return checkDonut(c, name)
	case block.GaugeChart:
		return checkGauge(c, name)
	case block.RadarChart:
		return checkRadar(c, name)
	case block.CalendarChart:
		return checkCalendar(c, name)
	case block.WaterfallChart:
		return checkWaterfall(c, name)
	}
	return nil
}

// checkTable checks what all charts need: columns that are there, and numbers.
func checkTable(c block.Chart, name string) error {
	columns := len(c.Table.Columns)
	if len(c.Series) == 0 || c.Label < 0 || c.Label >= columns {
		return refuse(errColumns, name)
	}
	for _, s := range c.Series {
		if s.Column < 0 || s.Column >= columns {
			return refuse(errColumns, name)
		}
	}
	if len(c.Table.Rows) > maxRows {
		return refuse(errRows, name, len(c.Table.Rows))
	}
	found := false
	for _, row := range c.Table.Rows {
		if len(row) != columns {
			return refuse(errColumns, name)
		}
		for _, s := range c.Series {
			cell := row[s.Column]
			if cell.HasNumber && (math.IsNaN(cell.Number) || math.IsInf(cell.Number, 0)) {
				return refuse(errNumber, name, cellText(row[c.Label]), clean(c.Table.Columns[s.Column].Title))
			}
			found = found || cell.HasNumber
		}
	}
	if !found {
		return refuse(errEmpty, name)
	}
	return nil
}

// checkSingle checks that there is one series, and calls each for its numbers.
func checkSingle(c block.Chart, name string, each func(label string, cell block.Cell) error) error {
	if len(c.Series) != 1 {
		return refuse(errSingle, name, len(c.Series))
	}
	for _, row := range c.Table.Rows {
		if err := each(cellText(row[c.Label]), row[c.Series[0].Column]); err != nil {
			return err
		}
	}
	return nil
}

func checkDonut(c block.Chart, name string) error {
	sum := 0.0
	err := checkSingle(c, name, func(label string, cell block.Cell) error {
		if cell.HasNumber && cell.Number < 0 {
			return refuse(errNegative, name, label, cellText(cell))
		}
		sum += cell.Number
		return nil
	})
	if err == nil && sum == 0 {
		return refuse(errZero, name)
	}
	return err
}

func checkGauge(c block.Chart, name string) error {
	if len(c.Series) != 1 {
		return refuse(errSingle, name, len(c.Series))
	}
	if !(c.Max > 0) {
		return refuse(errNoMax, name)
	}
	first := c.Table.Rows[0]
	cell := first[c.Series[0].Column]
	if !cell.HasNumber {
		return refuse(errEmpty, name)
	}
	return checkWithin(c, name, cellText(first[c.Label]), cell)
}

// checkWithin checks that a number is on the scale, if the scale is given.
func checkWithin(c block.Chart, name, label string, cell block.Cell) error {
	if cell.HasNumber && c.Max > 0 && (cell.Number < 0 || cell.Number > c.Max) {
		return refuse(errBeyond, name, label, cellText(cell), printed(0), printed(c.Max))
	}
	return nil
}

func checkRadar(c block.Chart, name string) error {
	if len(c.Series) < 3 {
		return refuse(errAxes, name, len(c.Series))
	}
	for _, row := range c.Table.Rows {
		for _, s := range c.Series {
			if err := checkWithin(c, name, cellText(row[c.Label]), row[s.Column]); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkCalendar(c block.Chart, name string) error {
	seen := map[string]bool{}
	return checkSingle(c, name, func(label string, _ block.Cell) error {
		if _, err := time.Parse(time.DateOnly, label); err != nil {
			return refuse(errDate, name, label)
		}
		if seen[label] {
			return refuse(errTwice, name, label)
		}
		seen[label] = true
		return nil
	})
}

// checkWaterfall adds up. Half a cent is the noise of numbers that are for
// drawing only.
func checkWaterfall(c block.Chart, name string) error {
	if len(c.Table.Rows) < 2 {
		return refuse(errSteps, name)
	}
	sum, level, steps := 0.0, 0.0, 0
	err := checkSingle(c, name, func(label string, cell block.Cell) error {
		if !cell.HasNumber {
			return refuse(errGap, name, label)
		}
		if steps++; steps < len(c.Table.Rows) {
			sum += cell.Number
		}
		level = cell.Number
		return nil
	})
	if err == nil && math.Abs(sum-level) > 0.005 {
		return refuse(errSum, name, printed(round(sum, 2)), printed(round(level, 2)))
	}
	return err
}
