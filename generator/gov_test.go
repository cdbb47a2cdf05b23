package generator

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var metaTag = regexp.MustCompile(`<meta name="?([A-Z]\w+)"? content="([^"]*)"`)

// TestGovernmentTags reads the tags of the national standard from pages of a government's website, and finds none on others.
func TestGovernmentTags(t *testing.T) {
	src := t.TempDir()
	config := "名称: 测试局政务公开\n单位: 测试局\n监督电话: 0000-12345678\n示例: 是\n"
	for name, text := range map[string]string{
		"board.yaml":        config + "网站规范: gov\n政府网站: {网站标识码: \"5109030018\", 域名: www.example.gov.cn, 备案号: 测ICP备12345678号}\n",
		"tongzhi/_index.md": "---\n标题: 通知公告\n简介: 测试局的通知。\n栏目类型: 通知公告\n类型: 通知公告\n---\n",
		"tongzhi/a.md":      "---\n标题: 关于停水的通知\n日期: 2026-11-20\n标签: [停水, 通知]\n摘要: 11月24日停水。\n---\n\n内容。\n",
	} {
		writeFile(t, filepath.Join(src, name), []byte(text))
	}
	pages := readTree(t, buildTo(t, Options{Source: src, BaseURL: "https://www.example.gov.cn/"}))
	site := "SiteName=测试局政务公开 SiteDomain=www.example.gov.cn SiteIDCode=5109030018"
	for name, want := range map[string]string{
		"index.html":         site,
		"tongzhi/index.html": site + " ColumnName=通知公告 ColumnDescription=测试局的通知。 ColumnKeywords=通知公告,测试局 ColumnType=通知公告",
		"tongzhi/a/index.html": site + " ColumnName=通知公告 ColumnType=通知公告 ArticleTitle=关于停水的通知 PubDate=2026-11-20 00:00 ContentSource=测试局" +
			" Keywords=停水,通知 Description=11月24日停水。 Url=https://www.example.gov.cn/tongzhi/a/",
	} {
		var got []string
		for _, m := range metaTag.FindAllStringSubmatch(string(pages[name]), -1) {
			got = append(got, m[1]+"="+m[2])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	if !strings.Contains(string(pages["index.html"]), "测ICP备12345678号") {
		t.Error("the foot does not say the ICP number")
	}
	writeFile(t, filepath.Join(src, "board.yaml"), []byte(config))
	for name, data := range readTree(t, buildTo(t, Options{Source: src})) {
		if metaTag.Match(data) {
			t.Errorf("%s has tags, and is no government's page", name)
		}
	}
}
