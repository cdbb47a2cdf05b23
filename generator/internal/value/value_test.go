package value

import (
	"errors"
	"strings"
	"testing"
	"unicode"
)

// parsed is what all types of this package have besides Value.
type parsed[T any] interface {
	*T
	Value
	TypeName() string
}

// accepts checks that texts are read and formatted as expected, and that what is
// formatted reads back as the same value.
func accepts[T any, P parsed[T]](t *testing.T, equal func(a, b T) bool, want map[string]string) {
	t.Helper()
	for text, formatted := range want {
		var v, again T
		if err := P(&v).Parse(text); err != nil {
			t.Errorf("Parse(%q): %v", text, err)
			continue
		}
		if got := P(&v).String(); got != formatted {
			t.Errorf("Parse(%q) reads %q, want %q", text, got, formatted)
		}
		if err := P(&again).Parse(P(&v).String()); err != nil || !equal(v, again) {
			t.Errorf("Parse(%q) does not read back from %q: %v", text, P(&v).String(), err)
		}
	}
}

// refuses checks the messages and hints for texts that cannot be read: the
// message quotes the text and holds the first word, the hint holds the second. A
// refused text leaves the value alone.
func refuses[T comparable, P parsed[T]](t *testing.T, want map[string][2]string) {
	t.Helper()
	for text, words := range want {
		var v, zero T
		err := P(&v).Parse(text)
		refused(t, P(&v).TypeName(), text, err, words)
		if v != zero {
			t.Errorf("Parse(%q) failed but changed the value to %s", text, P(&v).String())
		}
	}
}

func refused(t *testing.T, typeName, text string, err error, words [2]string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Errorf("%s: Parse(%q) = %v, want an Error", typeName, text, err)
		return
	}
	if !strings.HasPrefix(e.Message, typeName) || !strings.Contains(e.Message, strings.TrimSpace(text)) {
		t.Errorf("message %q does not name %s and quote %q", e.Message, typeName, text)
	}
	if !strings.Contains(e.Message, words[0]) {
		t.Errorf("Parse(%q): message %q lacks %q", text, e.Message, words[0])
	}
	if e.Hint == "" || !strings.Contains(e.Hint, words[1]) {
		t.Errorf("Parse(%q): hint %q lacks %q", text, e.Hint, words[1])
	}
}

func same[T comparable](a, b T) bool { return a == b }

func TestNormalize(t *testing.T) {
	for text, want := range map[string]string{
		"　１，２３４．５０　":           "1,234.50",
		"（５００）":                "(500)",
		"９４．６％":                "94.6%",
		"−５ ":                  "-5",
		"￥１２／３：４":              "¥12/3:4",
		"\ufeff1\u200b2\u00a0": "12",
		"〔２０２６〕":               "〔2026〕",
	} {
		if got := Normalize(text); got != want {
			t.Errorf("Normalize(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestIsBlank(t *testing.T) {
	for _, text := range []string{"", " ", "　", "-", "－", "—", "——", "--", "/", "／"} {
		if !IsBlank(text) {
			t.Errorf("IsBlank(%q) = false", text)
		}
	}
	for _, text := range []string{"0", "无", "-1", "×", "·"} {
		if IsBlank(text) {
			t.Errorf("IsBlank(%q) = true", text)
		}
	}
}

func TestLongTextIsCutInMessage(t *testing.T) {
	var d Date
	err := d.Parse(strings.Repeat("长", 1000))
	if n := len([]rune(err.Error())); n > 50 {
		t.Errorf("message has %d characters", n)
	}
}

// onlyKnownLetters fails if an accepted text holds letters other than those of
// the units of its type.
func onlyKnownLetters(t *testing.T, text, known string) {
	t.Helper()
	for _, r := range Normalize(text) {
		if unicode.IsLetter(r) && !strings.ContainsRune(known, r) {
			t.Errorf("accepted %q with the letter %q", text, r)
		}
	}
}
