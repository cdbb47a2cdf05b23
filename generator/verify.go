package generator

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"

	"gongkai/generator/internal/diag"
)

var (
	errChanged = diag.Define("GK0720", diag.Error, "这个文件和生成时不一样。", "不是有意改的，重新运行 gongkai build 或者重新上传；有意改的，改源文件再生成。")
	errLost    = diag.Define("GK0721", diag.Error, "这个文件不见了。", "重新运行 gongkai build 或者重新上传。")
	errAdded   = diag.Define("GK0722", diag.Error, "这个文件不是生成的，清单里没有。", "核对是谁放的；不该有的删掉。")
	errClaimed = diag.Define("GK0723", diag.Error, "清单读不懂：%[1]s。", "清单被改过或者没有传完整：重新运行 gongkai build 或者重新上传。")
)

// Verify compares an output folder, or a copy of it, with its manifest: every change, loss and addition is a finding.
// seal is the digest of the manifest itself, to be compared with that of the folder in which it was made.
func Verify(dir string) (report *Report, seal string, err error) {
	report = &Report{}
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "", &UsageError{dir + " 里没有 " + manifestName + "：这不是 gongkai build 生成的文件夹，或者清单不见了。"}
	}
	if err != nil {
		return nil, "", err
	}
	sum := sha256.Sum256(data)
	seal = hex.EncodeToString(sum[:])
	v := &verifier{dir: dir, found: &diag.Report{}}
	if wrong := json.Unmarshal(data, &v.manifest); wrong != nil {
		v.add(errClaimed, manifestName, wrong)
	} else {
		report.AsOf = v.manifest.AsOf
		err = v.compare()
	}
	report.Findings = v.found.Findings()
	report.Files.Unchanged = int(v.whole.Load())
	return report, seal, err
}

// verifier compares a folder with a manifest.
type verifier struct {
	dir      string
	manifest Manifest
	found    *diag.Report
	whole    atomic.Int64 // files that are as they were
}

func (v *verifier) add(d *diag.Def, name string, args ...any) {
	v.found.Add(d.At(diag.Pos{File: path.Join(filepath.ToSlash(v.dir), name)}, args...))
}

func (v *verifier) compare() error {
	there := map[string]int64{}
	err := filepath.WalkDir(v.dir, func(name string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(v.dir, name)
		rel = filepath.ToSlash(rel)
		switch {
		case err != nil:
			return err
		case rel == controlFolder && d.IsDir():
			return fs.SkipDir // ours, and different in every copy
		case d.IsDir() || rel == manifestName || path.Base(rel) == ".gitkeep":
			return nil
		}
		if _, ours := v.manifest.Files[rel]; !ours {
			v.add(errAdded, rel)
			return nil
		}
		there[rel] = -1 // what is no file any more differs
		if info, err := d.Info(); err == nil && info.Mode().IsRegular() {
			there[rel] = info.Size()
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.compareFiles(there)
	return nil
}

// compareFiles reads the files whose size is right, several at once: most of the time goes into waiting for the disk.
func (v *verifier) compareFiles(there map[string]int64) {
	names := make(chan string)
	var wg sync.WaitGroup
	for range max(4, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for name := range names {
				if got, err := hashFile(filepath.Join(v.dir, filepath.FromSlash(name))); err != nil || got != v.manifest.Files[name].SHA256 {
					v.add(errChanged, name)
				} else {
					v.whole.Add(1)
				}
			}
		})
	}
	for name, f := range v.manifest.Files {
		switch size, ok := there[name]; {
		case !ok:
			v.add(errLost, name)
		case size != f.Size:
			v.add(errChanged, name)
		default:
			names <- name
		}
	}
	close(names)
	wg.Wait()
}

func hashFile(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// WriteVerified prints what a comparison without findings has shown.
func WriteVerified(w io.Writer, r *Report, seal string) {
	fmt.Fprintf(w, "%d 个文件和 %s 生成的一样，没有多也没有少。\n清单的 SHA-256：%s\n", r.Files.Unchanged, r.AsOf, seal)
}

// controlFolder is where the program keeps what is no part of the site.
const controlFolder = ".gongkai"
