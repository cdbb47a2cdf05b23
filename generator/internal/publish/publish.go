// Package publish puts the finished files of a build into the output folder.
//
// What a reader of the folder can rely on, at every moment and also when the
// build is killed: each file is either the old one or the new one, never half of
// it; a page never appears before the assets it shows; and a build that fails
// changes nothing. What the owner of the folder can rely on: after a build it
// holds exactly the files of that build, and the files that somebody else put
// there are untouched.
//
// The way a file takes:
//
//	Write   compares it with what is there; if it differs, stores it under
//	        public/.gongkai/stage, out of sight and on the same file system
//	Commit  writes down which files are ours, then renames the stored files to
//	        their places, assets before pages, and deletes what is stale, last
//
// Comparing bytes was measured faster than keeping a manifest of hashes, and
// finds files that a power cut has truncated or somebody has edited.
//
// The list of our files, public/.gongkai/files.txt, is also the mark by which we
// know our own output folder. While a commit runs it names the old files and the
// new ones, so whatever an interrupted commit has left is known to the next one.
package publish

import "time"

// Class says when a file becomes visible.
type Class uint8

// All assets (style sheets, charts, attachments) are visible before any page that
// shows them, data before or together with the page of its folder, and all pages
// before the seal.
const (
	Asset  Class = iota
	Beside       // data that only the page of its folder leads to
	Page
	Seal // what tells of all other files
)

// Sink takes the finished files of a build. It is safe for concurrent use.
//
// The name is a clean slash path relative to the output folder, such as
// "xiangyang/finance/2026-10/index.html". Data is not kept after Write returns.
// Nothing is visible before the Commit of the output behind the sink.
type Sink interface {
	Write(name string, class Class, data []byte) error
}

// Output is a sink with the end of a build: [Dir] on disk, [Memory] for serve.
type Output interface {
	Sink
	// Commit makes everything visible that was written since the last one.
	// No Write may be under way. After an error in Write it returns that error
	// and changes nothing.
	Commit() (Stats, error)
	// Abort forgets everything that was written. After Commit it does nothing,
	// so it can be deferred.
	Abort() error
}

// Stats says what a commit did.
type Stats struct {
	Written   int   // files that are new or have changed
	Unchanged int   // files that were there already, byte for byte
	Deleted   int   // files of an earlier build that this one does not have
	Bytes     int64 // size of the written files
}

// Options are the choices for an output folder.
type Options struct {
	// Force takes a folder that is not ours and overwrites files that are not
	// ours where the build has a file of the same name. It never deletes them.
	Force bool
	// Wait is how long to wait for another build into the same folder.
	Wait time.Duration
}
