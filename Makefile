# Needs Python 3.11 or newer and GNU make 3.81 or newer; `make` alone lists the targets.
# Everything runs in .venv, which is created automatically and updated when the lock files change.

VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PY := $(BIN)/python
INSTALL := $(PY) -m pip install
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" pyproject.toml

# Python for creating .venv: the first of these that works. Choose one with `make site PYTHON=python3.12`.
PYTHONS := $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python)

# The site generator: mkdocs, or its fork properdocs, which is installed with what the tests need.
ENGINE ?= mkdocs
export ENGINE
ENGINE_STAMP := $(VENV)/$(if $(filter mkdocs,$(ENGINE)),site,test).stamp

export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# A run of the tests starts a hundred programs that share compiled modules.
unexport PYTHONDONTWRITEBYTECODE

# The build date: that of the last commit, so that the same commit always gives the same output.
ifndef SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct 2>/dev/null)
endif
ifneq ($(SOURCE_DATE_EPOCH),)
export SOURCE_DATE_EPOCH
else
unexport SOURCE_DATE_EPOCH
endif

# Of these folders, only scripts are formatted.
SCRIPT_FOLDERS := docs/assets tests/bench
SCRIPTS := $(SCRIPT_FOLDERS:%='%/**/*.js')

.DEFAULT_GOAL := help
.PHONY: help site serve test test-data test-latex gates exit bench bench-search published format lock upgrade clean venv

help: ## List all targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

site: $(ENGINE_STAMP) ## Build the site into site/
	$(PY) -m $(ENGINE) build --strict

serve: $(ENGINE_STAMP) ## Serve the site at http://localhost:8000, reloading after each change
	$(PY) -m $(ENGINE) serve --livereload $(if $(ADDR),--dev-addr $(ADDR))

test: $(VENV)/test.stamp ## Run all checks; `make test TESTS=tests/test_x.py` limits the tests
	$(PY) tests/browser/chromium.py
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/oxlint --deny-warnings $(SCRIPT_FOLDERS)
	$(BIN)/oxfmt --check $(SCRIPTS)
	$(BIN)/mypy
	$(BIN)/catalog check $(if $(GITHUB_ACTIONS),--format github)
	$(BIN)/catalog format --check
	$(PY) -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal $(TESTS)

test-data: $(VENV)/test.stamp ## Run the checks that a change of records can break
	$(BIN)/catalog format --check
	$(PY) -m pytest -m "data and not gate" $(TESTS)

test-latex: $(VENV)/test.stamp ## Typeset the whole catalog with LaTeX (needs biber and lualatex)
	$(PY) -m tests.citing.latex

gates: site $(VENV)/test.stamp ## Run all slow gates on the built site; `make gates GATES="html budgets"` runs some
	$(PY) tests/browser/chromium.py
	$(PY) -m tests.gates $(GATES)

exit: $(VENV)/test.stamp ## Build with alternatives to MkDocs and compare; `make exit ARGS=--real` uses the real catalog
	$(PY) tests/browser/chromium.py
	$(PY) -m tests.gates.exit $(ARGS)

bench: $(VENV)/test.stamp ## Benchmark the build against other generators; `make bench ARGS="--papers 100 --dry"` is quick
	$(PY) -m tests.bench.build $(ARGS)

bench-search: $(VENV)/test.stamp ## Benchmark the search against other engines; `make bench-search ARGS=--quick` takes a minute
	$(PY) tests/browser/chromium.py
	$(PY) -m tests.bench.search $(ARGS)

format: $(VENV)/test.stamp ## Format code and data
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/oxlint --fix $(SCRIPT_FOLDERS)
	$(BIN)/oxfmt $(SCRIPTS)
	$(BIN)/catalog format

published: site $(VENV)/test.stamp ## Add new URLs to the list of URLs that must never disappear
	$(PY) -m tests.published

lock: $(VENV)/test.stamp ## Update the lock files from pyproject.toml
	$(COMPILE) $(UPGRADE) --group build --output-file requirements.lock
	$(COMPILE) $(UPGRADE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

upgrade: UPGRADE := --upgrade
upgrade: lock ## Update the lock files and upgrade all packages

clean: ## Remove everything that was generated, including .venv
	rm -rf site build dist $(VENV) .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache

# Dependencies of `make site`. The project itself is installed last, without network access.
$(VENV)/site.stamp: requirements.lock pyproject.toml $(if $(shell $(PY) -c "print(1)" 2>/dev/null),,venv)
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# Additional dependencies of the other targets.
$(VENV)/test.stamp: requirements-dev.lock $(VENV)/site.stamp
	$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

# Needed only if there is no .venv with a working Python.
venv:
	@for python in $(PYTHONS); do \
	    if "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        echo "Creating $(VENV) with $$("$$python" --version) ($$python)"; \
	        exec "$$python" -m venv --clear $(VENV); \
	    fi; \
	done; \
	{ echo 'Python 3.11 or newer with the venv module is required. Tried: $(PYTHONS).'; \
	  echo 'Install it from python.org or your package manager (Debian, Ubuntu: apt install python3 python3-venv),'; \
	  echo 'or give its path: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12'; } >&2; exit 1
