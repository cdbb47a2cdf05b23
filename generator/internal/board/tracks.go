package board

import (
	"cmp"
	"slices"
	"strings"

	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/kind"
	"gongkai/generator/internal/value"
)

// historyDir is the address of what is followed over the years, below that of a section.
const historyDir = "history"

// TrackPages are the addresses of the two pages that show what can be followed. An account and a track have theirs
// whether or not there is so much of a section that they get pages of their own: the addresses are the same whenever
// they do.
type TrackPages struct {
	Compare block.Ref // the page that puts two periods side by side
	History block.Ref // the one that follows every category
}

// Account is one of several that a section keeps apart, such as the accounts of a community or a contest.
type Account struct {
	Name   string
	Tracks []*Track // one, at least
	TrackPages
}

// Track is a track with its pages.
type Track struct {
	kind.Track
	TrackPages
}

// Tracks are those of all accounts.
func (s *Section) Tracks() []*Track {
	var out []*Track
	for _, a := range s.Accounts {
		out = append(out, a.Tracks...)
	}
	return out
}

// gatherTracks asks every kind what the records of a section let people follow.
func (b *Board) gatherTracks() {
	b.Root.Walk(func(s *Section) {
		if s.Parent == nil {
			return
		}
		for _, group := range byKind(s.Records) {
			for _, t := range group[0].Kind.Tracks(b.Context(group[0].Kind, &diag.Report{}), group) {
				s.follow(t)
			}
		}
		if len(s.Accounts) > 0 {
			b.addressTracks(s)
		}
	})
}

// follow puts a track to its account.
func (s *Section) follow(t kind.Track) {
	i := slices.IndexFunc(s.Accounts, func(a *Account) bool { return a.Tracks[0].Account == t.Account })
	if i < 0 {
		i = len(s.Accounts)
		s.Accounts = append(s.Accounts, &Account{Name: cmp.Or(t.Account, t.Name)})
	}
	s.Accounts[i].Tracks = append(s.Accounts[i].Tracks, &Track{Track: t})
}

// addressTracks gives what a section follows its addresses. Of two names that read the same in pinyin, the account that
// was there first has the shorter address, so that one that comes later takes it from nobody.
func (b *Board) addressTracks(s *Section) {
	s.TrackPages = TrackPages{b.freeRef(s.Ref, compareDir), b.freeRef(s.Ref, historyDir)}
	accounts := slices.Clone(s.Accounts)
	slices.SortStableFunc(accounts, func(x, y *Account) int {
		return cmp.Or(x.begin().Compare(y.begin()), strings.Compare(x.Name, y.Name))
	})
	for _, a := range accounts {
		b.addressAccount(s, a)
	}
}

// addressAccount gives an account and its tracks their addresses. Tracks of no account stand right below the section's.
func (b *Board) addressAccount(s *Section, a *Account) {
	above := s.TrackPages
	if a.Tracks[0].Account != "" {
		a.TrackPages = b.below(s.TrackPages, a.Name)
		above = a.TrackPages
	}
	for _, t := range a.Tracks {
		t.TrackPages = b.below(above, cmp.Or(t.Name, t.Of))
	}
	if a.Compare == "" {
		a.TrackPages = b.below(s.TrackPages, a.Name)
	}
}

// below returns free addresses below those of two pages.
func (b *Board) below(p TrackPages, name string) TrackPages {
	name = firstRunes(name, addressedRunes)
	return TrackPages{b.freeRef(p.Compare, name), b.freeRef(p.History, name)}
}

// addressedRunes is how much of a name is in an address: more makes paths that Windows does not take.
const addressedRunes = 16

func firstRunes(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

// begin is the day with which the numbers of an account begin.
func (a *Account) begin() value.Date {
	var first value.Date
	for _, t := range a.Tracks {
		if day := t.Points[0].Period.Start(); first.IsZero() || day.Before(first) {
			first = day
		}
	}
	return first
}
