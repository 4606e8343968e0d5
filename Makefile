# The two commands of the house are `make demo` and `make test`; they need Python 3.11 or newer, with
# venv, and nothing else. The README shows the plain commands behind them, for Windows too.

PYTHON ?= python3
VENV ?= .venv
ARGS ?=

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PINNED := $(PIP) --require-hashes --only-binary :all: --requirement
OURSELVES := $(PIP) --no-deps --no-build-isolation --editable .
COMPILED := $(BIN)/python -m optimizer.warm
COMPILE := UV_CUSTOM_COMPILE_COMMAND="make pins" $(BIN)/uv pip compile --quiet --universal \
	--python-version 3.11 --generate-hashes --no-annotate --group build
ROOMS := domain optimizer billing scenarios api
CHECKED := $(ROOMS) tests benchmarks tools docs

.PHONY: help demo test lint pins browser node strace clean

help:  ## say what there is
	@sed -n 's/^\([a-z]*\):.*## /make \1: /p' Makefile

demo: $(VENV)/.run  ## solve a week of the sample provider into demo/ and open it in the browser
	$(BIN)/tugiplaan demo --folder demo

test: $(VENV)/.all browser node strace  ## run every test; more for pytest in ARGS="..."
	$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/.all  ## style, types and the contracts between the floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(CHECKED)
	$(BIN)/lint-imports

pins: $(VENV)/.all  ## pin all dependencies anew; the newest of each with ARGS=--upgrade
	$(COMPILE) --extra dev $(ARGS) --output-file constraints.txt pyproject.toml
	$(COMPILE) --constraint constraints.txt $(ARGS) --output-file constraints-run.txt pyproject.toml

browser:
	@sh tools/browser.sh

node:
	@sh tools/node.sh

strace:
	@sh tools/strace.sh

clean:  ## remove the virtual environment and everything written
	rm -rf $(VENV) demo out dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache \
		.hypothesis .coverage .coverage.* htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "tugiplaan needs Python 3.11 or newer and $(PYTHON) is %d.%d: name another one, as in make demo PYTHON=python3.12" % sys.version_info[:2])'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) comes without venv: on Debian and Ubuntu install the package python3-venv." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: constraints-run.txt pyproject.toml | $(VENV)/.made
	@echo "Installing what tugiplaan runs on; the first time takes a minute or two."
	$(PINNED) constraints-run.txt
	$(OURSELVES)
	@echo "Compiling the search for this processor, once; it takes about a minute."
	$(COMPILED)
	@touch $@

$(VENV)/.all: constraints.txt pyproject.toml | $(VENV)/.made
	@echo "Installing what the tests need; the first time takes a minute or two."
	$(PINNED) constraints.txt
	$(OURSELVES)
	@echo "Compiling the search for this processor, once; it takes about a minute."
	$(COMPILED)
	@touch $@ $(VENV)/.run
