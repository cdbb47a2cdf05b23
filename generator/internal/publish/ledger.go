package publish

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
)

// ledgerName is the list of our files in an output folder, and the mark that the
// folder is ours.
const ledgerName = control + "/files.txt"

// ledgerHead is the first line of a ledger; the number is that of its format.
const ledgerHead = "gongkai 1 本程序生成的文件清单，请勿修改"

// ledger is a list of our files. The class tells the order of deletion.
type ledger map[string]Class

var classNames = map[Class]string{Asset: "asset", Beside: "data", Page: "page", Seal: "seal"}

// format gives the same bytes for the same files.
func (l ledger) format() []byte {
	var b bytes.Buffer
	b.WriteString(ledgerHead + "\n")
	for _, name := range slices.Sorted(maps.Keys(l)) {
		b.WriteString(classNames[l[name]] + " " + name + "\n")
	}
	return b.Bytes()
}

// parseLedger reads a ledger. A line that we cannot have written, such as a path
// out of the folder or what a merge of two versions leaves, makes no file ours.
func parseLedger(data []byte) (ledger, bool) {
	l := ledger{}
	head := false
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\r\n")
		if !head {
			if head = line == ledgerHead; !head {
				return nil, false
			}
			continue
		}
		word, name, _ := strings.Cut(line, " ")
		for class, w := range classNames {
			if w == word && checkName(name) == "" {
				l[name] = class
			}
		}
	}
	return l, head
}

// union is the list while the folder changes from one build to the next.
func (l ledger) union(other ledger) ledger {
	u := maps.Clone(l)
	maps.Copy(u, other)
	return u
}

// readLedger returns the bytes of the ledger, or nil when there is none.
func readLedger(root *os.Root) ([]byte, error) {
	data, err := root.ReadFile(ledgerName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// writeLedger replaces the ledger and waits until it is on the disk, for it must
// be there before the first change that it tells of.
func (d *Dir) writeLedger(l ledger) error {
	data := l.format()
	if bytes.Equal(data, d.onDisk) {
		return nil
	}
	const temporary = stageName + "/files.txt"
	if err := d.writeSynced(temporary, data); err != nil {
		return d.failed(ledgerName, err)
	}
	if err := retry(func() error { return d.root.Rename(temporary, ledgerName) }); err != nil {
		return d.failed(ledgerName, err)
	}
	d.onDisk = data
	// A folder cannot be synced on Windows and on some network drives.
	if folder, err := d.root.Open(control); err == nil {
		_ = folder.Sync()
		_ = folder.Close()
	}
	return nil
}

func (d *Dir) writeSynced(name string, data []byte) error {
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, fileMode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}
