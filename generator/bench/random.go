package main

import (
	"strings"

	"gongkai/generator/internal/value"
)

// random is a splitmix64 generator. It is written out here because a corpus has to be
// the same in every year and with every release of Go.
type random uint64

// newRandom starts a sequence of its own for each record of each section, so that
// a record does not depend on how many come before it.
func newRandom(section string, record int) *random {
	r := random(record) << 20
	for _, b := range []byte(section) {
		r = random(r.next() + uint64(b))
	}
	return &r
}

func (r *random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// between returns a number from low to high, both included.
func (r *random) between(low, high int) int {
	return low + int(r.next()%uint64(high-low+1))
}

// chance reports true in so many of a hundred cases.
func (r *random) chance(percent int) bool { return r.between(1, 100) <= percent }

func (r *random) pick(list []string) string { return list[r.between(0, len(list)-1)] }

// date returns a day from first to last, both included.
func (r *random) date(first, last value.Date) value.Date {
	return first.AddDays(r.between(0, last.Sub(first)))
}

// name returns the name of a person.
func (r *random) name() string {
	name := r.pick(surnames) + r.pick(given)
	if r.chance(60) {
		name += r.pick(given)
	}
	return name
}

// otherName returns the name of another person.
func (r *random) otherName(than string) string {
	for {
		if name := r.name(); name != than {
			return name
		}
	}
}

// sentence returns about 45 characters.
func (r *random) sentence() string {
	return r.pick(subjects) + r.pick(verbs) + r.pick(objects) + r.pick(endings) + "。"
}

// paragraph returns so many sentences in one line.
func (r *random) paragraph(low, high int) string {
	var b strings.Builder
	for range r.between(low, high) {
		b.WriteString(r.sentence())
	}
	return b.String()
}
