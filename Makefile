# Forma. `make demo` needs Python 3.11+ and make, nothing else.
.DEFAULT_GOAL := help
.PHONY: help demo run test check bench proofs assets requirements

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
RUNTIME := .venv/.installed
DEV := .venv/.installed-dev
VENDOR := webapp/static/vendor/.copied
PACKAGES := $(foreach name,lazy_aiogram forma bot webapp domain scheduler integrations locales sandbox tools,$(if $(wildcard $(name)/*.py),$(name)))
COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --universal --no-emit-index-url --no-emit-find-links \
	--python-version 3.11 --custom-compile-command "make requirements"
ARGS ?=
# One worker more than there are cores: tests wait a good deal for what they have started.
WORKERS = $(shell $(BIN)/python -c "import os; print((os.cpu_count() or 1) + 1)")

test check bench proofs: export PYTHONDONTWRITEBYTECODE := # compiling all of it anew is a third of what a short run costs

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

demo: $(RUNTIME) $(VENDOR) ## everything on this machine, no token needed (ARGS=--fresh starts anew)
	@exec $(BIN)/python -m forma demo $(ARGS)

run: $(RUNTIME) $(VENDOR) ## the real thing: needs FORMA_BOT_TOKEN
	@exec $(BIN)/python -m forma run $(ARGS)

test: $(DEV) $(VENDOR) ## all tests, on real PostgreSQL and Valkey (ARGS="-k words")
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: $(DEV) $(VENDOR) ## style, types, who imports whom, words, screens
	$(BIN)/ruff check .
	$(BIN)/mypy $(PACKAGES)
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest -q tests/architecture

bench: $(DEV) $(VENDOR) ## how fast: the numbers of the README
	$(BIN)/python -m benchmarks $(ARGS)

proofs: $(DEV) $(VENDOR) ## the big numbers: nothing lost, nothing doubled
	$(BIN)/python -m pytest --big -q -s $(ARGS)

assets: $(VENDOR) ## the mini-app's scripts, from the lock file

requirements: $(DEV) ## pin what the *.in files ask for
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt
	$(COMPILE) requirements-node.in -o requirements-node.txt

$(RUNTIME): requirements.txt
	@test -n "$(PYTHON)" || { echo "Forma needs Python 3.11 or newer: install it, or say where it is: make demo PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) tools/environment.py requirements.txt
	@touch $@

$(DEV): $(RUNTIME) requirements-dev.txt
	@$(PYTHON) tools/environment.py requirements-dev.txt
	@touch $@

$(VENDOR): package-lock.json tools/vendor.py | $(RUNTIME)
	@$(BIN)/python tools/vendor.py
	@touch $@
