# What one does with Spanhound; `make` alone lists it. CONTRIBUTING.md says more.
.DEFAULT_GOAL := help
.PHONY: help run build test check lint bench samples install uninstall fuzz clean swift packages tmux openssl python

PREFIX  ?= /usr/local
DESTDIR ?=
BINARY  := .build/release/spanhound
RELEASE := -c release --static-swift-stdlib
# What a first look opens; Samples/broken.json and Samples/broken/ show what is done about damage.
SOUND_SAMPLES := Samples/checkout.json Samples/slow-database.json Samples/retry-storm.json
# Fuzzing: which decoder (jaeger, zipkin, otlp, otlp-protobuf), and for how many seconds.
TARGET  ?= jaeger
SECONDS ?= 600

# Debian's names of the C libraries that the build needs.
PACKAGES := libncurses-dev zlib1g-dev libzstd-dev

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

run: build ## build and open the samples
	@$(BINARY) $(SOUND_SAMPLES)

build: swift packages ## build the release binary
	@swift build $(RELEASE) --product spanhound

test: swift packages tmux openssl ## run all tests
	@Tests/run

check: swift packages tmux openssl lint ## what CI runs: format, warnings as errors, all tests
	@Tests/run -Xswiftc -warnings-as-errors

lint: swift
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests && echo "format: nothing to mend"

bench: build python ## measure speed and size, and write the table of RESULTS.md and README.md
	@python3 Benchmarks/run.py $(BINARY)

samples: build ## write the generated files of Samples/ again
	@Samples/generate.sh $(BINARY)

install: $(if $(wildcard $(BINARY)),,build) ## install binary, man page and completions under PREFIX (/usr/local)
	@install -d "$(DESTDIR)$(PREFIX)/bin"
	@install -m 755 -s $(BINARY) "$(DESTDIR)$(PREFIX)/bin/spanhound"
	@install -d "$(DESTDIR)$(PREFIX)/share/bash-completion/completions" \
	    "$(DESTDIR)$(PREFIX)/share/zsh/site-functions" "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d"
	@install -d "$(DESTDIR)$(PREFIX)/share/man/man1"
	@$(BINARY) man > "$(DESTDIR)$(PREFIX)/share/man/man1/spanhound.1"
	@$(BINARY) --generate-completion-script bash > "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/spanhound"
	@$(BINARY) --generate-completion-script zsh > "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_spanhound"
	@$(BINARY) --generate-completion-script fish > "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/spanhound.fish"
	@echo "installed $(DESTDIR)$(PREFIX)/bin/spanhound, its man page, and completions for bash, zsh and fish"

uninstall: ## remove what install wrote
	@rm -f "$(DESTDIR)$(PREFIX)/bin/spanhound" "$(DESTDIR)$(PREFIX)/share/man/man1/spanhound.1" \
	    "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/spanhound" \
	    "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_spanhound" "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/spanhound.fish"

fuzz: swift packages ## feed a decoder hostile bytes (TARGET=jaeger, zipkin, otlp or otlp-protobuf; SECONDS=600)
	@Tests/Fuzz/run $(TARGET) $(SECONDS)

clean: ## remove what was built
	@rm -rf .build Benchmarks/made

# --- what the targets above stand on ---

swift:
	@command -v swift >/dev/null || { \
	    echo "Spanhound is built with Swift 6 (6.3 is tested), and there is no 'swift' on the PATH."; \
	    echo "Install it as https://www.swift.org/install/linux tells for your system, or with swiftly:"; \
	    echo "    curl -O https://download.swift.org/swiftly/linux/swiftly-$$(uname -m).tar.gz"; \
	    echo "    tar zxf swiftly-$$(uname -m).tar.gz && ./swiftly init"; \
	    echo "Then open a new shell and run make again."; exit 1; } >&2
	@swift --version 2>/dev/null | grep -Eq 'Swift version ([6-9]|[1-9][0-9])\.' || { \
	    echo "Spanhound needs Swift 6 (6.3 is tested); this is:"; swift --version; exit 1; } >&2

packages:
	@$(call installed,$(PACKAGES))

tmux:
	@command -v tmux >/dev/null || { $(call installed,tmux); }

openssl:
	@command -v openssl >/dev/null || { $(call installed,openssl); }

python:
	@command -v python3 >/dev/null || { $(call installed,python3); }

# Installs those Debian packages of a list that are missing; elsewhere it says what to look for.
define installed
missing=; for package in $(1); do \
    dpkg-query -W -f '$${db:Status-Abbrev}' $$package 2>/dev/null | grep -q '^ii' || missing="$$missing $$package"; done; \
if [ -z "$$missing" ]; then :; \
elif ! command -v apt-get >/dev/null; then \
    echo "This is no Debian or Ubuntu; make sure that your system's equivalents of these are installed:$$missing" >&2; \
else \
    echo "installing$$missing"; root=; [ "$$(id -u)" = 0 ] || root=sudo; \
    { $$root apt-get update -qq && $$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; } </dev/null >/dev/null || { \
        echo "These packages could not be installed; please install them yourself:$$missing" >&2; exit 1; }; \
fi
endef
