# `make demo` sets up Rawi and shows an article being read and an archive being searched; `make test` is what a change must pass.
# Works with GNU make 3.81 and later (macOS, Debian, Ubuntu). Needs Python 3.11 or later; to choose one: make PYTHON=python3.12 …

VENV := .venv
RUN := $(VENV)/bin/python
BIN := $(VENV)/bin
CANDIDATES := python3.13 python3.12 python3.11 python3.14 python3
RIGHT_VERSION := import sys; assert sys.version_info >= (3, 11)

# looked for only where a recipe needs it
PYTHON ?= $(shell for p in $(CANDIDATES); do if $$p -c '$(RIGHT_VERSION)' >/dev/null 2>&1; then echo $$p; break; fi; done)

.DEFAULT_GOAL := help
.PHONY: help demo test check format schema places picture figures card bench clean

help:
	@echo "make demo      set up (once), show an article being read, and an archive being searched"
	@echo "make test      style, types and tests: what a change must pass"
	@echo "make check     style and types alone"
	@echo "make format    bring the code into the house style"
	@echo "make schema    write docs/reading.schema.json from the types"
	@echo "make places    build the index of place names from GeoNames and the lexicons"
	@echo "make picture   write the README's picture from a reading"
	@echo "make figures GOLD=gold.jsonl   write the README's table of figures"
	@echo "make card GOLD=dev.jsonl TRAIN=train.jsonl   write the figures of the model's card"
	@echo "make bench     speed, memory, growth with length, start-up (ARTICLES=corpus.jsonl.gz)"
	@echo "make clean     remove the environment and all caches"

demo: $(VENV)/.ready
	@$(BIN)/rawi read src/rawi/demo/ceasefire.json
	@$(RUN) -m rawi.demo

test: check
	@$(RUN) -m pytest

check: $(VENV)/.ready-dev
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy --strict

format: $(VENV)/.ready-dev
	@$(RUN) -m ruff check --fix .
	@$(RUN) -m ruff format .

schema: $(VENV)/.ready
	@$(RUN) docs/make_schema.py

places: $(VENV)/.ready-dev
	@$(RUN) -m rawi.entities.build_geonames

picture: $(VENV)/.ready
	@$(RUN) docs/make_picture.py

figures: $(VENV)/.ready
	@$(RUN) docs/make_figures.py $(GOLD)

card: $(VENV)/.ready
	@$(RUN) docs/make_card.py $(GOLD) $(TRAIN)

bench: $(VENV)/.ready-dev
	@$(RUN) benchmarks/startup.py
	@$(RUN) benchmarks/linear.py
	@$(RUN) benchmarks/linear.py --rules-only
	@$(RUN) benchmarks/model.py $(ARTICLES)
	@$(RUN) benchmarks/speed.py $(ARTICLES)

clean:
	rm -rf $(VENV) demo.db* .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist

# The stamp holds the folder in which the environment was made: one that was moved is made anew.
ifneq ($(shell cat $(VENV)/.python 2>/dev/null),$(CURDIR))
.PHONY: $(VENV)/.python
endif

$(VENV)/.python:
	@if [ -z "$(PYTHON)" ] || ! $(PYTHON) -c '$(RIGHT_VERSION)' >/dev/null 2>&1; then \
		echo "Rawi needs Python 3.11 or later; none of these is one: $(if $(PYTHON),$(PYTHON),$(CANDIDATES))."; \
		echo "  Debian, Ubuntu: sudo apt install python3 python3-venv     macOS: brew install python@3.12"; \
		echo "  If it is installed elsewhere: make PYTHON=/path/to/python3 ..."; \
		exit 1; \
	fi
	@if ! $(PYTHON) -c 'import ensurepip, venv' >/dev/null 2>&1; then \
		echo "$(PYTHON) cannot make environments: its venv module is not installed."; \
		echo "  Debian, Ubuntu: sudo apt install python3-venv   (python3.X-venv for a version that is not the system's)"; \
		exit 1; \
	fi
	@if [ -s $@ ] || ! $(RUN) -c '$(RIGHT_VERSION); import pip' >/dev/null 2>&1; then \
		echo "Making $(VENV) with $(PYTHON) ..."; \
		rm -rf $(VENV) && $(PYTHON) -m venv $(VENV); \
	fi
	@echo "$(CURDIR)" > $@

$(VENV)/.ready: $(VENV)/.python pyproject.toml
	@echo "Installing Rawi into $(VENV) ..."
	@$(RUN) -m pip install -qq --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.python pyproject.toml
	@echo "Installing Rawi and the tools for its tests into $(VENV) ..."
	@$(RUN) -m pip install -qq --disable-pip-version-check --editable ".[dev]"
	@touch $@ $(VENV)/.ready
