package chart

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"os"
	"slices"
	"sync"
)

// A pack file is packHead, and then for each drawing a head of headSize bytes
// and the drawing. The head is the key, the drawing's size and checksum, and the
// checksum of these three.
const (
	packHead = "gongkai charts 1\n"
	headSize = len(key{}) + 4 + 4 + 4
)

// pack is an open pack file.
type pack struct {
	file *os.File
	size int64 // up to where it is whole
}

// openPack opens a pack and notes its drawings, up to the first that is not
// whole. It returns nil if there is none.
func openPack(name string, entries map[key]*entry) *pack {
	file, err := os.Open(name)
	if err != nil {
		return nil
	}
	p := &pack{file: file}
	info, err := file.Stat()
	head := make([]byte, headSize)
	if _, readErr := file.ReadAt(head[:len(packHead)], 0); err != nil || readErr != nil || string(head[:len(packHead)]) != packHead {
		return p // of another version; it goes with the next rewrite
	}
	p.size = int64(len(packHead))
	for {
		if _, err := file.ReadAt(head, p.size); err != nil {
			return p
		}
		k, e, ok := readHead(head)
		e.in, e.offset = p, p.size+int64(headSize)
		end := e.offset + int64(e.size)
		if !ok || end > info.Size() {
			return p
		}
		entries[k] = e
		p.size = end
	}
}

// createPack makes a pack that does not exist yet.
func createPack(name string) (*pack, error) {
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	p := &pack{file, int64(len(packHead))}
	if _, err := file.WriteString(packHead); err != nil {
		p.discard()
		return nil, err
	}
	return p, nil
}

// discard removes a pack. One that stays all the same is found again, and does no harm.
func (p *pack) discard() {
	_ = p.file.Close()
	_ = os.Remove(p.file.Name())
}

// append adds a drawing in one write. It returns nil if that failed; the next
// one is then written over it.
func (p *pack) append(k key, drawing string) *entry {
	e := &entry{
		in: p, offset: p.size + int64(headSize),
		size: uint32(len(drawing)), sum: crc32.ChecksumIEEE([]byte(drawing)),
	}
	data := append(writeHead(k, e), drawing...)
	if _, err := p.file.WriteAt(data, p.size); err != nil {
		return nil
	}
	p.size += int64(len(data))
	return e
}

// scratch is for reading: a drawing is kept as a text, of which there is one copy.
var scratch = sync.Pool{New: func() any { return new([]byte) }}

// read returns a drawing, and whether it is what was written.
func (p *pack) read(e *entry) (string, bool) {
	buf := scratch.Get().(*[]byte)
	defer scratch.Put(buf)
	*buf = slices.Grow((*buf)[:0], int(e.size))[:e.size]
	if _, err := p.file.ReadAt(*buf, e.offset); err != nil || crc32.ChecksumIEEE(*buf) != e.sum {
		return "", false
	}
	return string(*buf), true
}

func writeHead(k key, e *entry) []byte {
	head := bytes.NewBuffer(make([]byte, 0, headSize+int(e.size)))
	head.Write(k[:])
	b := head.AvailableBuffer()
	b = binary.BigEndian.AppendUint32(b, e.size)
	b = binary.BigEndian.AppendUint32(b, e.sum)
	head.Write(b)
	return binary.BigEndian.AppendUint32(head.Bytes(), crc32.ChecksumIEEE(head.Bytes()))
}

func readHead(head []byte) (k key, e *entry, ok bool) {
	n := copy(k[:], head)
	e = &entry{
		size: binary.BigEndian.Uint32(head[n:]),
		sum:  binary.BigEndian.Uint32(head[n+4:]),
	}
	return k, e, binary.BigEndian.Uint32(head[n+8:]) == crc32.ChecksumIEEE(head[:n+8])
}
