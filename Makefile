# Two commands do all set-up on a fresh machine with Python 3.11+: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
# tests of the terminal app wait for it a third of their time: a worker more for each two cores fills that
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(os.cpu_count() * 3 // 2)')

.PHONY: demo test check bench clean

.venv/ready: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("grcdesk needs Python 3.11 or later, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	touch .venv/ready

# The sample company's desk in demo/desk, the auditor's files beside it, then the terminal app.
demo: .venv/ready
	rm -rf demo
	$(BIN)/grcdesk demo demo/desk
	$(BIN)/grcdesk --desk demo/desk export matrix -o demo/control_matrix.xlsx
	$(BIN)/grcdesk --desk demo/desk export gap-report -o demo/gap_report.docx
	$(BIN)/grcdesk --desk demo/desk export vendor-memo "Northlight Models" -o demo/northlight_memo.docx
	$(BIN)/grcdesk --desk demo/desk reviews memo AR-1 -o demo/access_review.docx
	@if [ -t 0 ] && [ -t 1 ]; then $(BIN)/grcdesk --desk demo/desk; \
	else echo "No terminal here. In one, run: $(BIN)/grcdesk --desk demo/desk"; fi

test: .venv/ready
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --quiet

check: .venv/ready
	$(BIN)/ruff format --check src tests bench
	$(BIN)/ruff check src tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	rm -rf dist .venv/try
	$(BIN)/python -m build --outdir dist .
	$(PYTHON) -m venv .venv/try
	.venv/try/bin/python -m pip install --quiet --disable-pip-version-check dist/*.whl
	cd dist && ../.venv/try/bin/grcdesk --version && ../.venv/try/bin/grcdesk catalogs lint

bench: .venv/ready
	$(BIN)/python bench/run.py

clean:
	rm -rf .venv demo dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
