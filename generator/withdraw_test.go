package generator

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"io"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/tools/txtar"
)

// endingBoard has a record of every kind that can be on notice, and of every way to withdraw it. All notices run until
// 23 November 2026. What may not be seen afterwards has zq in it.
const endingBoard = `
-- board.yaml --
名称: 期满公开栏
单位: 期满社区居民委员会
监督电话: 0000-12345678
示例: 是
单位名录: [服务一组, 服务二组]
活动体系:
  - {名称: 评议, 条目: [群众评议, 领导点评]}
条屏:
  - {名称: 门头条屏, 最长: 84字}
期满:
  评选表彰: 概要
  竞赛比武: 撤下
公开目录:
  - {事项: 名单公示, 栏目: 惠民补贴, 周期: 每月, 时限: 期末, 起始期: 2026-11, 渠道: [公开栏]}
  - {事项: 竞赛结果, 栏目: 竞赛比武, 周期: 每月, 时限: 期末, 起始期: 2026-10, 渠道: [公开栏]}
-- 张贴记录.md --
---
标题: 张贴记录
---

| 记录 | 版本 | 张贴地点 | 张贴日期 | 撤下日期 | 经手人 | 照片 |
| ---- | ---- | -------- | -------- | -------- | ------ | ---- |
| buzhu/mingdan.md |  | 大厅 | 2026-11-16 | 2026-11-20 | 何静 | buzhu/zqzhaopian.svg |
-- buzhu/_index.md --
---
标题: 惠民补贴
类型: benefit
---
-- buzhu/mingdan.md --
---
标题: 十一月低保名单公示
日期: 2026-11-16
编号: 低公〔2026〕1号
项目: 最低生活保障
期间: 2026-11
环节: 批后公示
公示起: 2026-11-16
公示止: 2026-11-23
摘要: 名单摘要zqa
标签: [标签zqB]
来源: 来源zqc
责任人: 责任人zqd
审核人: 审核人zqF
更正: 2026-11-17 更正zqG
异议件数: 1
异议处理: 异议处理zqe
附件: [zqfujian.txt, zqfujian.zip]
条目: 群众评议
---

正文zqf，见[表](zqtu.svg)。

| 户主   | 单位 | 人口 | 金额 |
| ------ | ---- | ---: | ---: |
| 贾*zqg | 小区 |    2 | 1,140.00 |
-- buzhu/fafang.md --
---
标题: 十一月低保发放
日期: 2026-11-16
项目: 最低生活保障
期间: 2026-11
公示起: 2026-11-16
公示止: 2026-11-23
---

发放正文zqh。

| 类别 | 应发人数 | 实发人数 | 金额 |
| ---- | -------: | -------: | ---: |
| 全额 | 22 | 22 | 13,640.00 |

| 户主   | 人口 |
| ------ | ---: |
| 薛*zqi |    2 |
-- buzhu/zqfujian.txt --
附件内容zqj
-- buzhu/zqtu.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>图zqk</text></svg>
-- buzhu/zqzhaopian.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>照片zql</text></svg>
-- juwu/_index.md --
---
标题: 居务公开
类型: affairs
---
-- juwu/cexia.md --
---
标题: 撤下的事项zqm
日期: 2026-11-16
类别: 类别zqn
决定: 决定zqo
公示起: 2026-11-16
公示止: 2026-11-23
期满: 撤下
单位: 服务一组
附件: [zqbiao.csv]
---

正文zqp
-- juwu/zqbiao.csv --
姓名,金额
史zqq,1
-- juwu/baoliu.md --
---
标题: 保留的事项
日期: 2026-11-16
类别: 工程
公示起: 2026-11-16
公示止: 2026-11-23
审核人: [何静, 马晓东]
更正: 2026-11-18 起始日期误写为17日。
---

一直留着的正文。另见[那一件](cexia.md)。
-- juwu/qita.md --
---
标题: 别的事项
日期: 2026-11-10
类别: 工程
公示起: 2026-11-10
公示止: 2026-11-12
附件: [zqbiao.csv]
---

引用了别人的附件。
-- biaozhang/_index.md --
---
标题: 评选表彰
类型: honor
条目: 领导点评
---
-- biaozhang/biaobing.md --
---
标题: 服务标兵公示
日期: 2026-11-16
期间: 2026年下半年
称号: 服务标兵
对象类型: 个人
名额: 2
本单位内部评比: 是
命名单位: 期满社区
公示起: 2026-11-16
公示止: 2026-11-23
---

| 对象  | 推荐单位 | 票数 | 结果 | 事迹    |
| ----- | -------- | ---: | ---- | ------- |
| 甄zqr | 服务一组 |   20 | 入选 | 事迹zqs |
| 霍zqt | 服务二组 |   10 | 未入选 |       |
-- jingsai/_index.md --
---
标题: 竞赛比武
类型: contest
条目: 领导点评
---
-- jingsai/bisai.md --
---
标题: 十月竞赛zqu
日期: 2026-11-16
期间: 2026-10
竞赛: 岗位练兵
对象类型: 个人
公示起: 2026-11-16
公示止: 2026-11-23
---

| 对象  | 单位     | 服务 | 业务 |
| ----- | -------- | ---: | ---: |
| 封zqv | 服务一组 |   41 |   37 |
| 秦zqw | 服务二组 |   33 |   29 |
| 冷zqx | 服务二组 |   31 |   28 |
-- jingsai/ba.md --
---
标题: 2026-08竞赛
日期: 2026-11-10
期间: 2026-08
竞赛: 岗位练兵
对象类型: 个人
---

| 对象  | 单位     | 服务 | 业务 |
| ----- | -------- | ---: | ---: |
| 何静 | 服务一组 |   40 |   37 |
| 黎明 | 服务二组 |   33 |   29 |
-- jingsai/jiu.md --
---
标题: 2026-09竞赛
日期: 2026-11-10
期间: 2026-09
竞赛: 岗位练兵
对象类型: 个人
---

| 对象  | 单位     | 服务 | 业务 |
| ----- | -------- | ---: | ---: |
| 何静 | 服务一组 |   41 |   37 |
| 黎明 | 服务二组 |   34 |   29 |
-- caiwu/_index.md --
---
标题: 财务公开
类型: finance
---
-- caiwu/ba.md --
---
标题: 2026-08财务
日期: 2026-10-12
期间: 2026-08
期初结余: 0.00
期末结余: 200.00
---

| 日期 | 科目 | 摘要 | 收入 | 支出 |
| ---- | ---- | ---- | ---: | ---: |
| 2026-08-05 | 场地 | 场地收入 | 300.00 |  |
| 2026-08-06 | 办公 | 购买 |  | 100.00 |
-- caiwu/jiu.md --
---
标题: 2026-09财务
日期: 2026-11-02
期间: 2026-09
期初结余: 200.00
期末结余: 500.00
---

| 日期 | 科目 | 摘要 | 收入 | 支出 |
| ---- | ---- | ---- | ---: | ---: |
| 2026-09-05 | 场地 | 场地收入 | 400.00 |  |
| 2026-09-06 | 办公 | 一直公开的账 |  | 100.00 |
-- caiwu/shi.md --
---
标题: 2026-10财务zqD
日期: 2026-11-03
期间: 2026-10
期初结余: 500.00
期末结余: 900.00
失效日期: 2026-11-24
---

| 日期 | 科目 | 摘要 | 收入 | 支出 |
| ---- | ---- | ---- | ---: | ---: |
| 2026-10-05 | 场地 | 场地收入 | 500.00 |  |
| 2026-10-06 | 购置 | 账zqE |  | 100.00 |
-- tongzhi/_index.md --
---
标题: 通知公告
类型: notice
---
-- tongzhi/shixiao.md --
---
标题: 失效的通知zqy
网址名: zqC
日期: 2026-11-16
失效日期: 2026-11-24
旧网址: /jiu/zqz/
---

通知正文zqA
`

// endingMarks are all the marks of endingBoard, and the one in the archive.
func endingMarks() []string {
	return append(regexp.MustCompile(`zq(?:fujian|tu|zhaopian|biao|[a-zA-Z])`).FindAllString(endingBoard, -1), "zqzip")
}

// endingFolder writes the board, with an archive among its attachments.
func endingFolder(t *testing.T) string {
	t.Helper()
	dir := unpack(t, txtar.Parse([]byte(endingBoard)))
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("名单.txt")
	if err == nil {
		_, err = io.WriteString(w, "压缩包里的zqzip\n")
	}
	if err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "buzhu", "zqfujian.zip"), b.Bytes())
	return dir
}

// buildOn builds on a day, and fails on errors.
func buildOn(t *testing.T, source, public, day string) *Report {
	t.Helper()
	report, err := Build(Options{Source: source, Destination: public, Date: day, CacheDir: chartCache})
	if err != nil {
		t.Fatal(err)
	}
	if report.Failed() {
		var b bytes.Buffer
		t.Fatal(report.WriteText(&b, false), b.String())
	}
	return report
}

// decoded returns every text of an output folder by where it stands: names of files, archives unpacked, and whatever
// is written with escapes without them.
func decoded(t *testing.T, public string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for name, data := range readTree(t, public) {
		decode(t, texts, name, data)
	}
	return texts
}

var unicodeEscape = regexp.MustCompile(`\\u[0-9a-fA-F]{4}`)

func decode(t *testing.T, texts map[string]string, name string, data []byte) {
	t.Helper()
	if ext := path.Ext(name); ext == ".zip" || ext == ".xlsx" {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(name, err)
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(name, err)
			}
			inner, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(name, err)
			}
			decode(t, texts, name+"/"+f.Name, inner)
		}
		return
	}
	text := string(data)
	if strings.HasSuffix(name, ".gbk.txt") {
		text, _ = simplifiedchinese.GBK.NewDecoder().String(text)
	}
	text = unicodeEscape.ReplaceAllStringFunc(text, func(s string) string {
		n, _ := strconv.ParseUint(s[2:], 16, 32)
		return string(rune(n))
	})
	texts[name] = name + "\n" + html.UnescapeString(text)
}

// TestNothingRemainsAfterNotice builds on the last day of the notices and on the day after, into the same folder, and
// searches every byte of it.
func TestNothingRemainsAfterNotice(t *testing.T) {
	source, public := endingFolder(t), filepath.Join(t.TempDir(), "public")
	buildOn(t, source, public, "2026-11-23")
	before := decoded(t, public)
	for _, mark := range endingMarks() {
		if len(having(before, mark)) == 0 {
			t.Errorf("%s is nowhere on the last day: the test proves nothing about it", mark)
		}
	}
	const book = "caiwu/data/2026.xlsx/xl/worksheets/sheet1.xml"
	if !strings.Contains(before[book], "zqE") {
		t.Error("the workbook was not taken apart: the test proves nothing about it")
	}
	report := buildOn(t, source, public, "2026-11-24")
	after := decoded(t, public)
	if !strings.Contains(after[book], "一直公开的账") {
		t.Error("the workbook has lost what is still public")
	}
	for _, mark := range endingMarks() {
		for _, name := range having(after, mark) {
			t.Errorf("%s remains in %s", mark, name)
		}
	}
	for name, want := range map[string]string{
		"buzhu/mingdan/index.html":      "批后公示", // with how many
		"buzhu/fafang/index.html":       "13,640.00",
		"juwu/cexia/index.html":         "内容已撤下",
		"jingsai/bisai/index.html":      "内容已撤下",
		"juwu/baoliu/index.html":        "一直留着的正文",
		"biaozhang/biaobing/index.html": "公示期已于2026年11月23日结束",
		"catalogue/index.html":          "按时", // what was withdrawn was published
	} {
		if !strings.Contains(after[name], want) {
			t.Errorf("%s does not say %s", name, want)
		}
	}
	for _, page := range []string{"jingsai/compare/index.html", "jingsai/history/index.html", "caiwu/compare/index.html", "caiwu/history/index.html"} {
		if !strings.Contains(before[page], "10月") || !strings.Contains(after[page], "9月") {
			t.Errorf("%s does not show what is public", page)
		}
		if strings.Contains(after[page], "10月") || strings.Contains(after[page], "购置") {
			t.Errorf("%s still compares what was withdrawn", page)
		}
	}
	if strings.Contains(after["catalogue/index.html"], "逾期 ") {
		t.Error("what was withdrawn counts as never published")
	}
	found := fmt.Sprint(report.Findings)
	if !strings.Contains(found, "GK0244") {
		t.Error("a file that was withdrawn and is used elsewhere is not reported: ", found)
	}
	if whole := decoded(t, buildTo(t, Options{Source: source, Expired: true, Future: true})); len(having(whole, "zqg")) == 0 {
		t.Error("--expired does not show what was withdrawn")
	}
}

func having(texts map[string]string, mark string) (names []string) {
	for name, text := range texts {
		if strings.Contains(text, mark) {
			names = append(names, name)
		}
	}
	return names
}
