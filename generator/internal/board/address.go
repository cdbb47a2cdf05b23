package board

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
)

var errSlug = diag.Define("GK0309", diag.Error, "网址名“%[1]s”不能用。", "只用小写字母、数字和 - _，不带 / 和 ..，例如 2026-10；con、aux 这类 Windows 的保留名也不能用。")

// ManifestFile is the file at the root of the output that names all others.
const ManifestFile = "manifest.json"

// reserved are names that the program itself uses at the root of a board.
var reserved = []string{"archive", "assets", schemeDir, unitDir, "catalogue", "search", "print", "month", "now", "cards", "booklet", "screen", "led", "data", "feed", "404.html", "index.html", ManifestFile}

var goodSlug = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._~-]{0,99}$`)

// deviceName matches what Windows takes for a device, with any extension.
var deviceName = regexp.MustCompile(`(?i)^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\.|$)`)

// isSlug reports whether a text can be one part of an address and the name of a folder.
func isSlug(s string) bool {
	return goodSlug.MatchString(s) && !strings.Contains(s, "..") && !strings.HasSuffix(s, ".") && !deviceName.MatchString(s)
}

// checkSlug returns an address part that the author wrote, or reports it.
func checkSlug(s string, pos diag.Pos, report *diag.Report) string {
	if !isSlug(s) {
		report.Add(errSlug.At(pos, s))
		return "x"
	}
	return s
}

// slug makes an address part of a file name: Chinese becomes pinyin, since a bare path
// is read out on the telephone and typed by hand; what no address should hold becomes -.
func slug(name string) string {
	args := pinyin.NewArgs()
	var b strings.Builder
	for _, r := range name {
		switch {
		case r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_~.", r)):
			b.WriteRune(unicode.ToLower(r))
		default:
			if p := pinyin.SinglePinyin(r, args); len(p) > 0 {
				b.WriteString(p[0])
			} else if unicode.IsLetter(r) || unicode.IsDigit(r) {
				b.WriteRune(r)
			} else {
				b.WriteByte('-')
			}
		}
	}
	s := strings.Trim(regexpDashes.ReplaceAllString(b.String(), "-"), "-.")
	if s == "" {
		return "x"
	}
	return s
}

var regexpDashes = regexp.MustCompile(`-{2,}`)

func blockRef(slug string) block.Ref { return block.Ref(slug + "/") }
