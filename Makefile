# Portalwise: `make demo` sets everything up and serves it, `make test` sets everything up and tests it.
PYTHON ?= python3.11
VENV ?= .venv
PORT ?= 8000
DATA_DIR ?= var
export PORT DATA_DIR SMALL

IN_VENV = $(VENV)/bin/python

.DEFAULT_GOAL := help
.PHONY: help demo reset test test-history bench conformance lock setup setup-test check-python

help:
	@echo "make demo      set up, load the demo and serve it at http://localhost:$(PORT)/ (Ctrl-C stops it)"
	@echo "make reset     throw the demo's data away; the next make demo begins anew"
	@echo "make test      set up and run every test, the browser ones included"
	@echo "make test-history  fetch an embedded ClickHouse (180 MB) and test the statement history in it"
	@echo "make bench     measure, print tables and write JSON to bench-results/ (SMALL=1 for a quick run)"
	@echo "make conformance  test the record store clause by clause and print the table of clauses"
	@echo "make lock      lock the dependencies anew after a change in pyproject.toml"

demo: setup
	@$(IN_VENV) manage.py demo

reset:
	@rm -rf "$(DATA_DIR)" && echo "The data in $(DATA_DIR) is gone. Start anew with: make demo"

test: setup-test
	@.ci/chromium
	@env -u DATA_DIR -u PORT -u PYTHONDONTWRITEBYTECODE $(IN_VENV) -m pytest -n 2 $(PYTEST_ARGS)

test-history: setup-test
	@$(IN_VENV) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-history.txt
	@env -u DATA_DIR -u PORT -u PYTHONDONTWRITEBYTECODE $(IN_VENV) -m pytest tests/analytics/history $(PYTEST_ARGS)

bench: setup-test
	@env -u DATA_DIR -u PORT -u PYTHONDONTWRITEBYTECODE $(IN_VENV) -m tests.bench

conformance: setup-test
	@env -u DATA_DIR -u PORT -u PYTHONDONTWRITEBYTECODE $(IN_VENV) -m tests.analytics.lrs.conformance

setup: check-python
	@.ci/install $(PYTHON) $(VENV) requirements.txt

setup-test: check-python
	@.ci/install $(PYTHON) $(VENV) requirements-test.txt

check-python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "Python 3.11 is missing. Install it (Debian: apt-get install python3.11 python3.11-venv), or say where it is: make demo PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "Portalwise needs Python 3.11, and $(PYTHON) is $$($(PYTHON) -V). Say where 3.11 is: make demo PYTHON=/path/to/python3.11"; exit 1; }

lock: setup-test
	@uv pip compile pyproject.toml --generate-hashes --no-emit-index-url --python-version 3.11 -o requirements.txt -q
	@uv pip compile pyproject.toml --extra test -c requirements.txt --generate-hashes --no-emit-index-url --python-version 3.11 -o requirements-test.txt -q
