# Every target makes .venv first when it needs it; nothing is installed outside this folder.

.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

PYTHON  ?= python3
ARGS    ?=
WORKERS ?= 2

VENV      := .venv
BIN       := $(VENV)/bin
RUNTIME   := $(VENV)/.runtime-stamp
DEV       := $(VENV)/.dev-stamp
NPM       := $(VENV)/npm/.stamp
NPM_TEAMS := $(VENV)/npm-teams/.stamp
NPM_MODEL := $(VENV)/npm-model/.stamp
VERSIONS  := pyproject.toml constraints.txt
PACKAGES  := bot integrations storage prompts
# -qq: errors only; about an index that lacks a package pip warns once for every package.
INSTALL   := $(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt

.PHONY: help
help: ## Say what can be done here
	@echo "Headway. Needs Python 3.11 or newer; PYTHON=… chooses one, ARGS=… is passed on."
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(RUNTIME) ## Play a district's month and show its digests (ARGS="--no-serve")
	@$(BIN)/headway demo $(ARGS)

# What kills, measures, takes long or needs a browser has targets of its own.
PROOFS  := tests/storage/proofs
APART   := tests/bench tests/e2e tests/e2e_model tests/e2e_teams tests/faults $(PROOFS)
# bot/ is covered by its own tests and by those few of platforms and storage that are about its edges.
OUTSIDE := tests/integrations tests/slack tests/slack_cards tests/storage tests/teams tests/teams_cards
EDGES   := tests/integrations/test_web.py tests/slack/test_doctor.py tests/slack/test_people.py tests/slack/test_wiring.py
INSIDE  := $(filter-out $(APART) $(OUTSIDE),$(patsubst %/,%,$(wildcard tests/*/))) $(wildcard tests/test_*.py) $(EDGES)
PYTEST  := -m pytest -n $(WORKERS) --dist loadgroup

.PHONY: test
test: $(DEV) ## Run the tests (ARGS="-k name")
	$(BIN)/python $(PYTEST) $(addprefix --ignore=,$(APART)) $(ARGS)

.PHONY: coverage
coverage: $(DEV) ## Hold bot/ to full branch coverage by its own tests, which takes them twice as long
	@$(BIN)/coverage erase
	$(BIN)/coverage run $(PYTEST) $(INSIDE)
	@$(BIN)/coverage combine -q
	$(BIN)/coverage report

.PHONY: check
check: $(DEV) ## Lint, format, types and import rules, changing nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: format
format: $(DEV) ## Put the code into the house format
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

.PHONY: faults
faults: $(DEV) ## Kill, stall and double the bot while it works (ARGS="-k name")
	$(BIN)/python -m pytest tests/faults $(ARGS)

.PHONY: proofs
proofs: $(DEV) ## Show on PostgreSQL what takes long: walls, query plans, backups (ARGS="-k name")
	$(BIN)/python $(PYTEST) $(PROOFS) $(ARGS)

.PHONY: e2e
e2e: $(DEV) $(NPM) ## Drive the page in a real Chromium (ARGS="-k name")
	$(BIN)/python -m pytest tests/e2e $(ARGS)

.PHONY: e2e-teams
e2e-teams: $(DEV) $(NPM_TEAMS) ## Drive Teams' Agents Playground in a real Chromium (ARGS="-k name")
	$(BIN)/python -m pytest tests/e2e_teams $(ARGS)

.PHONY: e2e-model
e2e-model: $(DEV) $(NPM_MODEL) ## Have digests worded by CopilotKit's aimock (ARGS="-k name")
	$(BIN)/python -m pytest tests/e2e_model $(ARGS)

.PHONY: screenshots
screenshots: $(DEV) ## Take the README's pictures anew
	@FONTCONFIG_FILE=$(CURDIR)/tests/e2e/fonts.conf $(BIN)/python -m tests.e2e.screenshots

.PHONY: bench
bench: $(DEV) ## Measure the bot against the simple way of doing the same
	@$(BIN)/python -m tests.bench $(ARGS)

.PHONY: audit
audit: $(DEV) ## Look for known weaknesses in what is installed (asks an advisory service)
	$(BIN)/pip-audit --requirement constraints.txt --no-deps --disable-pip

.PHONY: build
build: $(DEV) ## Build the wheel and the source archive into dist/
	@rm -rf dist
	$(BIN)/python -m build --outdir dist .

.PHONY: dev
dev: $(DEV) ## Make .venv with everything a developer needs

.PHONY: constraints
constraints: ## Renew constraints.txt with the newest versions that fit together
	@echo "Resolving in an empty environment …"
	@work="$$(mktemp -d)"; trap 'rm -rf "$$work"' EXIT; \
	$(PYTHON) -m venv "$$work/venv"; \
	"$$work/venv/bin/python" -m pip install -qq --disable-pip-version-check ".[charts,dev]"; \
	{ sed '/^[^#]/,$$d' constraints.txt; \
	  "$$work/venv/bin/python" -m pip freeze --exclude headway-bot | LC_ALL=C sort -f; \
	} > "$$work/constraints.txt"; \
	cp "$$work/constraints.txt" constraints.txt
	@echo "Done: look at what changed in constraints.txt, then make check test faults."

.PHONY: clean
clean: ## Remove what the other targets made, .venv included
	rm -rf $(VENV) build dist htmlcov .coverage .coverage.* \
	  .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find $(PACKAGES) tests -type d -name __pycache__ -prune -exec rm -rf {} +

# What `make demo` needs. A developer's environment holds it too.
$(RUNTIME): $(VERSIONS) | $(BIN)/python
	@echo "Setting up Headway in $(VENV) (about a minute the first time) …"
	@$(INSTALL) -e .
	@touch $@

$(DEV): $(VERSIONS) | $(BIN)/python
	@echo "Setting up Headway and its tools in $(VENV) (about a minute the first time) …"
	@$(INSTALL) -e ".[charts,dev]"
	@touch $(RUNTIME) $@

# What the tests of the page, of Teams and of the model take from npm.
$(NPM): tests/e2e/package.json
$(NPM_TEAMS): tests/e2e_teams/package.json
$(NPM_MODEL): tests/e2e_model/package.json
$(NPM) $(NPM_TEAMS) $(NPM_MODEL): | $(BIN)/python
	@npm --version > /dev/null || { echo "These tests need npm (Debian: apt-get install npm)." >&2; exit 2; }
	@mkdir -p $(@D) && cp $< $(@D)
	@npm install --prefix $(@D) --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(BIN)/python:
	@stop() { echo "$$*" >&2; exit 2; }; \
	found="$$($(PYTHON) -V 2>&1)" || \
	  stop "Headway needs Python 3.11 or newer, and '$(PYTHON)' does not run: say make PYTHON=…"; \
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  stop "Headway needs Python 3.11 or newer, and '$(PYTHON)' is $$found: say make PYTHON=…"; \
	$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || \
	  stop "$$found cannot make environments: install its venv package (Debian: python3-venv)."; \
	$(PYTHON) -m venv $(VENV)
