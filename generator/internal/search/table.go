package search

// twoRunes is a letter, or two neighbouring ones.
type twoRunes uint64

func pair(a, b rune) twoRunes { return twoRunes(a)<<32 | twoRunes(b) }

func (p twoRunes) text() string {
	if rune(p) == 0 {
		return string(rune(p >> 32))
	}
	return string([]rune{rune(p >> 32), rune(p)})
}

// table is a map from letters to places. An index asks it some ten million times for a board of ten thousand
// records, which a map of the language takes several times as long for.
type table struct {
	keys   []twoRunes
	values []places
	slots  []int32 // index into keys plus one; a power of two of them
}

func newTable() table { return table{slots: make([]int32, 1<<12)} }

// at returns the places of a key, new ones for a new key. They move when another key is new.
func (t *table) at(key twoRunes) *places {
	i := t.slot(key)
	if t.slots[i] == 0 {
		t.keys, t.values = append(t.keys, key), append(t.values, places{})
		t.slots[i] = int32(len(t.keys))
		if len(t.keys)*2 > len(t.slots) {
			t.grow()
		}
		return &t.values[len(t.values)-1]
	}
	return &t.values[t.slots[i]-1]
}

// slot is where a key is, or belongs.
func (t *table) slot(key twoRunes) int {
	mask := len(t.slots) - 1
	for i := int(uint64(key)*0x9E3779B97F4A7C15>>40) & mask; ; i = (i + 1) & mask {
		if n := t.slots[i]; n == 0 || t.keys[n-1] == key {
			return i
		}
	}
}

func (t *table) grow() {
	t.slots = make([]int32, 2*len(t.slots))
	for i, key := range t.keys {
		t.slots[t.slot(key)] = int32(i + 1)
	}
}
