package generator

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"gongkai/generator/internal/board"
	"gongkai/generator/internal/opendata"
	"gongkai/generator/internal/value"
)

// DueItem is something that a board has to make public: one period of one entry of its catalogue.
type DueItem struct {
	Board   string `json:"board"`   // 向阳社区
	Item    string `json:"item"`    // 财务收支
	Period  string `json:"period"`  // 2026年10月
	Day     string `json:"day"`     // the last day in time, as 2026-11-15
	Days    int    `json:"days"`    // left; negative for days overdue
	Post    string `json:"post"`    // who sees to it; "" where nobody is named
	Where   string `json:"where"`   // the section's title, or the kind's
	Unmoved bool   `json:"unmoved"` // the holidays of that year are not announced yet, so the day may move

	day value.Date
}

// Due lists what is overdue on the as-of date and what comes due within so many days, the
// most urgent first. The report holds what was found on the way; with errors among them the list is empty.
func Due(opts Options, within int) ([]DueItem, *Report, error) {
	opts.undrawn = true
	b, err := begin(opts)
	if err != nil {
		return nil, nil, err
	}
	defer b.end()
	b.understand()
	var items []DueItem
	if !b.stopped() {
		for _, bd := range b.boards {
			items = append(items, dueItems(bd, b.asOf, within)...)
		}
	}
	slices.SortStableFunc(items, func(x, y DueItem) int { return x.day.Compare(y.day) })
	report, err := b.finish()
	return items, report, err
}

// dueItems lists what a board has not yet made public. The next period of a duty counts too, so that what is
// due soon after a period has ended is seen before.
func dueItems(bd *board.Board, asOf value.Date, within int) []DueItem {
	var out []DueItem
	for i := range bd.Duties {
		d := &bd.Duties[i]
		for _, due := range d.Dues {
			left := due.Day.Sub(asOf)
			if due.Record != nil || left > within {
				continue
			}
			out = append(out, DueItem{
				Board: string(bd.Short), Item: string(d.Item), Period: due.Period.String(), Day: due.Day.ISO(), Days: left,
				Post: string(d.Post), Where: d.Where(), Unmoved: due.Unmoved, day: due.Day,
			})
		}
	}
	return out
}

// WriteDueJSON prints the items for machines, one object a line.
func WriteDueJSON(w io.Writer, items []DueItem) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, it := range items {
		if err := enc.Encode(it); err != nil {
			return err
		}
	}
	return nil
}

// WriteDueCalendar prints the items as a calendar (RFC 5545) to subscribe to: an entry on each day,
// with a reminder three days before. asOf stamps the entries, so that the same day gives the same bytes.
func WriteDueCalendar(w io.Writer, items []DueItem, asOf string) error {
	events := make([]opendata.Event, len(items))
	for i, it := range items {
		events[i] = opendata.Event{
			ID: []string{it.Board, it.Item, it.Period}, From: it.Day, Reminder: it.Item + "快到期了",
			Summary: fmt.Sprintf("%s：公开%s%s", it.Board, it.Period, it.Item), Description: it.note(),
		}
	}
	_, err := w.Write(opendata.Calendar("due", "公开事项到期", asOf, events))
	return err
}

// note says where the item goes and who sees to it.
func (it DueItem) note() string {
	var parts []string
	if it.Where != "" {
		parts = append(parts, "公开在“"+it.Where+"”")
	}
	if it.Post != "" {
		parts = append(parts, "责任岗："+it.Post)
	}
	if it.Unmoved {
		parts = append(parts, "当年的放假安排还没有公布，没有顺延")
	}
	return strings.Join(parts, "；")
}

// WriteDueText prints the items for people.
func WriteDueText(w io.Writer, items []DueItem) {
	for _, it := range items {
		fmt.Fprintf(w, "%s  %s  %s%s", it.Day, it.left(), it.Board, "："+it.Period+it.Item)
		if note := it.note(); note != "" {
			fmt.Fprintf(w, "（%s）", note)
		}
		fmt.Fprintln(w)
	}
}

func (it DueItem) left() string {
	switch {
	case it.Days < 0:
		return fmt.Sprintf("逾期 %d 天", -it.Days)
	case it.Days == 0:
		return "今天到期"
	}
	return fmt.Sprintf("剩 %d 天", it.Days)
}
