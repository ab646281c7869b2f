# Two commands do all set-up on a fresh machine with Python 3.11+: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
UV := .venv/lock/bin/uv
# tests of the terminal app wait for it a third of their time: a worker more for each two cores fills that
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(os.cpu_count() * 3 // 2)')

# the suite starts hundreds of processes: none of them should compile the source anew
unexport PYTHONDONTWRITEBYTECODE

SUITE = python -m pytest -n $(WORKERS) --dist worksteal --quiet
INSTALL = python -m pip install --quiet --disable-pip-version-check
# the build backend is in the lock, so that installing the checkout fetches nothing
HERE = --no-deps --no-build-isolation --editable .
define suite_in
$(UV) pip install --quiet --python $(1) --requirement $(1)/all.txt
$(UV) pip install --quiet --python $(1) $(HERE)
$(1)/bin/$(SUITE) --slow in
endef
COMPILE = $(UV) pip compile --quiet --no-header --annotation-style line

.PHONY: demo test slow coverage check paper bench faults mutants monkey oscal pictures audit kept-desk made-shape lock upgrade newest oldest clean

# Exactly what the lock names: an older environment is emptied first.
.venv/locked: requirements/dev.txt
	$(PYTHON) -c 'import sys; sys.exit("grcdesk needs Python 3.11 or later, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/$(INSTALL) --require-hashes --requirement requirements/dev.txt
	touch .venv/locked

.venv/ready: .venv/locked pyproject.toml
	$(BIN)/$(INSTALL) $(HERE)
	touch .venv/ready

# A file of the sample company: its name, the command that writes it, what it is. What else the command says is shown
# when it fails.
define handed
@$(BIN)/grcdesk --desk demo/desk $(2) -o demo/$(1) 2> demo/said || { cat demo/said; exit 1; }
@printf '  demo/%-22s %s\n' '$(1)' '$(3)'
endef

# The sample company's desk in demo/desk, what its auditor and its board get beside it, then the terminal app.
demo: .venv/ready
	@rm -rf demo
	@$(BIN)/grcdesk demo demo/desk
	$(call handed,control_matrix.xlsx,export matrix,the control matrix: readiness for the year)
	$(call handed,fieldwork_matrix.xlsx,--engagement ENG-2 export matrix,the same of the audit in fieldwork: lead sheets and samples and findings)
	$(call handed,gap_report.docx,export gap-report,what is lacking: by whom and until when)
	$(call handed,board_summary.docx,export board-summary,a page or two for the board)
	$(call handed,soa_iso27001.docx,export soa,ISO 27001: each control of the Annex and why)
	$(call handed,northlight_memo.docx,export vendor-memo 'Northlight Models',a vendor and what its papers do not say)
	$(call handed,access_review.docx,reviews memo AR-1,an access review still open: see why it cannot be signed)
	$(call handed,auditor_package,--engagement ENG-2 package build,all of it with its evidence: open data/index.html)
	@rm -f demo/said
	@if [ -t 0 ] && [ -t 1 ]; then $(BIN)/grcdesk --desk demo/desk; \
	else echo "No terminal here. In one, run: $(BIN)/grcdesk --desk demo/desk"; fi

# Screens of the README, taken from the app over the sample company.
pictures: .venv/ready
	$(BIN)/python docs/take_pictures.py

# The suite without the few hundred tests that take most of its time, of which it has a slice.
test: .venv/ready
	$(BIN)/$(SUITE)

# What `make test` leaves out.
slow: .venv/ready
	$(BIN)/$(SUITE) --slow only

# Which lines and branches no test goes through, room by room, held to goals that only rise: some 25 minutes.
# What a confined child runs is not seen: it can write no record of it.
coverage: .venv/ready
	rm -rf .covered
	$(BIN)/coverage run $(filter-out python,$(SUITE)) --slow in
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage json --quiet -o .covered/found.json
	$(BIN)/python tests/covered.py

check: .venv/ready
	$(BIN)/ruff format --check src tests bench docs requirements
	$(BIN)/ruff check src tests bench docs requirements
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pip check
	rm -rf dist .venv/try
	$(BIN)/python -m build --no-isolation --outdir dist .
	$(PYTHON) -m venv .venv/try
	.venv/try/bin/$(INSTALL) --require-hashes --requirement requirements/run.txt
	.venv/try/bin/$(INSTALL) --no-deps --no-index dist/*.whl
	.venv/try/bin/python -m pip check
	cd dist && ../.venv/try/bin/grcdesk --version && ../.venv/try/bin/grcdesk catalogs lint

bench: .venv/ready
	$(BIN)/python bench/run.py

# Every workbook and document on paper: written, printed by LibreOffice, measured. Needs LibreOffice and Chromium.
# What was made stays in a folder: make paper ARGS='--folder paper --controls 300 1200'
paper: .venv/ready
	$(BIN)/python tests/paper/run.py $(ARGS)

# Every command that writes, killed and refused at each call it makes to the system: an hour. `make test` has a slice.
# One command alone: make faults ARGS='--only matrix'
faults: .venv/ready
	$(BIN)/python tests/faults/run.py $(ARGS)

# Would a test notice? One step wrong in a rule at a time, against the tests that touch its line; prints what none noticed.
# A room takes minutes, so a draw of it: make mutants ARGS='rules/vendors --most 200 --seed 3'
mutants: .venv/ready
	$(BIN)/python tests/mutants/run.py $(ARGS)

# Random keys and pastes on every screen: 20,000 of them, some 13 minutes of one core. `make test` has a slice.
# Those of one seed again: make monkey MONKEY_SEED=7
monkey: .venv/ready
	MONKEY=20000 MONKEY_SEED=$(MONKEY_SEED) $(BIN)/$(SUITE) --slow in tests/tui/test_monkey.py

# Have the versions that the lock names known vulnerabilities? Needs the network: 2 when the service cannot be asked.
audit:
	$(PYTHON) .ci/audit.py

# Does the reference validator take the OSCAL that is written? It is large, so it has an environment of its own, and needs
# the network once. The tests of `make test` hold the same documents against the schema of NIST.
TRESTLE = compliance-trestle==5.2.0
oscal: .venv/ready
	test -x .venv/oscal/bin/trestle || { $(PYTHON) -m venv --clear .venv/oscal && .venv/oscal/bin/$(INSTALL) $(TRESTLE); }
	$(BIN)/python tests/reports/oscal/reference.py $(CURDIR)/.venv/oscal/bin/trestle

# A desk of the shape of today, kept for ever under tests/store/desks: once for every shape that people get.
kept-desk: .venv/ready
	$(BIN)/python tests/helpers/kept_desk.py

# What all migrations make of an empty database, written down: a new desk need not run them. After each new migration.
made-shape: .venv/ready
	$(BIN)/python tests/helpers/made_shape.py

.venv/lock/ready: requirements/uv.txt
	$(PYTHON) -m venv --clear .venv/lock
	.venv/lock/bin/$(INSTALL) --require-hashes --requirement requirements/uv.txt
	touch .venv/lock/ready

# What pyproject.toml asks for, written down for every system with its hashes. `lock` takes in what is new there and leaves
# every other version as it is; `upgrade` takes the newest that it allows.
LOCK = $(COMPILE) $(NEWEST) --universal --python-version 3.11 --generate-hashes --no-emit-index-url
upgrade: NEWEST = --upgrade
upgrade: lock
lock: .venv/lock/ready
	$(LOCK) pyproject.toml --extra notify --group dev --output-file requirements/dev.txt
	$(LOCK) pyproject.toml --constraint requirements/dev.txt --output-file requirements/run.txt
	$(LOCK) --group lock --output-file requirements/uv.txt

# What a user gets today who installs grcdesk: does it still run? Tools are as new as pyproject.toml lets them be.
newest: .venv/lock/ready
	$(PYTHON) -m venv --clear .venv/newest
	$(COMPILE) pyproject.toml --python .venv/newest --extra notify --group dev --output-file .venv/newest/all.txt
	$(call suite_in,.venv/newest)

# Are the lower bounds true? What the source imports is as old as it may be. What that brings along is new: a bound
# of ours cannot speak for it. The tools stay at their locked versions, for they are not what is tried.
oldest: export OLDEST = 1
oldest: .venv/lock/ready
	$(PYTHON) -m venv --clear .venv/oldest
	$(COMPILE) pyproject.toml --python .venv/oldest --extra notify --resolution lowest-direct \
		--output-file .venv/oldest/run.txt
	cp requirements/dev.txt .venv/oldest/all.txt
	$(COMPILE) pyproject.toml --python .venv/oldest --extra notify --group dev --constraint .venv/oldest/run.txt \
		--output-file .venv/oldest/all.txt
	$(call suite_in,.venv/oldest)

clean:
	rm -rf .venv demo dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .covered
