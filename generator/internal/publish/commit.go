package publish

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// Commit makes the build visible and gives the folder back. The order is: the
// list of the old and new files, the new assets, the new pages (deeper ones first,
// so that a page appears before the overview that links to it), then deletions
// (pages first), and the list of the new files. It can return [*Foreign],
// [*Blocked] or [*IOError], or what a Write has returned; only an IOError with
// Partial set has changed what a reader sees.
func (d *Dir) Commit() (Stats, error) {
	if err := d.close(); err != nil {
		return Stats{}, err
	}
	stats, err := d.commit()
	_ = d.release() // what is left on the stage, the next Open removes
	return stats, err
}

// Abort gives the folder back as it was.
func (d *Dir) Abort() error {
	if err := d.close(); errors.Is(err, ErrClosed) {
		return nil
	}
	return d.release()
}

func (d *Dir) close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return ErrClosed
	}
	d.closed = true
	return nil
}

// release removes the stage and lets the next build in.
func (d *Dir) release() error {
	var err error
	if d.stage != nil {
		_ = d.stage.Close()
		if err = retry(func() error { return d.root.RemoveAll(stageName) }); err != nil {
			err = d.failed(stageName, err)
		}
	}
	if d.root != nil {
		_ = d.root.Close()
	}
	if d.lock != nil {
		_ = d.lock.Close()
	}
	return err
}

// change is what a commit has to do.
type change struct {
	staged []entry         // assets, then data, then pages
	beside []entry         // data that waits for its folder to be moved with the page in it
	first  []string        // stale files that stand in the way of new ones
	last   []string        // other stale files
	pages  map[string]bool // folders with a page somewhere below
	moved  map[string]bool // folders that were moved from the stage as a whole
	now    ledger
	stats  Stats
}

func (d *Dir) commit() (Stats, error) {
	if d.err != nil {
		return Stats{}, d.err
	}
	if len(d.blocked) > 0 {
		return Stats{}, &Blocked{Dir: d.path, Names: distinct(d.blocked)}
	}
	if len(d.foreign) > 0 {
		return Stats{}, &Foreign{Dir: d.path, Names: distinct(d.foreign)}
	}
	c := d.plan()
	if err := d.prepare(c); err != nil {
		return Stats{}, err
	}
	if err := d.apply(c); err != nil {
		var at *IOError
		if errors.As(err, &at) {
			at.Partial = true
		}
		return c.stats, err
	}
	return c.stats, nil
}

// plan compares the build with the earlier one.
func (d *Dir) plan() *change {
	c := &change{pages: map[string]bool{}, moved: map[string]bool{}, now: ledger{}}
	for _, e := range d.entries {
		c.now[e.name] = e.class
		for dir := path.Dir(e.name); e.class == Page && !c.pages[dir]; dir = path.Dir(dir) {
			c.pages[dir] = true
		}
		if e.staged == "" {
			c.stats.Unchanged++
		} else {
			c.staged = append(c.staged, e)
		}
	}
	slices.SortFunc(c.staged, func(a, b entry) int {
		return cmp.Or(
			cmp.Compare(a.class, b.class),
			-cmp.Compare(strings.Count(a.name, "/"), strings.Count(b.name, "/")),
			strings.Compare(a.name, b.name))
	})
	for name := range d.old {
		if _, stays := c.now[name]; stays {
			continue
		}
		if d.claims.blocks(name) {
			c.first = append(c.first, name)
		} else {
			c.last = append(c.last, name)
		}
	}
	d.sortDeletions(c.first)
	d.sortDeletions(c.last)
	return c
}

// sortDeletions puts pages before the assets that they show.
func (d *Dir) sortDeletions(names []string) {
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(-cmp.Compare(d.old[a], d.old[b]), strings.Compare(a, b))
	})
}

// prepare does what a reader of the folder does not see.
func (d *Dir) prepare(c *change) error {
	if len(c.staged) <= syncLimit {
		if err := d.syncStaged(c.staged); err != nil {
			return err
		}
	}
	return d.writeLedger(d.old.union(c.now))
}

// apply changes what a reader of the folder sees.
func (d *Dir) apply(c *change) error {
	if err := d.remove(c.first, &c.stats); err != nil {
		return err
	}
	if len(c.first) > 0 {
		d.folders = map[string]bool{".": true} // some were removed
	}
	for _, e := range c.staged {
		if err := d.place(c, e); err != nil {
			return err
		}
		c.stats.Written++
		c.stats.Bytes += e.size
	}
	if err := d.placeBeside(c); err != nil {
		return err
	}
	if err := d.remove(c.last, &c.stats); err != nil {
		return err
	}
	return d.writeLedger(c.now)
}

// place moves a file from the stage to its name, or the topmost folder above it
// that is not there yet, with everything in it. Moving a folder must not show a
// page too early: while assets are placed, folders with pages are made instead.
func (d *Dir) place(c *change, e entry) error {
	missing, err := d.missing(e.name)
	if err != nil {
		return err
	}
	if len(missing) > 0 && e.class == Beside && strings.HasPrefix(e.staged, treeName+"/") && c.pages[path.Dir(e.name)] {
		c.beside = append(c.beside, e)
		return nil
	}
	for _, folder := range missing {
		if c.moved[folder] {
			return nil
		}
		if strings.HasPrefix(e.staged, treeName+"/") && (e.class == Page || !c.pages[folder]) && moveFolder(d.root, folder) == nil {
			c.moved[folder] = true
			return nil
		}
		// Windows does not move a folder while a virus scanner has a file of it
		// open. Then its files are moved one by one, data before pages.
		if err := d.placeBeside(c); err != nil {
			return err
		}
		if err := d.mkdir(folder); err != nil {
			return err
		}
	}
	return d.rename(e)
}

// moveFolder moves a folder from the stage to its place. A variable, so that a test can make it fail.
var moveFolder = func(root *os.Root, folder string) error {
	return root.Rename(stageName+"/"+treeName+"/"+folder, folder)
}

// placeBeside moves the data whose folders have not been moved as a whole.
func (d *Dir) placeBeside(c *change) error {
	waiting := c.beside
	c.beside = nil
	for _, e := range waiting {
		moved := false
		for dir := path.Dir(e.name); dir != "." && !moved; dir = path.Dir(dir) {
			moved = c.moved[dir]
		}
		if moved {
			continue
		}
		if err := d.mkdir(path.Dir(e.name)); err != nil {
			return err
		}
		if err := d.rename(e); err != nil {
			return err
		}
	}
	return nil
}

// rename moves a file from the stage to its name.
func (d *Dir) rename(e entry) error {
	from := stageName + "/" + e.staged
	if err := retry(func() error { return d.root.Rename(from, e.name) }); err != nil {
		return d.failed(e.name, err)
	}
	return nil
}

// missing lists the folders above a name that are not there, from the top.
func (d *Dir) missing(name string) (folders []string, err error) {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		there, _, err := d.folder(dir)
		if err != nil {
			return nil, err
		}
		if there {
			break
		}
		folders = append(folders, dir)
	}
	slices.Reverse(folders)
	return folders, nil
}

// remove deletes files of an earlier build, and the folders that are empty then.
// What is no longer a file in a real folder was put there by somebody else.
func (d *Dir) remove(names []string, stats *Stats) error {
	for _, name := range names {
		there, blocker, err := d.folder(path.Dir(name))
		if err != nil {
			return err
		}
		if blocker != "" {
			continue
		}
		if there {
			info, err := d.root.Lstat(name)
			if err == nil && info.IsDir() {
				continue
			}
			err = retry(func() error { return d.root.Remove(name) })
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return d.failed(name, err)
			}
			if err == nil {
				stats.Deleted++
			}
		}
		d.prune(path.Dir(name))
	}
	return nil
}

// prune removes a folder, and those above it, as long as they are empty and the
// build has no use for them.
func (d *Dir) prune(folder string) {
	for ; folder != "."; folder = path.Dir(folder) {
		if now, used := d.claims[fold(folder)]; used && now.folder && now.name == folder {
			return
		}
		info, err := d.root.Lstat(folder)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		// It may be a file: an interrupted build knows it as both.
		if err != nil || !info.IsDir() || d.root.Remove(folder) != nil {
			return
		}
	}
}

func distinct(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}
