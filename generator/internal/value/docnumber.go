package value

import (
	"fmt"
	"regexp"
	"strconv"
)

// DocNumber is the number of an official document: the short name of who issued
// it, the year and the number in the year, as in 国办发〔2017〕47号 (GB/T 9704, rule
// R16). DocNumbers compare with ==.
type DocNumber struct {
	issuer string
	year   int
	number int
}

var (
	docNumber = regexp.MustCompile(`^(\p{Han}*)〔(\d{4})〕([1-9]\d{0,5})号$`)
	// loosely matches what is meant as a document number: the wrong brackets (those
	// of typewriters, of the keyboard, low quotes from converted files), a 第 or
	// zeros before the number, a missing 号.
	looseDocNumber = regexp.MustCompile(`^(\p{Han}*)([〔\[(【〖{<《「『〈„“"])(\d{2}|\d{4})([〕\])】〗}>》」』〉‟”"])第?0*([1-9]\d{0,5})号?$`)
	docPlaceholder = regexp.MustCompile(`[*×Xx○□]|某`)
)

// TypeName returns the Chinese name of the type.
func (DocNumber) TypeName() string { return "文号" }

// Parse reads a document number, with or without its issuer: “国办发〔2017〕47号”. For
// other brackets and small slips the hint of the error is the corrected text.
func (v *DocNumber) Parse(text string) error {
	s := tighten(Normalize(text))
	m := docNumber.FindStringSubmatch(s)
	if m == nil {
		return notDocNumber(s).of("文号", text)
	}
	year, err := yearNumber(m[2])
	if err != nil {
		return err.of("文号", text)
	}
	number, _ := strconv.Atoi(m[3]) // at most six digits
	*v = DocNumber{m[1], year, number}
	return nil
}

// notDocNumber says why a text is not a document number.
func notDocNumber(s string) *Error {
	if docPlaceholder.MatchString(s) {
		return &Error{"里还有没替换的占位符号", "请填写真实的文号，例如“〔2026〕5号”"}
	}
	m := looseDocNumber.FindStringSubmatch(s)
	if m == nil {
		return &Error{"格式不对", "请写成“〔2026〕5号”的样子，前面可以加发文机关代字"}
	}
	issuer, open, year, shut, number := m[1], m[2], m[3], m[4], m[5]
	if len(year) != 4 {
		return &Error{"的年份不是四位", "请把年份写成四位，例如“〔2026〕5号”"}
	}
	fixed := issuer + "〔" + year + "〕" + number + "号"
	if open != "〔" || shut != "〕" {
		return &Error{"的年份没有用六角括号", "请写成“" + fixed + "”"}
	}
	return &Error{"格式不对", "序号前不加“第”和 0，后面写“号”，请写成“" + fixed + "”"}
}

// String formats the document number.
func (v DocNumber) String() string {
	if v.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s〔%d〕%d号", v.issuer, v.year, v.number)
}

// Issuer returns the short name of who issued the document; it may be empty.
func (v DocNumber) Issuer() string { return v.issuer }

// Year returns the year of the document.
func (v DocNumber) Year() int { return v.year }

// IsZero tells whether there is no document number.
func (v DocNumber) IsZero() bool { return v == DocNumber{} }
