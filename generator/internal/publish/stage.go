package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"sync"
)

// The stage is where changed files wait for Commit. It is in the output folder,
// because files can be renamed only within one file system.
const (
	stageName = control + "/stage"
	treeName  = "tree" // on the stage: files that wait in folders of their own
)

// syncLimit is up to how many changed files Commit waits for the disk. A
// variable, so that a test can do without.
var syncLimit = 256

// openStage makes an empty stage and learns there what becomes of our file mode:
// an unusual umask needs a chmod, and some file systems know no modes at all. The
// web server must not show what is not published yet, so the stage is private.
func (d *Dir) openStage() error {
	if err := retry(func() error { return d.root.RemoveAll(stageName) }); err != nil {
		return d.failed(stageName, err)
	}
	if err := d.root.Mkdir(stageName, 0o700); err != nil {
		return d.failed(stageName, err)
	}
	var err error
	if d.stage, err = d.root.OpenRoot(stageName); err != nil {
		return d.failed(stageName, err)
	}
	if d.stagePath, err = filepath.Abs(filepath.Join(d.path, filepath.FromSlash(stageName))); err != nil {
		return d.failed(stageName, err)
	}
	f, err := d.stage.OpenFile("mode", os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return d.failed(stageName, err)
	}
	defer f.Close()
	before, err := f.Stat()
	if err != nil {
		return d.failed(stageName, err)
	}
	_ = f.Chmod(fileMode) // what cannot be set cannot be missed
	after, err := f.Stat()
	if err != nil {
		return d.failed(stageName, err)
	}
	d.mode = after.Mode().Perm()
	d.chmod = before.Mode().Perm() != d.mode
	return nil
}

// store puts data on the stage and returns where. A file for a folder that is
// there waits under a number. For one that is not, the stage gets the folder too,
// so that Commit can move whole folders: a first build spends most of its time in
// making folders, and this way it does so while pages are still being rendered.
func (d *Dir) store(name string, data []byte) (staged string, err error) {
	if there, _, _ := d.folder(path.Dir(name)); there {
		staged = strconv.FormatInt(d.nextFile.Add(1), 10)
	} else {
		staged = treeName + "/" + name
		if err := d.makeStaged(path.Dir(staged)); err != nil {
			return "", err
		}
	}
	f, err := os.OpenFile(d.onStage(staged), os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return "", d.failed(stageName, err)
	}
	_, err = f.Write(data)
	if d.chmod {
		err = errors.Join(err, f.Chmod(fileMode))
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", d.failed(stageName, err)
	}
	return staged, nil
}

// onStage is the path of a name on the stage. Nobody else writes there, so that its files are opened by their whole
// paths: an os.Root opens every folder on the way, which takes longer than writing a page.
func (d *Dir) onStage(name string) string {
	return filepath.Join(d.stagePath, filepath.FromSlash(name))
}

// makeStaged makes a folder of the stage.
func (d *Dir) makeStaged(name string) error {
	return d.makeAll(d.made, name, func(name string) error { return os.Mkdir(d.onStage(name), folderMode) },
		func(name string) error { return os.Chmod(d.onStage(name), folderMode) })
}

// mkdir makes a folder of the output.
func (d *Dir) mkdir(name string) error {
	return d.makeAll(d.folders, name, func(name string) error { return d.root.Mkdir(name, folderMode) },
		func(name string) error { return d.root.Chmod(name, folderMode) })
}

// makeAll makes a folder and those above it, unless they are known to be there.
func (d *Dir) makeAll(known map[string]bool, name string, mkdir, chmod func(string) error) error {
	d.mu.Lock()
	there := known[name]
	d.mu.Unlock()
	if there {
		return nil
	}
	if err := d.makeAll(known, path.Dir(name), mkdir, chmod); err != nil {
		return err
	}
	err := mkdir(name)
	if err == nil && d.chmod {
		err = chmod(name)
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return d.failed(name, err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	known[name] = true
	return nil
}

// syncStaged waits until the files are on the disk. Several at once share one
// turn of the file system's journal.
func (d *Dir) syncStaged(staged []entry) error {
	const atOnce = 8
	errs := make([]error, len(staged))
	turn := make(chan struct{}, atOnce)
	var wg sync.WaitGroup
	for i, e := range staged {
		turn <- struct{}{}
		wg.Go(func() {
			errs[i] = d.syncFile(e.staged)
			<-turn
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

func (d *Dir) syncFile(staged string) error {
	f, err := d.stage.OpenFile(staged, os.O_RDWR, 0)
	if err != nil {
		return d.failed(stageName, err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return d.failed(stageName, err)
	}
	return nil
}
