//go:build unix

package generator

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// lighthousePages are the pages that citizens see most: the first one, a section, a record and the one to search on.
var lighthousePages = []string{"/", "/caiwu/", "/caiwu/2026-10/", "/search/"}

const (
	leastScore = 98 // of 100
	speed      = "performance"
)

// TestLighthouse has Lighthouse score pages as a phone gets them, from nginx with the settings that gongkai writes.
//
// Speed is not scored unless GONGKAI_TEST_SPEED is set (make bench-pages): what it measures depends on what else the
// machine does. Of three runs the one in the middle counts then.
func TestLighthouse(t *testing.T) {
	categories, runs := []string{"accessibility", "best-practices", "seo"}, 1
	measured := os.Getenv("GONGKAI_TEST_SPEED") != ""
	if measured {
		categories, runs = append(categories, speed), 3
	}
	site := startNginx(t, buildTo(t, Options{Source: "../content/xiangyang", Precompress: measured}))
	args := []string{checkers + "/lighthouse.mjs", browserProgram(t), strings.Join(categories, ",")}
	for _, page := range lighthousePages {
		for range runs {
			args = append(args, site+page)
		}
	}
	cmd := exec.CommandContext(t.Context(), "node", args...)
	cmd.Stderr = os.Stderr
	said, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	results := json.NewDecoder(strings.NewReader(string(said)))
	for _, page := range lighthousePages {
		scores, faults := map[string][]int{}, []string(nil)
		for range runs {
			var r struct {
				Scores map[string]int
				Faults []string
			}
			if err := results.Decode(&r); err != nil {
				t.Fatal(err)
			}
			for name, score := range r.Scores {
				scores[name] = append(scores[name], score)
			}
			faults = append(faults, r.Faults...)
		}
		for _, name := range categories {
			all := slices.Sorted(slices.Values(scores[name]))
			if len(all) != runs || all[runs/2] < leastScore {
				t.Errorf("%s: %s %v: %s", page, name, all, strings.Join(slices.Compact(faults), "; "))
			}
			t.Logf("%s: %s %v", page, name, all)
		}
	}
	if _, err := results.Token(); !errors.Is(err, io.EOF) {
		t.Errorf("more than was asked for: %v", err)
	}
}
