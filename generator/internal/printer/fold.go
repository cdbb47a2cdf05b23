package printer

import (
	"bytes"
	"fmt"
	"os"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// leaf is how many pages a sheet of a booklet has, when it is folded in the middle.
const leaf = 4

// Fold makes of a PDF with pages of A5 one that gives a booklet: two pages side by side on lying A4, printed on
// both sides, flipped on the short edge, folded and stapled in the middle.
func Fold(in, out string) error {
	data, err := os.ReadFile(in)
	if err != nil {
		return err
	}
	if data, err = folded(data); err != nil {
		return fmt.Errorf("%s: %w", in, err)
	}
	return os.WriteFile(out, data, 0o644)
}

func folded(pdf []byte) ([]byte, error) {
	api.DisableConfigDir() // it would write settings into the home folder
	conf := model.NewDefaultConfiguration()
	pages, err := api.PageCount(bytes.NewReader(pdf), conf)
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	for ; pages%leaf != 0; pages++ {
		buf.Reset()
		if err := api.InsertPages(bytes.NewReader(pdf), &buf, []string{strconv.Itoa(pages)}, false, nil, conf); err != nil {
			return nil, err
		}
		pdf = bytes.Clone(buf.Bytes())
	}
	buf.Reset()
	if err := api.Collect(bytes.NewReader(pdf), &buf, foldOrder(pages), conf); err != nil {
		return nil, err
	}
	twoUp, err := api.PDFNUpConfig(2, "formsize:A4L, border:off, margin:0", conf)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = api.NUp(bytes.NewReader(buf.Bytes()), &out, nil, nil, twoUp, conf)
	return out.Bytes(), err
}

// foldOrder is the order in which pages stand on the sheets, from the outer one to the innermost: of each
// sheet first the side that is outside, with the earlier page on its right.
func foldOrder(pages int) []string {
	var out []string
	for first := 1; first < pages/2+1; first += 2 {
		last := pages + 1 - first
		for _, p := range []int{last, first, first + 1, last - 1} {
			out = append(out, strconv.Itoa(p))
		}
	}
	return out
}
