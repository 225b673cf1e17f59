# What to run: `make serve` to see it, `make test` to check it, `make help` for the rest.

# The folder (or file) of documents that the page embeds, and the port of `make serve`.
CORPUS ?= corpus
PORT ?= 8080

SHELL := /bin/bash
.DELETE_ON_ERROR:
# Set-up comes before everything else, also under `make -j`.
.NOTPARALLEL:
.DEFAULT_GOAL := build

tools := $(or $(JIANBAO_TOOLS),$(HOME)/.cache/jianbao-tools)
export PATH := $(tools)/bin:$(PATH)

wasm := wasm32-unknown-unknown
# Every current browser has SIMD, and searching uses it.
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS := -C target-feature=+simd128
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER := wasm-bindgen-test-runner

jianbao := $(or $(CARGO_TARGET_DIR),target)/native/jianbao
# Where the site comes to lie.
DIST ?= dist
work := target/jianbao
# Bytes of documents that the page embeds at most; what is larger comes as files beside it.
EMBED ?= 2000000
sheet := $(work)/page.css
# The built page that sites are made of: for a corpus that is embedded, for one in files, and the whole program with its style sheet.
page := $(work)/page
export JIANBAO_PAGE := $(CURDIR)/$(page)
code := $(shell find src -type f -not -path 'src/bin/jianbao/*' -not -path 'src/bin/suites/*') build.rs Cargo.toml Cargo.lock
sources := $(code) $(shell find public -type f) index.html Trunk.toml

# How long `make fuzz` looks for inputs that break a promise: seconds a target, and which targets.
SECONDS ?= 60
FUZZ ?= $(basename $(notdir $(wildcard fuzz/fuzz_targets/*.rs)))
fuzzed := $(abspath $(or $(CARGO_TARGET_DIR),target))/fuzz

# Where the tests and the benchmark of the page find what they look at.
site := JIANBAO_DIST="$(CURDIR)/dist" JIANBAO_CORPUS="$(CORPUS)" JIANBAO_AXE="$(tools)/axe/node_modules/axe-core/axe.min.js" JIANBAO_COMMAND="$(abspath $(jianbao))"

# Where the benchmark in the browser keeps its peers' indexes, the site that it measures (SITE=… for one built before), and
# where its figures go.
BENCH_CACHE ?= $(HOME)/.cache/jianbao-bench
BENCH_OUT ?= target/bench
SITE ?= dist-bench
scan := $(work)/scan/scan_bg.wasm
search_bench = $(bench_run) --corpus "$(CORPUS)" --site "$(SITE)" --jianbao "$(jianbao)" --scan "$(dir $(scan))" --cache "$(BENCH_CACHE)"
bench_run := node benches/browser/run.mjs

.PHONY: help build serve install page test test-native test-export test-wasm test-stories test-files test-browsers bench bench-browser bench-interaction bench-peers bench-annotate bench-curve bench-site annotations-diff screenshots fuzz lint clean setup setup-page

help: ## say what there is to run
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile
	@echo 'Settings: CORPUS=folder of documents (corpus), PORT=port of serve (8080), SECONDS=time of each target of fuzz (60).'

# ── the site ────────────────────────────────────────────────────────────────────────────────────────────────

build: page ## make a site of CORPUS in DIST
	cargo build --profile native --features cli --bin jianbao
	$(jianbao) build "$(CORPUS)" --out "$(DIST)" --embed $(EMBED) --page $(page)

serve: build ## build the site and serve it on this machine
	$(jianbao) serve $(DIST) --port $(PORT)

install: page ## install the command `jianbao`, which carries the page inside itself
	cargo install --path . --features page --locked

page: setup-page $(page)/whole/engine_bg.wasm $(page)/whole/whole.css $(page)/lite/index.html $(page)/files/index.html ## build the page that sites are made of

# The style sheets lie beside their components; readers fetch one.
$(sheet): src/view/page.order $(sources)
	@mkdir -p $(@D)
	@set -e; grep -v -e '^#' -e '^$$' $< | while read -r part; do cat "$$part"; echo; done >$@

$(page)/whole/whole.css: src/view/whole.order $(sources)
	@mkdir -p $(@D)
	@set -e; grep -v -e '^#' -e '^$$' $< | while read -r part; do cat "$$part"; echo; done >$@

# The whole program: the worker beside an embedded corpus, and the page that shows all of it.
$(page)/whole/engine_bg.wasm: $(code)
	@mkdir -p $(@D)
	cargo build --profile worker --bin app --no-default-features --features whole --target $(wasm)
	wasm-bindgen --target web --no-typescript --out-dir $(@D) --out-name engine $(or $(CARGO_TARGET_DIR),target)/$(wasm)/worker/app.wasm
	wasm-opt -Oz $@ -o $@

$(page)/lite/index.html: $(sheet) $(sources)
	cargo fetch --target $(wasm)
	NO_COLOR=true trunk build --release --dist $(@D)
	@touch $@

$(page)/files/index.html: $(sheet) $(sources)
	cargo fetch --target $(wasm)
	TRUNK_BUILD_FEATURES=remote TRUNK_BUILD_CARGO_PROFILE=worker NO_COLOR=true trunk build --release --dist $(@D)
	@touch $@

# ── checks ──────────────────────────────────────────────────────────────────────────────────────────────────

test: setup ## run every test: native, in WebAssembly, in a browser
	@$(MAKE) --no-print-directory test-native
	@$(MAKE) --no-print-directory test-export
	@$(MAKE) --no-print-directory test-wasm
	@$(MAKE) --no-print-directory test-stories
	@$(MAKE) --no-print-directory test-files
	@$(MAKE) --no-print-directory test-browsers

test-native: ## run the tests that need no browser
	cargo test
	cargo test --features whole --lib view::

test-export: ## read what `jianbao export` writes with DuckDB
	@.ci/setup compiler duckdb
	cargo build --features cli --bin jianbao
	"$(tools)/duckdb/bin/python" tests/export/read.py "$(or $(CARGO_TARGET_DIR),target)/debug/jianbao" "$(CORPUS)"

test-wasm: setup ## run the engine's tests in the browser
	CHROMEDRIVER="$$(command -v chromedriver)" WASM_BINDGEN_TEST_TIMEOUT=120 cargo test --target $(wasm) --no-default-features --features engine --test web

test-stories: setup build ## walk through the built site in a browser
	$(site) cargo test --features e2e --test stories

test-files: setup ## the same for a site whose corpus lies in files beside the page
	@$(MAKE) --no-print-directory build DIST=dist-files EMBED=0
	JIANBAO_DIST="$(CURDIR)/dist-files" JIANBAO_CORPUS="$(CORPUS)" cargo test --features e2e --test files

# What every browser must be able to do; the other stories speak Chromium's own protocol, or are told once.
core := story_02 story_03 story_06 story_07 story_08 story_16_the_focus story_23

test-browsers: setup build ## walk through the core stories in Firefox, and in WebKit where there is one
	JIANBAO_BROWSER=firefox $(site) cargo test --features e2e --test stories -- $(core) story_09 story_33
	if command -v WebKitWebDriver >/dev/null; then JIANBAO_BROWSER=webkit $(site) cargo test --features e2e --test stories -- $(core); fi

bench: setup build ## measure what cleaning restores, and how fast the page loads and answers
	$(site) cargo bench --profile native --features e2e --bench '*'

bench-interaction: setup page ## measure how soon the page answers keys and clicks, and how the lanes move; DIST names the built site
	JIANBAO_DIST="$(abspath $(DIST))" JIANBAO_CORPUS="$(CORPUS)" cargo bench --profile native --features e2e --bench interaction

bench-browser: bench-site ## measure search in Chromium on CORPUS, a JSONL file
	$(search_bench) --engines jianbao,jianbao-exact --out "$(BENCH_OUT)" --command 'make bench-browser CORPUS=…'

bench-peers: bench-site ## the same beside other search engines; the first run builds their indexes
	$(search_bench) --out benches/results --command 'make bench-peers CORPUS=…'

bench-annotate: ## measure how fast mentions are found, and that the time grows with the text alone; CORPUS may be a JSONL file
	$(if $(filter %.jsonl,$(CORPUS)),JIANBAO_ANNOTATE="$(abspath $(CORPUS))") cargo bench --profile native --bench annotate

bench-curve: ## measure how cost grows with size, up to 1 GB made from CORPUS, a JSONL file
	JIANBAO_CURVE="$(abspath $(CORPUS))" cargo bench --profile native --bench curve

# What the two need: the site in files, unless SITE names one, the command, the module that scans, and the packages of npm.
bench-site: setup $(scan) benches/browser/node_modules/.package-lock.json
ifeq ($(SITE),dist-bench)
	@$(MAKE) --no-print-directory build DIST=dist-bench EMBED=0
else
	cargo build --profile native --features cli --bin jianbao
endif

$(scan): $(code) $(wildcard benches/browser/scan/*)
	@mkdir -p $(@D)
	cargo build --profile worker --bin scan --no-default-features --features bench --target $(wasm)
	wasm-bindgen --target web --no-typescript --out-dir $(@D) $(or $(CARGO_TARGET_DIR),target)/$(wasm)/worker/scan.wasm
	wasm-opt -O3 $@ -o $@

# Not `npm ci`: it insists on Pagefind's programs for every system, which not every registry has.
benches/browser/node_modules/.package-lock.json: benches/browser/package-lock.json
	npm install --no-save --prefix benches/browser --no-audit --no-fund --loglevel=error
	@touch $@
# The reviewed runs hold places and checksums, no text. `make annotations-diff ACCEPT=1` takes what is found now for reviewed.
annotations-diff: ## say which mentions came, went or changed since the last reviewed run
	cargo build --profile native --features cli --bin suites
	@for folder in corpus ../shared/corpus ../shared/suites; do \
		test ! -d $$folder || $(dir $(jianbao))suites diff tests/annotations/$$(echo $$folder | sed 's|^\.\./||; s|/|-|g').tsv $$folder $(if $(ACCEPT),--accept) || exit 1; \
	done

screenshots: setup build ## photograph every view into target/screenshots
	$(site) cargo test --features e2e --test stories -- --ignored screenshots

# What libFuzzer learns stays in the build folder; the repository keeps the small inputs that it starts from. Without a
# sanitizer, which watches unsafe code: the package forbids it.
fuzz: ## look for inputs that break a promise, SECONDS for each target
	@.ci/setup compiler fuzz
	@set -e; for target in $(FUZZ); do \
		printf '\n── %s, %s s\n' $$target $(SECONDS); \
		mkdir -p $(fuzzed)/corpus/$$target fuzz/regressions/$$target; \
		cargo +nightly fuzz run --sanitizer none --target-dir $(fuzzed) $$target \
			$(fuzzed)/corpus/$$target fuzz/corpus/$$target fuzz/regressions/$$target -- \
			-max_total_time=$(SECONDS) -max_len=4096 -timeout=10 -rss_limit_mb=4096 -dict=fuzz/marks.dict -print_final_stats=1 || { \
			printf '\n%s: broken by the input named above. To see it without a fuzzer:\n' $$target; \
			printf '  mkdir -p %s && cp fuzz/artifacts/%s/… %s && cargo test --test fuzz\n' \
				fuzz/regressions/$$target $$target fuzz/regressions/$$target; \
			exit 1; }; \
	done

lint: ## check formatting, lints and documentation
	.ci/setup compiler wasm
	cargo fmt --check
	cargo clippy --all-targets --features e2e -- -D warnings
	cargo clippy --lib --bin app --no-default-features --features app --target $(wasm) -- -D warnings
	cargo clippy --lib --bin app --no-default-features --features remote --target $(wasm) -- -D warnings
	cargo clippy --lib --bin app --no-default-features --features whole --target $(wasm) -- -D warnings
	cargo clippy --lib --bin scan --no-default-features --features bench --target $(wasm) -- -D warnings
	RUSTDOCFLAGS='-D warnings' cargo doc --no-deps --document-private-items
	RUSTDOCFLAGS='-D warnings' cargo doc --no-deps --document-private-items --lib --no-default-features --features app --target $(wasm)

clean: ## remove all that was built
	cargo clean
	rm -rf dist dist-files dist-bench benches/browser/node_modules

setup: ## install all that is missing, the tests' browser included
	@.ci/setup

setup-page: # install what building the site needs
	@.ci/setup compiler wasm trunk bindgen binaryen
