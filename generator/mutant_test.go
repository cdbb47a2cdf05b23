package generator

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gongkai/generator/internal/publish"
)

// mutants says how many mutated boards to build; a few hundred take a minute.
const mutants = "GONGKAI_TEST_MUTANTS"

// recorder is an output that knows whether it was committed.
type recorder struct {
	*publish.Memory
	committed bool
}

func (r *recorder) Commit() (publish.Stats, error) {
	r.committed = true
	return r.Memory.Commit()
}

// TestMutatedBoards damages the files of the golden boards in the ways in which files get damaged, and builds what
// remains: whatever is in it, the program neither panics nor publishes anything together with an error.
func TestMutatedBoards(t *testing.T) {
	n := 60
	if all, err := strconv.Atoi(os.Getenv(mutants)); err == nil {
		n = all
	}
	var boards []*txtar.Archive
	for _, file := range glob(t, "testdata/golden/*.txtar") {
		if !strings.HasSuffix(file, ".golden.txtar") {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			boards = append(boards, archive)
		}
	}
	refused := 0
	for seed := range n {
		random := rand.New(rand.NewPCG(uint64(seed), 2026))
		board := boards[random.IntN(len(boards))]
		dir := t.TempDir()
		damaged := map[int]bool{}
		for range 1 + random.IntN(3) {
			damaged[random.IntN(len(board.Files))] = true
		}
		for i, f := range board.Files {
			data := f.Data
			if damaged[i] {
				data = mutate(random, data, board)
			}
			writeFile(t, filepath.Join(dir, f.Name), data)
		}
		if mutant(t, seed, dir) {
			refused++
		}
	}
	t.Logf("%d of %d were refused", refused, n)
	if refused < n/3 || refused == n {
		t.Errorf("%d of %d were refused: the damage is of no use", refused, n)
	}
}

// mutant builds one damaged board, without drawings, and reports whether it was refused.
func mutant(t *testing.T, seed int, dir string) (refused bool) {
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("seed %d: panic: %v", seed, p)
		}
	}()
	out := &recorder{Memory: publish.NewMemory()}
	// One worker runs in this goroutine's sight: a panic of another would end the test without its seed.
	report, err := run(Options{Source: dir, Destination: filepath.Join(dir, "public"), Date: sampleDate, Workers: 1, undrawn: true},
		func(Options) (publish.Output, error) { return out, nil })
	if err != nil {
		t.Errorf("seed %d: %v", seed, err)
		return false
	}
	if report.Failed() && out.committed {
		t.Errorf("seed %d: published with errors", seed)
	}
	if !report.Failed() && !out.committed {
		t.Errorf("seed %d: no error, and nothing published", seed)
	}
	return report.Failed()
}

// mutate damages a file once or a few times.
func mutate(random *rand.Rand, data []byte, board *txtar.Archive) []byte {
	data = bytes.Clone(data)
	for range 1 + random.IntN(3) {
		lines := bytes.SplitAfter(data, []byte("\n"))
		i, j := random.IntN(len(lines)), random.IntN(len(lines))
		switch random.IntN(9) {
		case 0: // a line is gone
			lines[i] = nil
		case 1: // two lines change places
			lines[i], lines[j] = lines[j], lines[i]
		case 2: // a line is there twice
			lines[i] = append(bytes.Clone(lines[i]), lines[i]...)
		case 3: // the end is missing
			lines = lines[:i]
		case 4: // a byte was damaged
			if len(lines[i]) > 0 {
				lines[i] = bytes.Clone(lines[i])
				lines[i][random.IntN(len(lines[i]))] ^= byte(1 << random.IntN(8))
			}
		case 5: // a line of another file was pasted
			other := bytes.SplitAfter(board.Files[random.IntN(len(board.Files))].Data, []byte("\n"))
			lines[i] = other[random.IntN(len(other))]
		case 6: // digits became others, or huge
			lines[i] = bytes.ReplaceAll(lines[i], []byte("1"), []byte([]string{"9", "", "0", "99999999999", "-", "１"}[random.IntN(6)]))
		case 7: // a cell or a value is empty
			lines[i] = bytes.ReplaceAll(lines[i], []byte(" "), nil)
		case 8: // marks of syntax where there were none
			lines[i] = fmt.Appendf(nil, "%s%s", []string{"|", "---\n", "- ", "> ", "```chart\n", "\t", "#", "{", "\x00", "&a ", "* "}[random.IntN(11)], lines[i])
		}
		data = bytes.Join(lines, nil)
	}
	return data
}
