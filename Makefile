# Everything a fresh machine needs: `make run` to use it, `make test` to check it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCKS := requirements
# Where the bench finds its question sets; it does without them too.
SETS ?= ../shared/retrieval
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps

.PHONY: run test lint bench format lock clean
.DEFAULT_GOAL := run

run: $(VENV)/run.stamp
	@$(BIN)/python -m bot

test: lint
	$(BIN)/python -W error -m pytest

lint: $(VENV)/test.stamp
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

bench: $(VENV)/bench.stamp
	$(BIN)/python -m bench $(if $(wildcard $(SETS)),--sets $(SETS))

format: $(VENV)/test.stamp
	$(BIN)/python -m ruff check --fix .
	$(BIN)/python -m ruff format .

# A changed lock of what runs starts the environment anew; tools for tests and bench come on top.
$(VENV)/run.stamp: $(LOCKS)/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Chuchu needs Python 3.11 or newer; this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@echo "Setting up $(VENV) (once) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(INSTALL) -r $(LOCKS)/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp $(LOCKS)/test.txt
	@$(INSTALL) -r $(LOCKS)/test.txt
	@touch $@

$(VENV)/bench.stamp: $(VENV)/test.stamp $(LOCKS)/bench.txt
	@$(INSTALL) -r $(LOCKS)/bench.txt
	@touch $@

# Pins what pyproject.toml asks for; needs uv (`pip install uv`) and the network.
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --quiet
lock:
	$(COMPILE) pyproject.toml --group build -o $(LOCKS)/run.txt
	$(COMPILE) pyproject.toml --group test -c $(LOCKS)/run.txt -o $(LOCKS)/test.txt
	$(COMPILE) pyproject.toml --group bench -c $(LOCKS)/run.txt -o $(LOCKS)/bench.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
