package generator

import (
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/tools/txtar"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
)

var update = flag.Bool("update", false, "write what the tests get as what they want")

// sampleDate is the as-of date of fixtures and golden boards.
const sampleDate = "2026-11-22"

// base is what every fixture has unless it brings its own.
var base = map[string]string{
	"board.yaml": "名称: 测试公开栏\n单位: 测试社区居民委员会\n监督电话: 0000-12345678\n示例: 是\n" +
		"类型设置:\n  evaluation:\n    来源: {群众评议: 60, 领导点评: 40}\n    等次:\n      - {名称: 满意, 分值: 100, 满意: 是}\n      - {名称: 不满意, 分值: 0}\n      - {名称: 不了解, 不计: 是}\n",
	"tongzhi/_index.md":  "---\n标题: 通知公告\n类型: notice\n---\n",
	"chengnuo/_index.md": "---\n标题: 公开承诺\n类型: commitment\n---\n",
	"juwu/_index.md":     "---\n标题: 居务公开\n类型: affairs\n---\n",
	"caiwu/_index.md":    "---\n标题: 财务公开\n类型: finance\n---\n",
	"sanping/_index.md":  "---\n标题: 三评结果\n类型: evaluation\n---\n",
}

// TestFindings checks each fixture in testdata/findings: a small board with one
// thing wrong, named after the code of the finding. Its file "want" lists every
// finding of the build, with place and texts. A file name may end in |gb18030,
// |utf16le or |hex to be written in that encoding.
func TestFindings(t *testing.T) {
	files, err := filepath.Glob("testdata/findings/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := check(t, unpack(t, archive))
			if !strings.Contains(got, name[:len("GK0000")]) {
				t.Errorf("the fixture does not give %s", name)
			}
			compareWant(t, file, archive, got)
		})
	}
}

// TestEveryFindingHasAFixture keeps the fixtures complete: whoever adds a finding
// ships a file that must fail.
func TestEveryFindingHasAFixture(t *testing.T) {
	for _, d := range diag.Defs() {
		if proof := provenElsewhere[d.Code]; proof != "" {
			continue
		}
		if found, _ := filepath.Glob("testdata/findings/" + d.Code + "*.txtar"); len(found) == 0 {
			t.Errorf("%s has no fixture: %s", d.Code, d.Message)
		}
	}
}

// unpack writes a fixture's files, and those of the base that it does not
// bring, into a folder.
func unpack(t *testing.T, archive *txtar.Archive) string {
	t.Helper()
	dir := t.TempDir()
	own := map[string]bool{}
	for _, f := range archive.Files {
		name, encoding, _ := strings.Cut(f.Name, "|")
		own[name] = true
		if name != "want" {
			writeFile(t, filepath.Join(dir, name), encode(t, f.Data, encoding))
		}
	}
	for name, text := range base {
		if !own[name] {
			writeFile(t, filepath.Join(dir, name), []byte(text))
		}
	}
	return dir
}

func encode(t *testing.T, data []byte, encoding string) []byte {
	t.Helper()
	var err error
	switch encoding {
	case "":
	case "gb18030":
		data, err = simplifiedchinese.GB18030.NewEncoder().Bytes(data)
	case "utf16le":
		data, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(data)
	case "hex":
		data, err = hex.DecodeString(strings.Join(strings.Fields(string(data)), ""))
	default:
		t.Fatalf("unknown encoding %q", encoding)
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func writeFile(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// check runs the build without writing and lists its findings.
func check(t *testing.T, dir string) string {
	t.Helper()
	report, err := Check(Options{Source: dir, Date: sampleDate, CacheDir: "-"})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range report.Findings {
		file, _ := filepath.Rel(dir, f.Pos.File)
		fmt.Fprintf(&b, "%s:%d:%d %s %s %s\n    %s\n", filepath.ToSlash(file), f.Pos.Line, f.Pos.Col, f.Code, f.Severity, f.Message, f.Hint)
	}
	// A new kind is no reason to change fixtures of other kinds.
	return strings.ReplaceAll(b.String(), strings.Join(kind.Titles(), "、"), "（全部类型）")
}

func compareWant(t *testing.T, file string, archive *txtar.Archive, got string) {
	t.Helper()
	for i, f := range archive.Files {
		if f.Name != "want" {
			continue
		}
		if *update {
			archive.Files[i].Data = []byte(got)
			writeFile(t, file, txtar.Format(archive))
		} else if got != string(f.Data) {
			t.Errorf("got:\n%swant:\n%s", got, f.Data)
		}
		return
	}
	if *update {
		archive.Files = append(archive.Files, txtar.File{Name: "want", Data: []byte(got)})
		writeFile(t, file, txtar.Format(archive))
		return
	}
	t.Errorf("no want; got:\n%s", got)
}

// provenElsewhere names the test that proves a finding which no folder of files
// can bring about.
var provenElsewhere = map[string]string{
	// The file system.
	"GK0100": "source.TestUnreadable",
	"GK0101": "generator.TestLinksOutOfTheTree",
	"GK0102": "generator.TestLinksOutOfTheTree",
	"GK0105": "generator.TestIrregularFile",
	"GK0107": "generator.TestHugeInput",
	"GK0117": "generator.TestHugeInput",
	"GK0161": "generator.TestHugeInput",
	"GK0118": "generator.TestHugeInput",
	"GK0126": "generator.TestHugeInput",
	// A source without a board at its top.
	"GK0305": "generator.TestNoBoard",
	"GK0306": "generator.TestNoBoard",
	// What kind refuses before, or too long to read here.
	"GK0501": "chart.TestRefused",
	"GK0502": "chart.TestRefused",
	"GK0504": "generator.TestHugeInput",
	"GK0505": "chart.TestRefused",
	// A second build.
	"GK0251": "generator.TestChangesWantNotes",
	"GK0720": "generator.TestVerify",
	"GK0721": "generator.TestVerify",
	"GK0722": "generator.TestVerify",
	"GK0723": "generator.TestVerify",
	// The output folder.
	"GK0701": "publish.TestForeignFolder",
	"GK0702": "publish.TestTwoBuildsAtOnce",
	"GK0703": "publish.TestForeignFileOfTheSameName",
	"GK0704": "publish.TestForeignThingsInTheWay",
	"GK0705": "publish.TestErrorsInWords",
	"GK0706": "publish.TestCollisions",
	"GK0707": "publish.TestCollisions",
	"GK0708": "publish.TestCollisions",
	"GK0709": "publish.TestOutputIsAFile",
	"GK0710": "publish.TestErrorsInWords",
	"GK0711": "publish.TestErrorsInWords",
	"GK0712": "publish.TestErrorsInWords",
	"GK0713": "generator.TestFileInUse",
	"GK0714": "publish.TestErrorsInWords",
	// Spreadsheets, which are no part of a board.
	"GK0740": "generator.TestTextTables",
	"GK0741": "generator.TestSpreadsheets",
	"GK0742": "generator.TestSpreadsheets",
	"GK0743": "generator.TestSpreadsheets",
	"GK0744": "generator.TestSpreadsheets",
	"GK0745": "generator.TestSpreadsheets",
	"GK0746": "generator.TestSpreadsheets",
	"GK0747": "generator.TestSpreadsheets",
	"GK0748": "generator.TestSpreadsheets",
	"GK0749": "generator.TestSpreadsheets",
	"GK0750": "generator.TestSpreadsheets",
	"GK0751": "generator.TestSpreadsheets",
	"GK0752": "generator.TestSpreadsheets",
	"GK0753": "generator.TestImportIntoRecord",
}
