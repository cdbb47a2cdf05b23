package publish

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

const (
	childFolder  = "GONGKAI_TEST_KILL_FOLDER"
	childVersion = "GONGKAI_TEST_KILL_VERSION"
	moreKills    = "GONGKAI_TEST_KILLS" // how many builds to kill: make kills
	versions     = 4
)

// TestMain is also the build that TestKilledBuild kills.
func TestMain(m *testing.M) {
	if dir := os.Getenv(childFolder); dir != "" {
		buildUntilKilled(dir)
	}
	os.Exit(m.Run())
}

// buildUntilKilled builds one version after the other, telling where it is.
func buildUntilKilled(dir string) {
	syncLimit = 0 // spend the time in renames rather than in waiting for the disk
	version, _ := strconv.Atoi(os.Getenv(childVersion))
	for ; ; version = (version + 1) % versions {
		d, err := Open(dir, Options{})
		fmt.Println("write")
		if err == nil {
			err = killSite(version).write(d)
		}
		fmt.Println("commit")
		if err == nil {
			_, err = d.Commit()
		}
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
}

// killSite is a version of a site with about 300 files. A page names the assets
// that it shows. Assets that change have other names in each version, as in a
// build; files, folders and letter case come and go.
func killSite(version int) site {
	s := site{}
	page := func(name, text string, shows ...string) {
		body := text + strings.Repeat(" 正文", 300+len(name)*7)
		s[name] = strings.Join(append([]string{body}, shows...), "\n")
	}
	style := fmt.Sprintf("assets/site.%d.css", version)
	s[style] = strings.Repeat(style, 200)
	for i := range 20 {
		s[fmt.Sprintf("assets/stable-%d.svg", i)] = strings.Repeat("<svg>", i*50)
		s[fmt.Sprintf("assets/chart-%d.%d.svg", i, version)] = strings.Repeat("<svg>", i*50+version)
	}
	for i := range 280 {
		name := fmt.Sprintf("s%d/r%03d/index.html", i%7, i)
		switch {
		case (i+version)%5 == 0: // not in this version
		case i%2 == 0:
			page(name, "stable", fmt.Sprintf("assets/stable-%d.svg", i%20))
		default:
			page(name, fmt.Sprint("version ", version), style, fmt.Sprintf("assets/chart-%d.%d.svg", i%20, version))
		}
	}
	own := fmt.Sprintf("only%d/", version)
	s[own+"data/table.csv"] = own
	page(own+"index.html", own, own+"data/table.csv", style)
	page(own+"data/more/index.html", own, own+"data/table.csv", "assets/stable-3.svg")
	if version%2 == 0 {
		s["flip"] = "a file"
		page("Case/index.html", "upper")
	} else {
		page("flip/index.html", "a folder", style)
		page("case/index.html", "lower")
	}
	return s
}

// A build is killed at many moments. Each time all that is visible must be whole
// files of some version with the assets they show, and the next build must make
// the folder exactly right.
func TestKilledBuild(t *testing.T) {
	kills, patience := 40, 8*time.Second
	if testing.Short() {
		kills = 8
	}
	if all, err := strconv.Atoi(os.Getenv(moreKills)); err == nil {
		kills, patience = all, time.Hour
	}
	dir := filepath.Join(t.TempDir(), "public")
	foreign := site{".gitkeep": "", "robots.txt": "mine", "s3/r003/notes.docx": "mine", "only1/mine.txt": "mine"}
	sites := make([]site, versions)
	for v := range sites {
		sites[v] = killSite(v)
	}
	random := rand.New(rand.NewPCG(20261, 7))
	killedInCommit := 0
	start := time.Now()
	for n := range kills {
		if n >= 8 && time.Since(start) > patience {
			kills = n // a busy machine
			break
		}
		if n%10 == 0 { // from an empty folder, too
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
			site{}.mustBuild(t, dir)
			for name, data := range foreign {
				put(t, dir, name, data)
			}
		}
		killBuild(t, dir, n%versions, random)
		seen := tree(t, dir)
		if checkSeen(t, seen, sites, foreign) {
			killedInCommit++
		}
		if n%3 == 0 {
			continue // the next to repair it is a build that is killed, too
		}
		next := sites[random.IntN(versions)]
		next.mustBuild(t, dir)
		wantTree(t, dir, next.with(foreign))
		if t.Failed() {
			t.Fatalf("after kill %d", n)
		}
	}
	t.Logf("%d of %d kills hit between two changes of one commit", killedInCommit, kills)
}

// killBuild starts a build and kills it at a random moment of a random phase.
func killBuild(t *testing.T, dir string, version int, random *rand.Rand) {
	t.Helper()
	phase, pause := "commit", time.Duration(random.IntN(12_000))*time.Microsecond
	if random.IntN(4) == 0 {
		phase = "write"
	}
	rounds := 1 + random.IntN(3)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childFolder+"="+dir, childVersion+"="+strconv.Itoa(version))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for rounds > 0 && lines.Scan() {
		switch lines.Text() {
		case phase:
			rounds--
		case "write", "commit":
		default:
			t.Errorf("the build said: %s", lines.Text())
		}
	}
	time.Sleep(pause)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}

// checkSeen checks what a killed build has left visible, and tells whether it is
// a mixture of versions.
func checkSeen(t *testing.T, seen site, sites []site, foreign site) (mixed bool) {
	t.Helper()
	for name, data := range foreign {
		if got, ok := seen[name]; !ok || got != data {
			t.Errorf("foreign file %s: %q", name, got)
		}
	}
	for name, data := range seen {
		if _, mine := foreign[name]; mine || strings.HasSuffix(name, "/") {
			continue
		}
		if !anyHas(sites, name, data) {
			t.Errorf("%s (%d bytes) is no version of it", name, len(data))
		}
		if classOf(name) != Page {
			continue
		}
		for _, shown := range strings.Split(data, "\n")[1:] {
			if _, there := seen[shown]; !there {
				t.Errorf("%s shows %s, which is missing", name, shown)
			}
		}
	}
	for _, s := range sites {
		whole := len(seen) == len(s)+len(foreign)
		for name, data := range s {
			whole = whole && seen[name] == data
		}
		if whole {
			return false
		}
	}
	return len(seen) > len(foreign)
}

func anyHas(sites []site, name, data string) bool {
	for _, s := range sites {
		if want, ok := s[name]; ok && want == data {
			return true
		}
	}
	return false
}
