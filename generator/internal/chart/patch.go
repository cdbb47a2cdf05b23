package chart

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
)

var errDifference = errors.New("chart: one option has a list where the other has a group")

// difference returns what makes one option into another, as JSON: the keys whose
// values differ, down through groups and through lists of the same length, whose
// items go by their numbers; null for a key that is not there. The browser's
// bundle applies it. The options of a chart in two sizes have the same numbers and
// texts, which are most of what there is.
func difference(from, to []byte) ([]byte, error) {
	var a, b any
	if err := errors.Join(parse(from, &a), parse(to, &b)); err != nil {
		return nil, err
	}
	patch, _, err := differ(a, b)
	if err != nil {
		return nil, err
	}
	return json.Marshal(patch)
}

// parse reads JSON with its numbers as they are written.
func parse(data []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode(v)
}

// differ returns what makes a into b, and whether they are the same.
func differ(a, b any) (patch any, same bool, err error) {
	switch b := b.(type) {
	case map[string]any:
		switch a := a.(type) {
		case map[string]any:
			return differMaps(a, b)
		case []any:
			return nil, false, errDifference
		}
	case []any:
		if a, ok := a.([]any); ok && len(a) == len(b) {
			return differMaps(byNumber(a), byNumber(b))
		}
	default:
		return b, a == b, nil
	}
	return b, false, nil
}

func differMaps(a, b map[string]any) (patch any, same bool, err error) {
	out := map[string]any{}
	for key := range a {
		if _, stays := b[key]; !stays {
			out[key] = nil
		}
	}
	for key, value := range b {
		before, there := a[key]
		if !there {
			out[key] = value
			continue
		}
		part, same, err := differ(before, value)
		if err != nil {
			return nil, false, err
		}
		if !same {
			out[key] = part
		}
	}
	return out, len(out) == 0, nil
}

// byNumber makes a group of a list.
func byNumber(list []any) map[string]any {
	out := make(map[string]any, len(list))
	for i, item := range list {
		out[strconv.Itoa(i)] = item
	}
	return out
}
