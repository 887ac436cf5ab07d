# Two commands do everything on a fresh Debian or Ubuntu machine: `make run` and `make test`.
SHELL := /bin/bash
.DEFAULT_GOAL := help

VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
IN ?= samples/documents
OUT ?= out
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
SHARED ?= ../shared
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'
	@echo
	@echo "  make run IN=folder OUT=dir     reads every document of a folder (default: samples/documents/ to out/)"

.PHONY: system
system:
	@PYTHON=$(PYTHON) sh .ci/system

# The package is installed editable: the source folders are at hand under one import name through .dev/griffier.
$(BIN)/griffier: pyproject.toml | link
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "No venv: sudo apt-get install python3-venv"; exit 3; }
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Griffier needs Python 3.11 or newer; try: make PYTHON=python3.12 ..."; exit 3; }
	@echo "Installing Griffier into $(VENV) (some minutes the first time) ..."
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=24"
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev-installed: pyproject.toml | $(BIN)/griffier
	@$(BIN)/python -m pip install --quiet --editable ".[dev]"
	@touch $@

.PHONY: link
link:
	@test -d .dev/griffier/schemas || { echo "This checkout has no symbolic links: .dev/griffier must be a link to the repository's root."; \
	  echo "On Windows: git config core.symlinks true && git checkout -- .dev; elsewhere: ln -sfn .. .dev/griffier"; exit 3; }

# Where Python may write no bytecode (PYTHONDONTWRITEBYTECODE, a folder of another user) each start would compile anew.
SOURCES := $(wildcard *.py) $(shell find schemas extractors pipeline -name '*.py' 2>/dev/null)
$(VENV)/.compiled: $(SOURCES) | $(BIN)/griffier
	@$(BIN)/python -m compileall -q *.py schemas extractors pipeline || true
	@touch $@

.PHONY: install
install: system $(BIN)/griffier $(VENV)/.compiled ## Install what is missing: tesseract with Dutch (apt), the package in .venv

.PHONY: run
run: install ## Read every document in IN (default samples/documents/) and write records to OUT (default out/)
	@$(BIN)/griffier run "$(IN)" --out "$(OUT)" --jobs $(JOBS)

.PHONY: dev
dev: install $(VENV)/.dev-installed

.PHONY: test
test: dev ## Run the tests
	@$(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal

.PHONY: test-busy
test-busy: dev ## Run the tests beside a busy loop a core: what only a fast machine passes fails here
	@for core in $$(seq $(JOBS)); do $(BIN)/python -c 'while True: pass' & done; trap 'kill $$(jobs -p)' EXIT; \
	  $(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal

.PHONY: check
check: dev ## Formatting, lint, types, imports between the packages, complexity, length of files, names
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python .ci/gates.py

.PHONY: shrink
shrink: dev ## Take out of the lists in .ci what is no longer too complex, too long or named twice
	@$(BIN)/python .ci/gates.py --shrink

.PHONY: evaluate
evaluate: install ## Measure against hand-made records: all sets of SHARED (default ../shared), compared with BASELINE or the last run
	@test -d $(SHARED)/gold || { echo "No gold in $(SHARED): give SHARED=folder"; exit 2; }
	@$(BIN)/python benchmarks/evaluate_sets.py $(SHARED) --out $(OUT)/evaluate --fields docs/field-figures.json --jobs $(JOBS) $(if $(SETS),--sets $(SETS)) $(if $(BASELINE),--baseline $(BASELINE))

.PHONY: calibrate
calibrate: dev ## Fit what is learnt from papers that a person read: how sure values are (an hour of OCR the first time), policy areas
	@$(BIN)/python benchmarks/policy_model.py $(SHARED) --write --jobs $(JOBS)
	@$(BIN)/python benchmarks/calibrate.py $(SHARED) --out $(OUT)/calibrate --write --jobs $(JOBS) $(if $(AGAIN),--again)

.PHONY: bench
bench: dev ## Speed: CPU per page beside pypdfium2, pdfplumber, xberg and markitdown; the last run is compared with
	@$(BIN)/python -m pip install --quiet "xberg>=1.3" "markitdown[pdf]>=0.1"
	@$(BIN)/python benchmarks/speed.py --history $(OUT)/bench/speed.jsonl --plot $(OUT)/bench/speed.svg

.PHONY: bench-ocr
bench-ocr: dev ## Accuracy of OCR: error rates on our own pages under ten conditions
	@$(BIN)/python benchmarks/ocr.py

.PHONY: bench-fonts
bench-fonts: dev ## Fonts without a map: a report of 200 pages and its twins, lines read alike, pictures read, CPU
	@$(BIN)/python benchmarks/unmapped_fonts.py

.PHONY: bench-ocr-repair
bench-ocr-repair: dev ## What the repair of OCR gains: fields of misread texts with and without it
	@$(BIN)/python benchmarks/ocr_repair.py $(SHARED)/gold

.PHONY: bench-coverage
bench-coverage: dev ## Whether what is missed shows itself: false alarms, and missed values that unread lines tell
	@$(BIN)/python benchmarks/coverage.py $(SHARED) --jobs $(JOBS)

.PHONY: bench-forms
bench-forms: dev ## One content in many forms: short papers laid out anew in eight templates, by what the machine has
	@$(BIN)/python benchmarks/forms.py $(SHARED) --jobs $(JOBS) $(if $(ERRORS),--errors)

.PHONY: bench-tables
bench-tables: dev ## Random tables of known content in random layouts: cells, units, signs, alarms, figures lost without a word
	@$(BIN)/python benchmarks/laid_tables.py --jobs $(JOBS) $(if $(SEEDS),--seeds $(SEEDS)) $(if $(ERRORS),--errors)

.PHONY: bench-table-pictures
bench-table-pictures: dev ## Tables that are pictures: cells read right, signs lost, wrong values that nothing warns of
	@$(BIN)/python benchmarks/table_pictures.py

.PHONY: bench-link
bench-link: dev ## Speed and memory of linking: 100,000 synthetic records
	@$(BIN)/python benchmarks/link.py

.PHONY: bench-export
bench-export: dev ## Speed and memory of exports: 20,000 and 200,000 synthetic records
	@$(BIN)/python benchmarks/export.py

.PHONY: bench-masking
bench-masking: dev ## What --mask-private leaves of private names in the hand-made letters, and what it hides too much
	@$(BIN)/python benchmarks/masking.py $(SHARED)
.PHONY: fuzz
fuzz: dev ## Strangers' bytes against the readers for 300 seconds (FOR=n): what is found is a fault, and becomes a test
	@$(BIN)/python -m pip install --quiet "atheris>=2.3"
	@nice $(BIN)/python benchmarks/fuzz.py $(if $(FOR),--seconds $(FOR))

.PHONY: soak
soak: dev ## A long run that is disturbed at random moments ends as one in peace: same bytes, nothing lost, nothing left
	@nice $(BIN)/python benchmarks/soak.py --jobs $(JOBS) $(if $(DOCUMENTS),--documents $(DOCUMENTS))

.PHONY: train
train: dev ## Make the model of names (extractors/data/nl_griffier) anew from the texts of SHARED: some minutes, on one core
	@OMP_NUM_THREADS=1 nice -n 5 $(BIN)/python training/train.py $(SHARED)

.PHONY: bench-names
bench-names: dev ## How well names are found in the gold sentences: rules, model, both (and FROG=1: Frog, where it is installed)
	@$(BIN)/python training/measure.py $(SHARED) $(if $(FROG),--frog) $(if $(ERRORS),--errors)

.PHONY: bench-names-gain
bench-names-gain: dev ## What the model of names gains in the hand-made sets: each read with it and without it
	@$(BIN)/python benchmarks/names_ablation.py $(SHARED) $(SETS)

.PHONY: mutants
mutants: dev ## Which alternatives of patterns no case holds: takes out 100 of them, one at a time, and runs the tests
	@nice $(BIN)/python benchmarks/mutants.py --jobs $(JOBS) $(if $(ROOM),--room $(ROOM))

.PHONY: messages
messages: dev ## Gather what people read into the Dutch catalogue (pipeline/locale), and compile it
	@$(BIN)/python .ci/messages.py

.PHONY: docs
docs: dev ## Write what is made from the code (data dictionary, command line, ...) and build the site in site/
	@$(BIN)/python docs/generate.py
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict
	@echo "Open site/index.html in a browser."

.PHONY: clean
clean: ## Remove what was built (not .venv)
	@rm -rf build dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis
