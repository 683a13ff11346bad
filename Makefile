# make chat    talk to the sample articles        make check   ruff, mypy, import-linter, tests
# make test    run the tests                      make bench   speed and quality next to peers
# Each makes the virtual environment first; the second time that takes a moment.

VENV ?= .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

# The first Python that is new enough. Override with: make chat PYTHON=/path/to/python
ifndef PYTHON
PYTHON := $(shell for name in python3 python python3.13 python3.12 python3.11 python3.10; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1 && echo $$name && break; done)
endif

.PHONY: help chat test check bench
help:
	@sed -n '1,3s/^# //p' Makefile

define environment
	@test -n "$(PYTHON)" || { echo "qabot needs Python 3.10 or newer, and found none."; exit 1; }
	@$(PYTHON) .ci/environment.py --venv $(VENV) $(1)
endef

chat:
	$(call environment,)
	@$(BIN)/qabot index build --index index
	@$(BIN)/qabot chat --index index

test:
	$(call environment,test)
	@$(BIN)/python -m pytest -n auto --dist loadfile

check:
	$(call environment,dev test)
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/python -m mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -n auto --dist loadfile

bench:
	$(call environment,test)
	@$(BIN)/python benchmarks/run.py
