package generator

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode"

	"gongkai/generator/internal/starter"
)

// BoardType is a type of office that Init has a board for.
type BoardType struct{ Name, Title, Office string }

// BoardTypes lists the types of offices that Init has a board for. Office is the name that a board has until it gets its own.
func BoardTypes() []BoardType {
	var out []BoardType
	for _, t := range starter.Types {
		out = append(out, BoardType{t.Name, t.Title, t.Office})
	}
	return out
}

// readme is the file that says what to do next.
const readme = "README.txt"

// Init makes a new board in a folder, which is made where it is not there and has to be empty: a small board of a type of
// office, with one example of every kind of record that such an office needs, and a README with the
// next steps. It returns the names of the files, as slash paths from the folder. What it writes passes Check on the as-of date.
func Init(opts Options, dir, like, office string) ([]string, error) {
	t := starter.Find(like)
	if t == nil {
		return nil, &UsageError{"没有“" + like + "”这种单位。可以写：" + typeNames() + "。"}
	}
	if office == "" {
		office = t.Office
	}
	if strings.ContainsFunc(office, func(r rune) bool { return unicode.IsControl(r) || r == unicode.ReplacementChar }) || strings.TrimSpace(office) != office {
		return nil, &UsageError{"单位名称里有看不见的字符或者多余的空格，请重新写。"}
	}
	_, asOf, err := Options{Date: opts.Date}.withDefaults()
	if err != nil {
		return nil, err
	}
	files, err := starter.Board(t, office, asOf)
	if err != nil {
		return nil, err
	}
	if err := emptyFolder(dir); err != nil {
		return nil, err
	}
	var names []string
	for _, f := range files {
		name := f.Path
		if name != readme {
			name = path.Join("content", name)
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(file, []byte(f.Text), 0o644); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	// The days in examples are of various widths.
	_, _, err = Format(Options{Source: filepath.Join(dir, "content"), Date: opts.Date}, nil, true)
	return names, err
}

func typeNames() string {
	var names []string
	for _, t := range starter.Types {
		names = append(names, t.Name+"（"+t.Title+"）")
	}
	return strings.Join(names, "、")
}

// emptyFolder makes sure that there is a folder with nothing in it: what somebody has is never written over.
func emptyFolder(dir string) error {
	entries, err := os.ReadDir(dir)
	info, statErr := os.Stat(dir)
	switch {
	case statErr == nil && !info.IsDir(): // of which Windows says that no folder is there
		return &UsageError{dir + " 是一个文件，换一个文件夹名。"}
	case errors.Is(err, fs.ErrNotExist):
		return os.MkdirAll(dir, 0o755)
	case err != nil:
		return err
	case len(entries) > 0:
		return &UsageError{dir + " 里已经有东西，换一个空的或者还没有的文件夹。"}
	}
	return nil
}
