# Everything that the project can do; `make` lists it. The first command makes the environment in .venv.
.DEFAULT_GOAL := help
.PHONY: help serve test check format pages chromium wrk faults bench migration lock clean

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
NPM := tests/audit web benchmarks/postgraphile

# The first Python on this machine that is new enough; PYTHON= names another.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$python && break; done)

# An environment is as new as its lock file's text, whatever the dates of the files say.
sum = $(shell cat $(1) 2>/dev/null | cksum | cut -d ' ' -f 1)
RUNTIME := $(VENV)/.runtime-$(call sum,requirements.lock)
DEV := $(VENV)/.dev-$(call sum,requirements-dev.lock)
DATASETTE := benchmarks/datasette/.venv/.installed-$(call sum,requirements-datasette.lock)
NODE := $(foreach folder,$(NPM),$(folder)/node_modules/.installed-$(call sum,$(folder)/package-lock.json))

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: $(RUNTIME) ## Serve on HOST (127.0.0.1) and PORT (8000), with a database made and filled if there is none
	@exec $(BIN)/tengetrail serve

test: check $(NODE) $(DATASETTE) chromium wrk ## Check and test everything on both databases; ARGS= goes to pytest
	PATH="$(CURDIR)/$(BIN):$$PATH" pytest $(ARGS)

check: $(DEV) ## Check format, lint, types and who imports whom
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports

format: $(DEV) ## Put all files into the one format
	$(BIN)/ruff check --fix --show-fixes .
	$(BIN)/ruff format .

pages: $(NODE) ## Build the pages in api/static from their sources in web/
	PATH="$(CURDIR)/$(BIN):$$PATH" npm run build --prefix web

chromium: ## Install the browser that the pages are tested in, on a Debian where we may
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
		{ apt-get update -qq && apt-get install -qq --yes --no-install-recommends chromium; } >/dev/null 2>&1 \
		|| echo "Chromium could not be installed."

wrk: ## Install the load generator of the benchmark, on a Debian where we may
	@command -v wrk >/dev/null || { apt-get update -qq && apt-get install -qq --yes --no-install-recommends wrk; } \
		>/dev/null 2>&1 || echo "wrk could not be installed."

faults: $(DEV) ## Kill imports by the thousand and see that nothing is half done; ARGS=--help tells what can be chosen
	PATH="$(CURDIR)/$(BIN):$$PATH" python -m tests.faults $(ARGS)

bench: $(NODE) $(DATASETTE) wrk ## Measure against what one would take instead; ARGS=--help tells what can be chosen
	PATH="$(CURDIR)/$(BIN):$$PATH" python -m benchmarks $(ARGS)

migration: export DATABASE_URL := sqlite:///$(VENV)/draft.sqlite3
migration: $(DEV) ## Draft a migration from what the models have and the migrations lack: NAME=add_findings
	@test -n "$(NAME)" || { echo "Say what it does: make migration NAME=add_findings"; exit 2; }
	rm -f $(VENV)/draft.sqlite3*
	$(BIN)/tengetrail migrate
	$(BIN)/alembic revision --autogenerate --rev-id $$(date +%Y_%m_%d)_$(NAME) --message "$(NAME)"

lock: ## Renew the lock files from pyproject.toml, with uv; ARGS=--upgrade takes newer versions
	$(COMPILE) pyproject.toml --group build --output-file requirements.lock
	$(COMPILE) pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock
	$(COMPILE) --group node --output-file requirements-node.lock
	$(COMPILE) --group datasette --output-file requirements-datasette.lock

COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make lock' $(ARGS)

clean: ## Take away the environment and everything else that can be made again, except data
	rm -rf $(VENV) $(NPM:%=%/node_modules) benchmarks/datasette/.venv build dist *.egg-info .*_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

$(RUNTIME):
	@test -n "$(PYTHON)" || { echo "There is no Python 3.11 or newer here; install one, or name it: PYTHON=..."; exit 1; }
	@echo "Making the environment in $(VENV); this takes a minute, once."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(RUNTIME)
	@echo "Adding to it what the tests need."
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

# An environment of its own: what datasette needs does not go with what we need.
$(DATASETTE): $(DEV)
	@$(BIN)/python -m venv --clear benchmarks/datasette/.venv
	@benchmarks/datasette/.venv/$(PIP:$(BIN)/%=bin/%) install --require-hashes --requirement requirements-datasette.lock \
		&& touch $@ || echo "datasette could not be installed."

# Where neither the machine nor the registry has Node, the tests that need it say so at their end.
$(NODE): $(DEV)
	@node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major * 100 + +minor < 2019 ? 1 : 0)' \
		2>/dev/null || $(PIP) install --require-hashes --requirement requirements-node.lock \
		|| echo "Node could not be installed."
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --prefix $(@D)/.. --ignore-scripts --no-audit --no-fund --silent \
		&& touch $@ || echo "What $(@D) should hold could not be installed."
