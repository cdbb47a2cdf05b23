package publish

import (
	"bytes"
	"sync"
	"sync/atomic"
)

// Memory is an output that lives in memory, for serve. One Memory takes build
// after build; readers see the files of the last committed one, all at once.
type Memory struct {
	current atomic.Pointer[map[string][]byte]

	mu     sync.Mutex
	err    error
	claims claims
	next   map[string][]byte
	stats  Stats
}

// NewMemory returns an output without files.
func NewMemory() *Memory {
	m := &Memory{}
	m.current.Store(&map[string][]byte{})
	m.begin()
	return m
}

func (m *Memory) begin() {
	m.err, m.claims, m.next, m.stats = nil, claims{}, map[string][]byte{}, Stats{}
}

// Write takes one file. It refuses the names that [Dir] refuses, so that serve
// shows what a build would say.
func (m *Memory) Write(name string, _ Class, data []byte) error {
	kept, same := m.Open(name)
	if same = same && bytes.Equal(kept, data); !same {
		kept = bytes.Clone(data)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	var err error
	if reason := checkName(name); reason != "" {
		err = &NameError{Name: name, Reason: reason}
	} else {
		err = m.claims.add(name)
	}
	if err != nil {
		if m.err == nil {
			m.err = err
		}
		return err
	}
	m.next[name] = kept
	if same {
		m.stats.Unchanged++
	} else {
		m.stats.Written++
		m.stats.Bytes += int64(len(data))
	}
	return nil
}

// Commit shows the files that were written since the last Commit or Abort, in
// place of those before.
func (m *Memory) Commit() (Stats, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	defer m.begin()
	if m.err != nil {
		return Stats{}, m.err
	}
	for name := range m.Files() {
		if _, stays := m.next[name]; !stays {
			m.stats.Deleted++
		}
	}
	next := m.next
	m.current.Store(&next)
	return m.stats, nil
}

// Abort forgets what was written since the last Commit.
func (m *Memory) Abort() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.begin()
	return nil
}

// Files returns the files of the last commit. The caller must not change them;
// later builds don't.
func (m *Memory) Files() map[string][]byte { return *m.current.Load() }

// Open returns a file of the last commit, which the caller must not change.
func (m *Memory) Open(name string) ([]byte, bool) {
	data, ok := m.Files()[name]
	return data, ok
}
