package publish

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"
)

const (
	lockName   = control + "/lock"
	fileMode   = 0o644 // a web server runs as another user
	folderMode = 0o755
)

// ErrClosed is returned by a [Dir] that was committed or aborted.
var ErrClosed = errors.New("publish: output is already committed or aborted")

// Dir is an output folder on disk, held by one build from [Open] to Commit or
// Abort.
//
// What has changed is on the disk before Commit makes it visible (fsync), as
// long as it is a few files: the everyday case. Beyond [syncLimit] files, a
// clerk's hard disk would take minutes, so only the list of our files is synced.
// A power cut may then leave a file empty on some file systems; the next build
// finds it by comparing and writes it again.
type Dir struct {
	path string // as the user gave it, for messages
	opts Options
	lock *flock.Flock
	root *os.Root // nothing outside the folder can be reached through it

	stage     *os.Root // written files wait here; see store
	stagePath string   // of the stage, absolute
	nextFile  atomic.Int64
	mode      fs.FileMode // the mode that a file of ours shows on this file system
	chmod     bool        // whether it needs a chmod to show it

	old    ledger    // the files of earlier builds
	spelt  spellings // how they and their folders are written
	onDisk []byte    // the ledger as it is on disk

	mu      sync.Mutex
	closed  bool
	err     error // the first error of Write; then nothing is committed
	claims  claims
	entries []entry
	folders map[string]bool // whether a folder is there, links excluded
	made    map[string]bool // the folders of the stage
	foreign []string
	blocked []string
}

// entry is one file of the build.
type entry struct {
	name   string
	class  Class
	staged string // where on the stage the new content waits; "" when unchanged
	size   int64
}

// Open takes the output folder for a build, creating it when it is missing. It
// returns [*NotOurs], [*Busy] or [*IOError]. What a killed build has left in the
// stage is removed. Entries whose names begin with a dot, such as .gitkeep, do
// not make a folder somebody else's.
func Open(dir string, opts Options) (*Dir, error) {
	d := &Dir{
		path: dir, opts: opts, claims: claims{},
		folders: map[string]bool{".": true}, made: map[string]bool{".": true},
	}
	if err := d.open(); err != nil {
		_ = d.release()
		return nil, err
	}
	return d, nil
}

func (d *Dir) open() (err error) {
	_, missing := os.Stat(d.path)
	if err := os.MkdirAll(d.path, folderMode); err != nil {
		return d.failed(".", err)
	}
	if d.root, err = os.OpenRoot(d.path); err != nil {
		return d.failed(".", err)
	}
	if err := d.checkOurs(); err != nil {
		return err
	}
	if err := d.takeLock(); err != nil {
		return err
	}
	if err := d.checkOurs(); err != nil { // whoever held the lock has changed it
		return err
	}
	d.old, _ = parseLedger(d.onDisk)
	d.spelt = spellings{}
	for name := range d.old {
		d.spelt.add(name)
	}
	if err := d.openStage(); err != nil {
		return err
	}
	if missing != nil && d.chmod { // the folder is new, and made with an unusual umask
		_ = d.root.Chmod(".", folderMode)
	}
	return nil
}

// checkOurs refuses a folder with content that is not ours. The content is
// looked at before the mark: a build marks the folder before it writes, so what
// another one is writing just now is not taken for foreign.
func (d *Dir) checkOurs() error {
	info, err := d.root.Lstat(control)
	if err == nil && !info.IsDir() {
		return &Blocked{Dir: d.path, Names: []string{control}}
	}
	entries, err := fs.ReadDir(d.root.FS(), ".")
	if err != nil {
		return d.failed(".", err)
	}
	if d.onDisk, err = readLedger(d.root); err != nil {
		return d.failed(ledgerName, err)
	}
	if _, ours := parseLedger(d.onDisk); ours || d.opts.Force {
		return nil
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			return &NotOurs{Dir: d.path}
		}
	}
	return nil
}

// takeLock waits for another build. The lock file stays: removing it would let
// two builds hold two locks of the same name.
func (d *Dir) takeLock() error {
	if err := d.mkdir(control); err != nil {
		return err
	}
	d.lock = flock.New(filepath.Join(d.path, filepath.FromSlash(lockName)), flock.SetPermissions(fileMode))
	locked, err := d.lock.TryLock()
	if err == nil && !locked && d.opts.Wait > 0 {
		ctx, cancel := context.WithTimeout(context.Background(), d.opts.Wait)
		defer cancel()
		locked, err = d.lock.TryLockContext(ctx, 20*time.Millisecond)
	}
	switch {
	case locked:
		return nil
	case err == nil || errors.Is(err, context.DeadlineExceeded):
		return &Busy{Dir: d.path, Waited: d.opts.Wait}
	}
	return d.failed(lockName, err)
}

// Write takes one file. What is there already, byte for byte, is left alone.
func (d *Dir) Write(name string, class Class, data []byte) error {
	if err := d.claim(name); err != nil {
		return d.fail(err)
	}
	e := entry{name: name, class: class, size: int64(len(data))}
	same, err := d.same(name, data)
	if err == nil && !same {
		e.staged, err = d.store(name, data)
	}
	if err != nil {
		return d.fail(err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.entries = append(d.entries, e)
	return nil
}

// claim refuses names that cannot be written and those that are taken.
func (d *Dir) claim(name string) error {
	if reason := checkName(name); reason != "" {
		return &NameError{Name: name, Reason: reason}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return ErrClosed
	}
	return d.claims.add(name)
}

// fail keeps the first error for Commit.
func (d *Dir) fail(err error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.err == nil {
		d.err = err
	}
	return err
}

// failed says which file the system refused.
func (d *Dir) failed(name string, err error) error {
	return &IOError{Path: filepath.Join(d.path, filepath.FromSlash(name)), Err: err}
}

// same tells whether our file of that name has these bytes. It notes what stands
// in the way of the name; Commit reports that at once for all names.
func (d *Dir) same(name string, data []byte) (bool, error) {
	there, blocker, err := d.folder(path.Dir(name))
	if blocker != "" {
		d.note(&d.blocked, blocker)
	}
	if err != nil || !there {
		return false, err
	}
	info, err := d.root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, d.failed(name, err)
	case info.IsDir():
		if !d.onlyOurs(name) {
			d.note(&d.blocked, name)
		}
		return false, nil
	case !d.owns(name, info):
		if !d.opts.Force {
			d.note(&d.foreign, name)
		}
		return false, nil
	}
	if !info.Mode().IsRegular() || info.Mode().Perm() != d.mode ||
		info.Size() != int64(len(data)) || d.spelt.differ(name) {
		return false, nil
	}
	return d.equal(name, data), nil
}

func (d *Dir) note(names *[]string, name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	*names = append(*names, name)
}

// folder tells whether a folder is there. A link to a folder, or a file that
// will not make room, is named as blocker instead.
func (d *Dir) folder(name string) (there bool, blocker string, err error) {
	d.mu.Lock()
	there, known := d.folders[name]
	d.mu.Unlock()
	if known {
		return there, "", nil
	}
	there, blocker, err = d.folder(path.Dir(name))
	if err != nil || blocker != "" {
		return false, blocker, err
	}
	if there {
		info, err := d.root.Lstat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			there = false
		case err != nil:
			return false, "", d.failed(name, err)
		case !info.IsDir() && !d.owns(name, info):
			return false, name, nil
		default:
			there = info.IsDir()
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.folders[name] = there
	return there, "", nil
}

// owns tells whether what is there under the name was written by a build. On
// Windows it may have been written in other letter case.
func (d *Dir) owns(name string, info fs.FileInfo) bool {
	if _, ours := d.old[name]; ours {
		return true
	}
	other := d.spelt[fold(name)]
	if _, ours := d.old[other]; !ours {
		return false
	}
	written, err := d.root.Lstat(other)
	return err == nil && os.SameFile(written, info)
}

// onlyOurs tells whether a folder will be gone when our files in it are.
func (d *Dir) onlyOurs(folder string) bool {
	entries, err := fs.ReadDir(d.root.FS(), folder)
	for _, e := range entries {
		name := folder + "/" + e.Name()
		if _, ours := d.old[name]; e.IsDir() && !d.onlyOurs(name) || !e.IsDir() && !ours {
			return false
		}
	}
	return err == nil && (len(entries) > 0 || d.hadFiles(folder))
}

// hadFiles tells whether an earlier build had files in a folder, which is empty
// now because it was interrupted.
func (d *Dir) hadFiles(folder string) bool {
	for name := range d.old {
		if strings.HasPrefix(name, folder+"/") {
			return true
		}
	}
	return false
}

// buffers are for comparing files.
var buffers = sync.Pool{New: func() any { b := make([]byte, 64<<10); return &b }}

// equal compares a file with data of the same size. What cannot be read is not
// equal; writing it again mends it or tells the reason.
func (d *Dir) equal(name string, data []byte) bool {
	f, err := d.root.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	buf := buffers.Get().(*[]byte)
	defer buffers.Put(buf)
	for len(data) > 0 && err == nil {
		var n int
		n, err = f.Read((*buf)[:min(len(data), len(*buf))])
		if !bytes.Equal((*buf)[:n], data[:n]) {
			return false
		}
		data = data[n:]
	}
	return len(data) == 0
}
