# Everything the project does, from a machine that has only Python 3.11 or newer, make and a C compiler.

PYTHON ?= python3
PYTEST_ARGS ?= --numprocesses=auto --maxprocesses=4 --dist=worksteal
LOCK_ARGS ?=

# What Python has compiled is kept, wherever that is switched off: every start of the bot is faster for it.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
# A lock names everything, so nothing is reckoned anew; and Python compiles what is used when it is first used.
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-compile --require-hashes \
	--requirement
COMPILE := $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check format messages lock bench pictures clean

help: ## Show what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/.runtime-stamp ## Start the bot: against Slack when tokens are set, otherwise with the sandbox
	@$(BIN)/python -m bot run

test: .venv/.dev-stamp ## Run the tests
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: .venv/.dev-stamp ## Check style, types, layers and migrations
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.support.check_migrations

format: .venv/.dev-stamp ## Put the code in order
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

messages: .venv/.dev-stamp ## Bring the catalogues of translations up to date with the texts
	$(BIN)/pybabel --quiet extract --mapping messages/babel.cfg --no-wrap --sort-by-file --add-location file \
		--output .messages.pot messages
	$(BIN)/pybabel --quiet update --input-file .messages.pot --output-dir messages/locale --no-wrap \
		--ignore-pot-creation-date
	rm .messages.pot

lock: .venv/.dev-stamp ## Write the lock files anew from pyproject.toml (LOCK_ARGS=--upgrade for newer releases)
	$(COMPILE) $(LOCK_ARGS) pyproject.toml --output-file requirements.lock
	$(COMPILE) $(LOCK_ARGS) pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock

bench: .venv/.dev-stamp ## Measure, side by side
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.fleet

pictures: .venv/.dev-stamp ## Take the README's pictures anew, from the real page (needs Chromium)
	$(BIN)/python -m tests.support.pictures

clean: ## Remove the virtual environment and every cache
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; v = sys.version_info; \
		sys.exit(v < (3, 11) and "Device Desk needs Python 3.11 or newer, and $(PYTHON) is %d.%d: set PYTHON." % v[:2])'
	$(PYTHON) -m venv .venv

.venv/.runtime-stamp: requirements.lock | $(BIN)/pip
	$(PIP_INSTALL) requirements.lock
	@touch $@

.venv/.dev-stamp: requirements-dev.lock | $(BIN)/pip
	$(PIP_INSTALL) requirements-dev.lock
	@touch $@ .venv/.runtime-stamp
