package value

import "strings"

// Text is a short text of one field or cell, kept as written apart from space
// around it.
type Text string

// TypeName returns the Chinese name of the type.
func (Text) TypeName() string { return "文字" }

// Parse takes any text that is not empty. Full-width characters stay.
func (v *Text) Parse(text string) error {
	text = strings.TrimSpace(text)
	if text == "" {
		return (&Error{Hint: "请填写内容，没有内容时删去这一项"}).of("文字", text)
	}
	*v = Text(text)
	return nil
}

// String returns the text.
func (v Text) String() string { return string(v) }

// IsZero tells whether there is no text.
func (v Text) IsZero() bool { return v == "" }

// Bool is a yes or a no.
type Bool bool

// TypeName returns the Chinese name of the type.
func (Bool) TypeName() string { return "是否" }

// Parse reads 是 and 否, 有 and 无, ticks and crosses, true and false.
func (v *Bool) Parse(text string) error {
	switch strings.ToLower(Normalize(text)) {
	case "是", "有", "true", "√", "✓", "✔":
		*v = true
	case "否", "无", "false", "×", "✗", "✘":
		*v = false
	default:
		return (&Error{"看不出是肯定还是否定", "请填“是”或者“否”"}).of("是否", text)
	}
	return nil
}

// String returns 是 or 否.
func (v Bool) String() string {
	if v {
		return "是"
	}
	return "否"
}
