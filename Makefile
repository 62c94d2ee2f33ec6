# What a person needs: `make run` and `make test`. Everything else is for those who change the code.
# PYTHON=python3.12 chooses the interpreter, PYTEST_ARGS="-k grants" what pytest gets besides.

PYTHON ?= python3
PYTEST_WORKERS ?= 2
PYTEST_ARGS ?=
SHARED ?= ../shared

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
QUESTIONS = tests/questions $(wildcard $(SHARED)/eval/*.jsonl)

# A stamp carries a checksum of what it was made from, so an unchanged project is never set up twice and a moved or
# changed one always is.
HOME_KEY := $(shell { $(PYTHON) -c 'import sys; print(sys.version, sys.base_prefix)'; pwd; } 2>/dev/null | cksum | cut -d' ' -f1)
DEPENDENCY_KEY := $(shell cat pyproject.toml constraints.txt | cksum | cut -d' ' -f1)
VENV_STAMP := $(VENV)/.made-$(HOME_KEY)
RUN_STAMP := $(VENV)/.run-$(HOME_KEY)-$(DEPENDENCY_KEY)
TEST_STAMP := $(VENV)/.test-$(HOME_KEY)-$(DEPENDENCY_KEY)

.PHONY: help run chat test lint format eval bench constraints clean

help:  ## what there is to make
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

run: $(RUN_STAMP)  ## set up what is missing, build the store, and answer on http://127.0.0.1:8000 and in all channels that are set up
	@$(BIN)/siffersvar knowledge build >&2
	@exec $(BIN)/siffersvar serve

chat: $(RUN_STAMP)  ## the same, and talk here in the terminal
	@exec $(BIN)/siffersvar chat

test: $(TEST_STAMP)  ## the tests
	$(BIN)/python -m pytest -n $(PYTEST_WORKERS) $(PYTEST_ARGS)

lint: $(TEST_STAMP)  ## ruff (rules and format) and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy

format: $(TEST_STAMP)  ## let ruff lay out the code and mend what it can
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

eval: $(TEST_STAMP)  ## how many questions are answered rightly, by kind; every other form of them; all that must be declined
	@test -d $(SHARED)/eval || echo "$(SHARED)/eval is not here: only the questions in tests/questions are asked" >&2
	$(BIN)/siffersvar eval $(QUESTIONS)
	SIFFERSVAR_TEST_WHOLE=1 $(BIN)/python -m pytest -n $(PYTEST_WORKERS) tests/test_metamorphic.py tests/test_decline.py

bench: $(RUN_STAMP)  ## time a question, memory, cold start
	$(BIN)/python -m benchmarks.latency

constraints: $(VENV_STAMP)  ## resolve all dependencies anew into constraints.txt
	rm -rf build
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip --disable-pip-version-check --quiet install '.[test,bench]'
	@{ echo '# Versions that the tests ran with: Python 3.11, the extras test and bench. Renewed by `make constraints`.'; \
	  { build/constraints/bin/python -m pip freeze --exclude siffersvar; \
	    build/constraints/bin/python -m pip list --format freeze | grep '^setuptools='; } | sort -fu; } > constraints.txt
	rm -rf build

clean:  ## remove everything that was made here
	rm -rf $(VENV) build dist var *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV_STAMP):
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or say which one: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Siffersvar needs Python 3.11 or newer, and $(PYTHON) is `$(PYTHON) -V 2>&1`. Say which one to use: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up $(VENV) (once; half a minute or so) ..." >&2
	@$(PYTHON) -m venv --clear $(VENV) || { echo "$(PYTHON) cannot make a virtual environment; on Debian and Ubuntu: apt install python3-venv" >&2; rm -rf $(VENV); exit 1; }
	@touch $@

$(RUN_STAMP): $(VENV_STAMP)
	@$(PIP) install --editable '.[all]' --constraint constraints.txt
	@$(BIN)/python -m compileall -q bot knowledge  # the first start is as fast as the next
	@touch $@

$(TEST_STAMP): $(VENV_STAMP)
	@$(PIP) install --editable '.[test]' --constraint constraints.txt
	@$(BIN)/python -m compileall -q bot knowledge
	@touch $@ $(RUN_STAMP)
