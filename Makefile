.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help install check types style collected test test-deep bench bench-relay bench-pairing demo pictures format wheel clean

help:  ## Show what can be done here
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(READY)  ## Make .venv with everything (needs only Python >= 3.11)

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --editable '.[dev]'
	@touch $(READY)

check: types style  ## Format, lint, types, import contracts, prompts, manifest

types: $(READY)
	$(BIN)/mypy

style: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/aftershift prompts check
	$(BIN)/aftershift manifest --check

collected: $(READY)
	$(BIN)/pytest -q --collect-only >/dev/null

test: $(READY)  ## All tests
	$(BIN)/pytest -q -n auto --dist loadfile --no-loadscope-reorder

test-deep: $(READY)  ## The long forms: hundreds of kills, waves of ten thousand (more than an hour on two cores)
	$(BIN)/pytest -q -n auto -m deep

bench: $(READY)  ## Measure everything anew and write docs/benchmarks.md (about 12 minutes; SHORT=1 only shows it)
	$(BIN)/python -m tests.bench $(if $(SHORT),--short)

bench-relay: $(READY)  ## Play a month of requests for a buddy anew, into docs/benchmarks.md
	$(BIN)/python -m tests.bench.relay

bench-pairing: $(READY)  ## Measure pair rounds beside other methods and write their chapter (one to six minutes)
	$(BIN)/python -m tests.bench.pairing

demo: $(READY)  ## The whole thing in a sandbox workspace, no Slack account needed
	$(BIN)/aftershift demo

pictures: $(READY)  ## Draw docs/pictures anew from the demo (needs Chromium)
	$(BIN)/python -m tests.stories.pictures

format: $(READY)  ## Put the code into its shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

wheel: $(READY)  ## Build the wheel into dist/
	$(BIN)/python -m build --wheel

clean:  ## Remove what was made here
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
