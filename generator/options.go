package generator

import (
	"os"
	"path/filepath"
	"runtime"
	"time"

	"gongkai/generator/internal/board"
	"gongkai/generator/internal/value"
)

// Options are the choices for one build. The zero value of a field is its default.
type Options struct {
	Source      string // folder with the board or the boards; default "content"
	Sample      bool   // build the sample boards inside the program instead of Source
	Destination string // output folder; default "public"
	Date        string // as-of date (基准日) as people write it; default today in China
	Drafts      bool   // include drafts
	Future      bool   // include what is to be published after the as-of date
	Expired     bool   // include what has been withdrawn by the as-of date
	Profile     string // of boards that do not name theirs: "gov" for governments' websites, or ""
	BaseURL     string // where the site will be found; what needs full addresses is left out without it: canonical ones, the site map, pictures of links
	Force       bool   // take over an output folder that gongkai did not make
	Precompress bool   // write every file of text compressed, too, for web servers to send
	CacheDir    string // for drawn charts; default the user's cache folder, "-" for none
	Workers     int    // default one for each processor

	undrawn   bool     // leave charts out: nothing is found by drawing them
	remembers bool     // note in the output folder what was published
	digests   *digests // of what was written; nil where no manifest is wanted

	// Progress is told how far a phase is. It may be called from several goroutines.
	Progress func(phase string, done, total int)
}

// withDefaults fills in what was left out. Reading the clock happens here and
// nowhere else: the rest of the build knows only the as-of date.
func (o Options) withDefaults() (Options, value.Date, error) {
	asOf := value.Today(time.Now())
	if o.Date != "" {
		if err := asOf.Parse(o.Date); err != nil {
			return o, asOf, &UsageError{"--date " + o.Date + "：" + err.Error()}
		}
	}
	if o.Source == "" {
		o.Source = defaultSource()
	}
	if o.Destination == "" {
		o.Destination = "public"
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Progress == nil {
		o.Progress = func(string, int, int) {}
	}
	if info, err := os.Stat(o.Source); err == nil && !info.IsDir() && !o.Sample {
		return o, asOf, &UsageError{"-s " + o.Source + "：这不是文件夹，要写公开栏所在的文件夹。"}
	}
	if o.Profile != "" && o.Profile != board.GovProfile {
		return o, asOf, &UsageError{"--profile " + o.Profile + "：只能写 gov，按政府网站的要求检查。"}
	}
	if o.outputInSource() == "." {
		return o, asOf, &UsageError{"-d " + o.Destination + "：输出文件夹不能就是公开栏所在的文件夹。"}
	}
	base, err := cleanBase(o.BaseURL)
	o.BaseURL = base
	return o, asOf, err
}

// defaultSource is the folder content, or where there is none the current folder if
// it is a board itself.
func defaultSource() string {
	const source = "content"
	if _, err := os.Stat(source); err == nil {
		return source
	}
	if _, err := os.Stat(board.ConfigFile); err == nil {
		return "."
	}
	return source
}

// outputInSource returns the slash path of the output folder below the source, or ""
// if it lies elsewhere. What is there is no content.
func (o Options) outputInSource() string {
	source, err := filepath.Abs(o.Source)
	if err != nil || o.Sample {
		return ""
	}
	output, err := filepath.Abs(o.Destination)
	if err != nil {
		return ""
	}
	rel, err := filepath.Rel(source, output)
	if err != nil || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}

// UsageError is a wrong use of the program, not a fault of the content.
type UsageError struct{ Message string }

func (e *UsageError) Error() string { return e.Message }
