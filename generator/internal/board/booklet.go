package board

import (
	"strings"

	"gongkai/generator/internal/diag"
)

var errChapter = diag.Define("GK0380", diag.Error, "手册里的“%[1]s”不是栏目。", "%[2]s可以写：%[3]s。")

// readBooklet finds the sections that board.yaml wants in the booklet.
func (b *Board) readBooklet(report *diag.Report) {
	for _, name := range b.Booklet {
		if s := b.sectionNamed(string(name)); s != nil {
			b.Chapters = append(b.Chapters, s)
			continue
		}
		all := b.sectionTitles()
		report.Add(errChapter.At(b.At("booklet"), name, diag.DidYouMean(string(name), all), strings.Join(all, "、")))
	}
}
