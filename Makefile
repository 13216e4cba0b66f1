# Everything is made from a fresh clone; `make help` lists what there is.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PORT ?= 8000
ROUNDS ?= 50
JOBS ?= 2
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check -qq --require-hashes
SRC := portal/static/src
DIST := portal/static/dist
ASSET_SOURCES := $(shell find $(SRC) -name node_modules -prune -o -type f -print 2>/dev/null)

.PHONY: help run serve test test-fast test-crash check bench setup assets requirements clean

help: ## Say what there is to make
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name what; \
		do printf '  make %-14s %s\n' "$$name" "$$what"; done

run: setup assets ## A running portal with demonstration data (PORT=8000)
	@scripts/run-demo $(PORT)

serve: setup assets ## The portal with production settings, when doctor is satisfied
	@$(BIN)/python -m flask --app wsgi doctor --starting
	@exec $(BIN)/python -m gunicorn --config deploy/gunicorn.conf.py wsgi:app

test: $(VENV)/.dev assets ## All tests: both databases and a real browser (ARGS= for pytest)
	@scripts/system-packages run test
	@JOBS=$(JOBS) scripts/test all $(ARGS)

test-fast: $(VENV)/.dev ## The tests that need neither browser nor PostgreSQL (ARGS= for pytest)
	@JOBS=$(JOBS) scripts/test fast $(ARGS)

test-crash: $(VENV)/.dev assets ## Kill the server during submissions, again and again (ROUNDS=50)
	@CRASH_ROUNDS=$(ROUNDS) scripts/test crash $(ARGS)

check: $(VENV)/.dev ## Style and types
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

bench: $(VENV)/.dev assets ## Warm times of each page, beside a baseline
	$(BIN)/python -m bench $(ARGS)

setup: $(VENV)/.runtime ## The virtual environment, from hashed requirements

assets: $(DIST)/.built ## Styles and scripts, from portal/static/src

requirements: ## Compile the hashed requirements (needs uv)
	scripts/compile-requirements

clean: ## Remove what make made; instance/ and what people wrote stay
	rm -rf $(VENV) $(DIST) $(SRC)/node_modules .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis test-results
	find portal tests migrations bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

$(BIN)/python:
	@scripts/make-venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(BIN)/python
	@scripts/system-packages run
	@echo "Installing Python packages …"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "Installing packages for tests and checks …"
	@$(PIP) -r requirements-dev.txt
	@touch $@

$(SRC)/node_modules/.installed: $(SRC)/package.json $(SRC)/package-lock.json | $(VENV)/.runtime
	@echo "Installing front-end packages …"
	@cd $(SRC) && $(CURDIR)/scripts/with-node npm ci --no-audit --no-fund --no-update-notifier --ignore-scripts --loglevel=error
	@touch $@

$(DIST)/.built: $(SRC)/node_modules/.installed $(ASSET_SOURCES)
	@echo "Building styles and scripts …"
	@mkdir -p $(DIST)
	@cd $(SRC) && $(CURDIR)/scripts/with-node npm run --silent build
	@touch $@
