package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// relativeTo returns the slash path of a file in a folder, whether the file is there or not.
func relativeTo(dir, file string) (string, error) {
	from, err1 := filepath.Abs(dir)
	to, err2 := filepath.Abs(file)
	rel, err3 := filepath.Rel(from, to)
	if err := errors.Join(err1, err2, err3); err != nil || !filepath.IsLocal(rel) {
		return "", &UsageError{fmt.Sprintf("%s 不在公开栏的文件夹 %s 里。", file, dir)}
	}
	return filepath.ToSlash(rel), nil
}

// inSource returns the slash path of a file that is there, counted from the source.
func inSource(dir, file string) (string, error) {
	name, err := relativeTo(dir, file)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(file); err != nil {
		return "", &UsageError{"找不到文件 " + file + "。"}
	}
	return name, nil
}

// createFile writes a file that must not be there yet.
func createFile(name string, data []byte) error {
	out, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return &UsageError{name + " 已经有了。"}
	}
	if err != nil {
		return err
	}
	_, err = out.Write(data)
	return errors.Join(err, out.Close())
}

// replaceFile writes a file beside another and puts it in its place: whoever reads it meanwhile sees the
// old text or the new one. A file that is not there yet is made.
func replaceFile(name string, data []byte) error {
	mode := fs.FileMode(0o644)
	switch info, err := os.Stat(name); {
	case err == nil:
		mode = info.Mode().Perm()
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(name), ".gongkai-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // gone already, if all went well
	_, err = temp.Write(data)
	err = errors.Join(err, temp.Sync(), temp.Chmod(mode), temp.Close())
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), name)
}
