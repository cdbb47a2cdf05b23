package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"syscall"
	"time"

	"gongkai/generator/internal/diag"
)

var (
	errNotOurs = diag.Define("GK0701", diag.Error,
		"输出文件夹“%[1]s”里已有内容，而且不是本程序生成的",
		"换一个空文件夹作为输出；如果确认就用它，加上 --force：同名文件会被覆盖，其他文件不会被改动或删除")
	errBusy = diag.Define("GK0702", diag.Error,
		"另一个 gongkai 正在向“%[1]s”输出（已等待 %[2]s）",
		"等它完成后再试；如果忘了它在哪里运行，重新启动电脑即可")
	errForeign = diag.Define("GK0703", diag.Error,
		"输出文件夹“%[1]s”里有不是本程序生成的同名文件：%[2]s",
		"把它移到别处或改名；如果不再需要它，加上 --force 覆盖")
	errBlocked = diag.Define("GK0704", diag.Error,
		"输出文件夹“%[1]s”里有不是本程序建立的链接、文件或文件夹，占了要生成的位置：%[2]s",
		"把它移到别处再生成；本程序不会顺着链接写到别的地方，也不会删除它")
	errName = diag.Define("GK0705", diag.Error,
		"无法生成文件“%[1]s”：%[2]s",
		"修改记录的 slug 或文件名，只用汉字、字母、数字和“-”")
	errCase = diag.Define("GK0706", diag.Error,
		"“%[1]s”与“%[2]s”只有大小写不同，在 Windows 上会互相覆盖",
		"修改其中一个的 slug 或文件名")
	errTwice = diag.Define("GK0707", diag.Error,
		"有两处内容都要生成文件“%[1]s”",
		"修改其中一个的 slug、文件名或 aliases")
	errFolder = diag.Define("GK0708", diag.Error,
		"“%[1]s”既要生成文件，又要作为文件夹存放别的文件",
		"修改其中一个的 slug、文件名或 aliases")
	errNoFolder = diag.Define("GK0709", diag.Error,
		"“%[1]s”是文件，不是文件夹，不能作为输出位置",
		"把它移走，或换一个输出文件夹")
	errPermission = diag.Define("GK0710", diag.Error,
		"没有权限写“%[1]s”%[3]s",
		"检查输出文件夹的权限和所有者，或换一个有权限的文件夹%[4]s")
	errReadOnly = diag.Define("GK0711", diag.Error,
		"“%[1]s”所在的磁盘是只读的%[3]s",
		"换一个可以写的磁盘，或取消 U 盘的写保护%[4]s")
	errFull = diag.Define("GK0712", diag.Error,
		"磁盘空间不足，无法写“%[1]s”%[3]s",
		"清理磁盘；生成时需要能放下全部改动文件的空间%[4]s")
	errInUse = diag.Define("GK0713", diag.Error,
		"“%[1]s”正被其他程序占用，或没有写它的权限%[3]s",
		"关闭打开它的程序（编辑器、杀毒软件、网盘同步），并检查权限%[4]s")
	errIO = diag.Define("GK0714", diag.Error,
		"写“%[1]s”时出错%[3]s：%[2]s",
		"检查磁盘是否正常、网络驱动器是否断开%[4]s")
)

// Finding puts an error of this package into words for the clerk.
func Finding(err error) diag.Finding {
	var own interface {
		error
		Finding() diag.Finding
	}
	if errors.As(err, &own) {
		return own.Finding()
	}
	return errIO.At(diag.Pos{}, "", err.Error(), "", "")
}

// NotOurs refuses an output folder that has content but not our mark.
type NotOurs struct{ Dir string }

// Finding gives the error in words for the clerk.
func (e *NotOurs) Finding() diag.Finding { return errNotOurs.At(diag.Pos{}, e.Dir) }
func (e *NotOurs) Error() string         { return e.Finding().Message }

// Busy says that another build holds the output folder.
type Busy struct {
	Dir    string
	Waited time.Duration
}

// Finding gives the error in words for the clerk.
func (e *Busy) Finding() diag.Finding {
	return errBusy.At(diag.Pos{}, e.Dir, fmt.Sprintf("%.0f 秒", e.Waited.Seconds()))
}
func (e *Busy) Error() string { return e.Finding().Message }

// Foreign lists files which are not ours and have the name of a file of the
// build. With [Options.Force] they are overwritten instead.
type Foreign struct {
	Dir   string
	Names []string // sorted
}

// Finding gives the error in words for the clerk.
func (e *Foreign) Finding() diag.Finding { return errForeign.At(diag.Pos{}, e.Dir, list(e.Names)) }
func (e *Foreign) Error() string         { return e.Finding().Message }

// Blocked lists links, folders and other things which are not ours and stand
// where the build needs a file or a folder. Force does not remove them.
type Blocked struct {
	Dir   string
	Names []string // sorted
}

// Finding gives the error in words for the clerk.
func (e *Blocked) Finding() diag.Finding { return errBlocked.At(diag.Pos{}, e.Dir, list(e.Names)) }
func (e *Blocked) Error() string         { return e.Finding().Message }

// list names the first few.
func list(names []string) string {
	const most = 5
	if len(names) <= most {
		return strings.Join(names, "、")
	}
	return fmt.Sprintf("%s 等 %d 个", strings.Join(names[:most], "、"), len(names))
}

type clash uint8

const (
	clashCase clash = iota + 1
	clashTwice
	clashFolder
)

// NameError refuses a name that not every system can store, or that collides
// with another one of the same build.
type NameError struct {
	Name   string // the file, or the folder above it that collides
	Other  string // the file or folder it collides with, if it does
	Reason string // otherwise, what is wrong with it
	clash  clash
}

// Finding gives the error in words for the clerk. Which of two names came first
// depends on the workers, so they are given in order.
func (e *NameError) Finding() diag.Finding {
	first, second := min(e.Name, e.Other), max(e.Name, e.Other)
	switch e.clash {
	case clashCase:
		return errCase.At(diag.Pos{}, first, second)
	case clashTwice:
		return errTwice.At(diag.Pos{}, e.Name)
	case clashFolder:
		return errFolder.At(diag.Pos{}, first)
	}
	return errName.At(diag.Pos{}, e.Name, e.Reason)
}
func (e *NameError) Error() string { return e.Finding().Message }

// IOError says that the file system refused something.
type IOError struct {
	Path    string
	Partial bool // some files of the build are visible already, others are not
	Err     error
}

// Finding gives the error in words for the clerk.
func (e *IOError) Finding() diag.Finding {
	what, next := "", ""
	if e.Partial {
		what = "，网站只更新了一部分"
		next = "；然后再生成一次，会自动补全"
	}
	return e.def().At(diag.Pos{}, e.Path, cause(e.Err), what, next)
}

func (e *IOError) def() *diag.Def {
	switch {
	case errors.Is(e.Err, syscall.ENOTDIR) && !e.Partial:
		return errNoFolder
	case inUse(e.Err):
		return errInUse
	case errors.Is(e.Err, fs.ErrPermission):
		return errPermission
	case isErrno(e.Err, syscall.EROFS, windowsWriteProtect):
		return errReadOnly
	case isErrno(e.Err, syscall.ENOSPC, windowsDiskFull, windowsHandleDiskFull),
		errors.Is(e.Err, syscall.EDQUOT):
		return errFull
	}
	return errIO
}

func (e *IOError) Error() string { return e.Finding().Message }

// Unwrap returns what the system said.
func (e *IOError) Unwrap() error { return e.Err }

// cause is what the system said, without the path, which the message has.
func cause(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}

// Errors of Windows, which package syscall names only there.
const (
	windowsAccessDenied     syscall.Errno = 5
	windowsWriteProtect     syscall.Errno = 19
	windowsSharingViolation syscall.Errno = 32
	windowsLockViolation    syscall.Errno = 33
	windowsHandleDiskFull   syscall.Errno = 39
	windowsDiskFull         syscall.Errno = 112
)

// isErrno tells whether err is one of the system's own codes; those of Windows
// mean something else elsewhere.
func isErrno(err error, posix syscall.Errno, windows ...syscall.Errno) bool {
	if errors.Is(err, posix) {
		return true
	}
	var code syscall.Errno
	if runtime.GOOS != "windows" || !errors.As(err, &code) {
		return false
	}
	for _, w := range windows {
		if code == w {
			return true
		}
	}
	return false
}

// inUse tells whether Windows refused because another program, often a virus
// scanner, has the file open at the moment.
func inUse(err error) bool {
	return runtime.GOOS == "windows" &&
		isErrno(err, windowsSharingViolation, windowsLockViolation, windowsAccessDenied)
}

// retry repeats what fails because a file is in use, for about two seconds.
func retry(op func() error) error {
	const longest = time.Second
	for wait := 10 * time.Millisecond; ; wait *= 2 {
		err := op()
		if err == nil || wait > longest || !inUse(err) {
			return err
		}
		time.Sleep(wait)
	}
}
