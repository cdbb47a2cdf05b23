# gongkai: everything that is built, tested and checked starts here.
# `make help` lists the targets; .ci/run calls the same ones.

VERSION = $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
ARGS    =

# Pure Go: one file that runs anywhere. The version comes from git describe, so the stamps that
# go build would add are left out: the same commit gives the same bytes in every clone.
export CGO_ENABLED = 0
GO_BUILD = go build -trimpath -buildvcs=false -ldflags '-s -w -X main.version=$(VERSION)'

# The developers' tools have their own module file and stay out of gongkai's.
TOOL = go tool -modfile=.ci/tools.mod

CHART    = themes/chart
BUNDLE   = $(CHART)/dist/ssr.js
CHECKERS = .ci/npm

.DEFAULT_GOAL := build
.DELETE_ON_ERROR:
.PHONY: build serve chart deps test race lint fmt vuln bench bench-pages bench-search bench-privacy torture cross release clean help

build: chart ## build ./gongkai
	$(GO_BUILD) -o gongkai ./cmd/gongkai

serve: build ## build, then serve the sample boards (options: make serve ARGS="…")
	./gongkai serve $(ARGS)

chart: $(BUNDLE) ## bundle ECharts, where its sources have changed

# dist/ssr.js and the lock file that npm leaves in node_modules stand for all that npm and the bundler write.
$(BUNDLE): $(CHART)/node_modules/.package-lock.json $(CHART)/build.mjs $(wildcard $(CHART)/*.js)
	cd $(CHART) && node build.mjs
	@touch $@

%/node_modules/.package-lock.json: %/package.json %/package-lock.json
	@command -v node >/dev/null && command -v npm >/dev/null || { echo 'make: Node.js and npm are needed to bundle the charts and to check pages; install the packages nodejs and npm.' >&2; exit 1; }
	cd $* && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

deps: $(CHECKERS)/node_modules/.package-lock.json ## install what the tests need besides Go and Node.js
	@bash .ci/deps

# Tests drive a browser and kill processes: a result from the cache would say little.
test: deps chart ## run every test, those in the browser included
	go test -count=1 -timeout 40m ./...

race: deps chart ## run every test under the race detector (needs a C compiler)
	CGO_ENABLED=1 go test -count=1 -timeout 60m -race ./...

# golangci-lint runs go vet's checks and compares with gofumpt's format, too.
lint: ## check format, style, architecture, dead code and go.mod
	$(TOOL) golangci-lint run ./...
	@bash .ci/deadcode $(TOOL)
	go mod tidy -diff

fmt: ## format the Go sources
	$(TOOL) golangci-lint fmt

vuln: ## look for known vulnerabilities in what is called
	@bash .ci/vuln $(TOOL)

bench: chart ## measure builds of large boards
	go run ./generator/bench $(ARGS)

bench-pages: deps chart ## have Lighthouse score how fast pages are on a phone
	GONGKAI_TEST_SPEED=1 go test -count=1 -run TestLighthouse -v ./generator

bench-search: deps chart ## print how long each letter of a search in 10,000 records takes, and what of the index is fetched
	go test -run '^$$' -bench Search -benchtime 1x -v ./generator/bench

bench-privacy: ## print recall, precision and speed of the search for personal information
	go test -count=1 -run 'TestCorpus|TestSampleBoards' -bench Scan -v ./generator/internal/privacy

torture: chart ## kill 200 builds and build 2,000 damaged boards
	GONGKAI_TEST_KILLS=200 go test -count=1 -timeout 40m -run TestKilledBuild -v ./generator/internal/publish
	GONGKAI_TEST_MUTANTS=2000 go test -count=1 -timeout 40m -run TestMutatedBoards -v ./generator

PLATFORMS = windows/amd64 linux/arm64 darwin/arm64

cross: $(addprefix cross-,$(subst /,-,$(PLATFORMS))) ## compile for the other systems, tests included

# go vet compiles the tests; go build links the program.
cross-%:
	GOOS=$(word 1,$(subst -, ,$*)) GOARCH=$(word 2,$(subst -, ,$*)) go vet ./...
	GOOS=$(word 1,$(subst -, ,$*)) GOARCH=$(word 2,$(subst -, ,$*)) $(GO_BUILD) -o /dev/null ./cmd/gongkai

# The time in the archives is that of the commit.
release: chart ## pack the program for all systems into dist/, with checksums
	go run ./.ci/release -version $(VERSION) -time $(or $(SOURCE_DATE_EPOCH),$(shell git log -1 --format=%ct 2>/dev/null || echo 0)) -out dist

clean: ## remove all that make has built, the website in public/ included
	rm -rf gongkai gongkai.exe dist $(CHART)/node_modules $(CHECKERS)/node_modules
	find $(CHART)/dist public -mindepth 1 ! -name .gitkeep -delete

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 15
