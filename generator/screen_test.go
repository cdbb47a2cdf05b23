package generator

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/chromedp/chromedp"
)

// provingScreens are the sizes that every slide of every sample board has to fit.
const provingScreens = `
电子屏:
  - {名称: 横屏, 网址名: wide, 尺寸: 1920×1080}
  - {名称: 竖屏, 网址名: tall, 尺寸: 1080×1920}
  - {名称: 窄屏, 网址名: narrow, 尺寸: 1080×1920, 英寸: 43, 视距: 3}
  - {名称: 大屏, 网址名: large, 尺寸: 3840x2160, 英寸: 86, 视距: 5}
  - {名称: 小屏, 网址名: small, 尺寸: 1366*768, 英寸: 32, 视距: 2米}
  - {名称: 长屏, 网址名: free, 尺寸: 2560×1080, 英寸: 34, 视距: 1.5, 旋转: 90}
  - {名称: 快屏, 网址名: quick, 停留: 3}
`

// ownScreens is what a board says of its screens: the key and the indented lines below.
var ownScreens = regexp.MustCompile(`(?m)^电子屏:.*\n(?:[ \t].*\n|\n)*`)

// provingBoards copies the sample boards and gives each the proving screens in place of its own.
func provingBoards(t *testing.T) string {
	t.Helper()
	src := t.TempDir()
	if err := os.CopyFS(src, os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(src, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != "board.yaml" {
			return err
		}
		text, err := os.ReadFile(name)
		text = ownScreens.ReplaceAll(text, nil)
		writeFile(t, name, append(text, provingScreens...))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// faultsOfSlides shows every slide of a page in turn and lists what is outside of the stage or over
// the foot, cut, too small, or too pale.
const faultsOfSlides = `(() => {
	const out = [], stage = document.getElementById('stage'), letter = parseFloat(getComputedStyle(document.documentElement).fontSize);
	stage.style.transform = stage.style.webkitTransform = 'none';
	const whole = stage.getBoundingClientRect(), foot = stage.querySelector('.foot').getBoundingClientRect();
	const light = c => { const v = c.map(x => (x /= 255) <= 0.03928 ? x / 12.92 : Math.pow((x + 0.055) / 1.055, 2.4)); return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
	const rgb = s => (s.match(/[\d.]+/g) || []).map(Number);
	const contrast = e => {
		let b = e;
		while (b && (rgb(getComputedStyle(b).backgroundColor)[3] === 0)) b = b.parentElement;
		const x = light(rgb(getComputedStyle(e).color)), y = light(rgb(getComputedStyle(b).backgroundColor));
		return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
	};
	const slides = [...stage.querySelectorAll('.slide')], name = s => s.className.split(' ')[1] + ' ' + (s.querySelector('h2') || s).textContent.trim().slice(0, 20);
	const check = (s, e, what) => {
		const r = e.getBoundingClientRect(), said = what + ' ' + e.tagName + '.' + e.getAttribute('class') + ' ' + e.textContent.trim().slice(0, 16);
		if (!r.width || !r.height) return;
		if (r.left < whole.left - 1 || r.right > whole.right + 1 || r.top < whole.top - 1 || r.bottom > whole.bottom + 1) out.push(said + ': outside');
		if (s.matches('.slide') && e !== s && r.bottom > foot.top + 1) out.push(said + ': over the foot by ' + Math.round(r.bottom - foot.top));
		const texts = [...e.childNodes].filter(n => n.nodeType === 3 && n.data.trim());
		if (!texts.length) return;
		let block = e;
		while (/^inline$/.test(getComputedStyle(block).display)) block = block.parentElement;
		const room = block.getBoundingClientRect(), high = 0.25 * parseFloat(getComputedStyle(e).fontSize); // of a line box that has no ink
		for (const n of texts) {
			const range = document.createRange();
			range.selectNodeContents(n);
			for (const q of range.getClientRects()) {
				if (q.left < room.left - 1 || q.right > room.right + 1 || q.bottom > room.bottom + high || q.top < room.top - high) { out.push(said + ': text out of its box'); break; }
				const clip = e.closest('.head');
				if (clip && (q.bottom > clip.getBoundingClientRect().bottom + high || q.top < whole.top - high)) { out.push(said + ': cut'); break; }
			}
		}
		const size = parseFloat(getComputedStyle(e).fontSize) / letter;
		if (size < 0.64) out.push(said + ': ' + size.toFixed(2) + ' letters high');
		if (contrast(e) < 4.5) out.push(said + ': contrast ' + contrast(e).toFixed(1));
	};
	for (const s of slides) {
		for (const o of slides) o.classList.remove('on', 'top', 'in');
		s.classList.add('on');
		for (const e of s.querySelectorAll('*')) if (!e.closest('svg')) check(s, e, name(s));
		for (const svg of s.querySelectorAll('svg.chart-svg')) {
			const r = svg.getBoundingClientRect(), scale = Math.min(r.width / svg.viewBox.baseVal.width, r.height / svg.viewBox.baseVal.height);
			if (r.bottom > foot.top + 1 || r.right > whole.right + 1) out.push(name(s) + ': drawing outside');
			const sizes = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim()).map(t => parseFloat(getComputedStyle(t).fontSize) * scale / letter);
			if (Math.min(...sizes) < 0.55) out.push(name(s) + ': drawn text ' + Math.min(...sizes).toFixed(2) + ' letters high');
		}
		const main = s.querySelector('.content > .main'), side = s.querySelector('.side');
		if (main && side && stage.className.indexOf('portrait') < 0 && main.getBoundingClientRect().right > side.getBoundingClientRect().left) out.push(name(s) + ': over its side');
	}
	for (const e of stage.querySelectorAll('.foot *')) check(stage.querySelector('.foot'), e, 'foot');
	return JSON.stringify({slides: slides.length, faults: out.slice(0, 8)});
})()`

// TestSampleScreens builds the sample boards with the proving screens, once for all that is proven of them.
func TestSampleScreens(t *testing.T) {
	public := buildTo(t, Options{Source: provingBoards(t), BaseURL: "https://gongkai.example.org/"})
	l := openLobby(t)
	t.Run("every slide fits", func(t *testing.T) { l.everySlideFits(t, public) })
	t.Run("for months", func(t *testing.T) { l.forMonths(t, public) })
}

// everySlideFits proves for every slide at every size that all of it can be seen.
func (l *lobby) everySlideFits(t *testing.T, public string) {
	pages, err := filepath.Glob(filepath.Join(public, "*", "screen", "*", "index.html"))
	if err != nil || len(pages) < 5 {
		t.Fatalf("%d screens, %v", len(pages), err)
	}
	below, _ := filepath.Glob(filepath.Join(public, "*", "*", "screen", "*", "index.html"))
	for _, name := range append(pages, below...) {
		rel, _ := filepath.Rel(public, name)
		if err := chromedp.Do(l.ctx, chromedp.EmulateViewport(1920, 1080), chromedp.Navigate("file://"+filepath.ToSlash(name))); err != nil {
			t.Fatal(err)
		}
		text, err := chromedp.Run(l.ctx, chromedp.Evaluate[string](faultsOfSlides))
		if err != nil {
			t.Fatal(err)
		}
		var found struct {
			Slides int
			Faults []string
		}
		if err := json.Unmarshal([]byte(text), &found); err != nil || found.Slides < 5 {
			t.Errorf("%s: %d slides, %v", rel, found.Slides, err)
		}
		for _, fault := range found.Faults {
			t.Errorf("%s: %s", rel, fault)
		}
	}
}

// TestScreenArchive proves that a screen's archive holds the same files as its folder, and the same bytes
// in every build.
func TestScreenArchive(t *testing.T) {
	src := t.TempDir()
	for name, text := range smallScreens {
		writeFile(t, filepath.Join(src, name), []byte(text))
	}
	one, two := buildTo(t, Options{Source: src}), buildTo(t, Options{Source: src})
	name := filepath.Join("screen", "two.zip")
	first, err := os.ReadFile(filepath.Join(one, name))
	if err != nil {
		t.Fatal(err)
	}
	if second, _ := os.ReadFile(filepath.Join(two, name)); !bytes.Equal(first, second) {
		t.Error("two builds give two archives")
	}
	r, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	files := readTree(t, filepath.Join(one, "screen", "two"))
	if len(files) != len(r.File) || len(files) < 4 {
		t.Errorf("%d files in the folder, %d in the archive", len(files), len(r.File))
	}
	for _, f := range r.File {
		data, err := fs.ReadFile(r, f.Name)
		if err != nil || !bytes.Equal(data, files[f.Name]) {
			t.Errorf("%s differs in the archive: %v", f.Name, err)
		}
	}
}
