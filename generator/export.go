package generator

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"gongkai/generator/internal/board"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/sheet"
	"gongkai/generator/internal/surface"
)

// ExportOptions say what to export.
type ExportOptions struct {
	Path   string // a record, or the folder of a section
	Year   string // of a section; "" for all of it
	Output string // file; default the name of the record or section
	Force  bool   // write over a file that is there
}

// Exported is a spreadsheet that was written.
type Exported struct {
	File    string
	Records int
	Sheets  []string
}

// Export writes the tables of a record, or of a section's records of a year, as they are published, into a
// spreadsheet: what is masked on the board is masked there, and what is not public is not in it.
func Export(opts Options, out ExportOptions) (*Exported, *Report, error) {
	opts.undrawn = true
	b, err := begin(opts)
	if err != nil {
		return nil, nil, err
	}
	defer b.end()
	b.understand()
	if b.stopped() {
		report, err := b.finish()
		return nil, report, err
	}
	e := &exporting{build: b}
	name, err := e.choose(out)
	if err != nil {
		return nil, nil, err
	}
	if out.Output == "" {
		out.Output = name + ".xlsx"
	}
	if len(e.out) == 0 {
		return nil, nil, &UsageError{out.Path + " 没有表格。"}
	}
	if personal := e.personal(); len(personal) > 0 {
		return nil, &Report{Findings: personal}, nil
	}
	data, err := sheet.Write(e.out, b.asOf.Time())
	if err != nil {
		return nil, nil, err
	}
	made := &Exported{File: out.Output, Records: e.records, Sheets: sheet.Names(e.out)}
	if out.Force {
		err = replaceFile(out.Output, data)
	} else {
		err = createFile(out.Output, data)
	}
	return made, &Report{}, err
}

// exporting is one export under way.
type exporting struct {
	*build
	out     []sheet.Page
	records int
}

// choose takes the records that are asked for, and returns a name for what was taken.
func (e *exporting) choose(out ExportOptions) (string, error) {
	name, err := relativeTo(e.opts.Source, out.Path)
	if err != nil && !e.opts.Sample {
		return "", err
	}
	if e.opts.Sample {
		name = path.Clean(filepath.ToSlash(out.Path))
	}
	if path.Ext(name) == ".md" {
		if out.Year != "" {
			return "", &UsageError{"--year 只能和栏目一起用。"}
		}
		return strings.TrimSuffix(path.Base(name), ".md"), e.record(name, out.Path)
	}
	return e.section(name, out)
}

// record takes one record.
func (e *exporting) record(name, asked string) error {
	for _, bd := range e.boards {
		r, visible := bd.RecordAt(name)
		switch {
		case r == nil:
			continue
		case !visible:
			return &UsageError{asked + " 现在不公开，不能导出。"}
		}
		e.records = 1
		e.out = surface.SheetsOf(bd, r)
		return nil
	}
	return notRecord(asked)
}

// section takes the public records of a section and year, the rows of like tables one below the other.
func (e *exporting) section(name string, out ExportOptions) (string, error) {
	year, err := strconv.Atoi(strings.TrimSuffix(out.Year, "年"))
	if err != nil && out.Year != "" {
		return "", &UsageError{"--year " + out.Year + "：要写年份，例如 2026。"}
	}
	for _, bd := range e.boards {
		var found *board.Section
		bd.Root.Walk(func(s *board.Section) {
			if s.Parent != nil && (s.Dir == name || s.Title == out.Path) {
				found = s
			}
		})
		if found == nil {
			continue
		}
		records := slices.DeleteFunc(slices.Clone(found.Records), func(r *kind.Record) bool { return year != 0 && surface.YearOf(r) != year })
		e.records, e.out = len(records), surface.StackedSheets(bd, records)
		title := found.Title
		if year > 0 {
			title = fmt.Sprintf("%s%d年", title, year)
		}
		return title, nil
	}
	return "", &UsageError{"没有“" + out.Path + "”这个栏目。写记录的文件，或者栏目的文件夹。"}
}

// personal looks through all cells once more, as is done with every file that is published.
func (e *exporting) personal() []Finding {
	var found []Finding
	for _, p := range e.out {
		for _, row := range slices.Concat(p.Rows, p.Foot) {
			var line []string
			for _, c := range row {
				line = append(line, c.Text)
			}
			for _, f := range e.guard.personalIn(e.build, p.Name, []byte(strings.Join(line, "\t"))) {
				if f.Severity == diag.Error {
					f.Pos = diag.Pos{File: p.Name}
					found = append(found, f)
				}
			}
		}
	}
	return found
}
