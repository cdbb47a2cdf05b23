// Command release packs the program for every system that it is made for: a zip for Windows, a tar.gz for the others,
// with their checksums. The same commit gives the same bytes, whenever and wherever it is packed: times are that of the
// commit, and what is packed has an order and rights of its own.
//
//	go run ./.ci/release -version v1.2.3 -time 1790000000 -out dist
package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

var platforms = []struct{ system, arch string }{
	{"windows", "amd64"}, {"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "arm64"},
}

//go:embed README.txt
var readme []byte

// file is one that is packed.
type file struct {
	name string
	mode fs.FileMode
	data []byte
}

func main() {
	log.SetFlags(0)
	version := flag.String("version", "dev", "what the program says it is")
	seconds := flag.Int64("time", 0, "time of all that is packed, in seconds since 1970")
	out := flag.String("out", "dist", "folder for the archives")
	flag.Parse()
	if err := release(*out, *version, time.Unix(*seconds, 0).UTC()); err != nil {
		log.Fatal(err)
	}
}

func release(out, version string, at time.Time) error {
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	var sums strings.Builder
	for _, p := range platforms {
		program, err := build(p.system, p.arch, version)
		if err != nil {
			return err
		}
		name, pack, binary := fmt.Sprintf("gongkai-%s-%s-%s.tar.gz", version, p.system, p.arch), tarGz, "gongkai"
		if p.system == "windows" {
			name, pack, binary = strings.TrimSuffix(name, ".tar.gz")+".zip", zipped, "gongkai.exe"
		}
		archive, err := pack([]file{{binary, 0o755, program}, {"README.txt", 0o644, readme}}, at)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, name), archive, 0o644); err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(archive), name)
		fmt.Printf("%s  %d KB\n", name, len(archive)>>10)
	}
	return os.WriteFile(filepath.Join(out, "SHA256SUMS"), []byte(sums.String()), 0o644)
}

// build compiles the program for a system, as make build does for this one.
func build(system, arch, version string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "gongkai-release-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "gongkai")
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w -X main.version="+version, "-o", program, "./cmd/gongkai")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system, "GOARCH="+arch)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s/%s: %w", system, arch, err)
	}
	return os.ReadFile(program)
}

func zipped(files []file, at time.Time) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: at}
		h.SetMode(f.mode)
		entry, err := w.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := entry.Write(f.data); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}

func tarGz(files []file, at time.Time) ([]byte, error) {
	var b bytes.Buffer
	gz, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	w := tar.NewWriter(gz)
	for _, f := range files {
		h := &tar.Header{Name: f.name, Mode: int64(f.mode), Size: int64(len(f.data)), ModTime: at, Format: tar.FormatPAX}
		if err := w.WriteHeader(h); err != nil {
			return nil, err
		}
		if _, err := w.Write(f.data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	err = gz.Close()
	return b.Bytes(), err
}
