package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
)

// TestMemory reads a file that stays the same once, one that changes anew, and never hands out an address that somebody
// replaced.
func TestMemory(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.md")
	write := func(text string, age time.Duration) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, time.Time{}, time.Now().Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	m := &Memory{Now: time.Now}
	inspected := 0
	read := func() (*Document, string) {
		t.Helper()
		tree, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer tree.Close()
		tree.Memory, tree.Inspect = m, func(string, []byte) { inspected++ }
		var r diag.Report
		doc := tree.Document("a.md", &r)
		text := ""
		for _, f := range r.Findings() {
			text += f.Code
		}
		return doc, text
	}
	const text = "---\n标题: 一\n---\n\n[附件](a.pdf)和“](”。\n\n| 名称 |\n| --- |\n| [文件](b.pdf) |\n"
	write(text, time.Hour)
	first, found := read()
	if len(first.Links) != 2 || found == "" {
		t.Fatalf("%d links, findings %q", len(first.Links), found)
	}
	for _, l := range first.Links {
		*l.Ref = "/replaced/"
	}
	second, again := read()
	if again != found || inspected != 2 || m.Changes() != 1 {
		t.Errorf("findings %q, then %q; looked at %d times; %d changes", found, again, inspected, m.Changes())
	}
	for i, want := range []block.Ref{"a.pdf", "b.pdf"} {
		if got := *second.Links[i].Ref; got != want {
			t.Errorf("address %d is %q after somebody replaced that of the document before", i, got)
		}
	}
	*second.Links[1].Ref = "/new/"
	if got := second.Body[len(second.Body)-1].(*Table).Rows[0][0].Markup.Refs[0]; got != "/new/" {
		t.Errorf("the link of a cell leads to %q, and not where it was sent", got)
	}

	// A change shows whatever the clock of the file says.
	for i, age := range []time.Duration{time.Hour, 0, 0, time.Hour} {
		title := strings.Repeat("二", i+1)
		write(strings.Replace(text, "一", title, 1), age)
		if doc, _ := read(); doc.Front.Entries[0].Value.Text != title {
			t.Errorf("the document is still %q, want %q", doc.Front.Entries[0].Value.Text, title)
		}
	}
	write(strings.Replace(text, "一", "三三三三", 1), 0) // as long as the one before
	if doc, _ := read(); doc.Front.Entries[0].Value.Text != "三三三三" {
		t.Error("a change of the same length was missed")
	}
	m.Forget(nil)
	if len(m.docs) != 0 {
		t.Error("a file that is gone is kept")
	}
}
