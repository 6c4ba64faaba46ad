# Needs Python 3.11 or newer and GNU make 3.81 or newer; `make` alone lists what can be made.
# Everything runs in .venv, which is made, and made anew, whenever the lock files ask for it.

VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PY := $(BIN)/python
INSTALL := $(PY) -m pip install
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" pyproject.toml

# Which Python makes .venv: the first of these that will do. `make site PYTHON=python3.12` names one.
PYTHONS := $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python)

export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# "Now", for the site: the date of the last commit, so that one commit always gives the same bytes.
ifndef SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct 2>/dev/null)
endif
ifneq ($(SOURCE_DATE_EPOCH),)
export SOURCE_DATE_EPOCH
else
unexport SOURCE_DATE_EPOCH
endif

.DEFAULT_GOAL := help
.PHONY: help site serve test test-latex gates exit bench bench-search published format lock upgrade clean venv

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

site: $(VENV)/site.stamp ## Build the site into site/
	$(PY) -m mkdocs build --strict

serve: $(VENV)/site.stamp ## Show the site at http://localhost:8000, and again after each change
	$(PY) -m mkdocs serve --livereload $(if $(ADDR),--dev-addr $(ADDR))

test: $(VENV)/test.stamp ## Run every check; `make test TESTS=tests/test_x.py` runs only those tests at the end
	$(PY) tests/browser/chromium.py
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/catalog check $(if $(GITHUB_ACTIONS),--format github)
	$(BIN)/catalog format --check
	$(PY) -m mkdocs build --strict
	$(PY) -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal $(TESTS)

test-latex: $(VENV)/test.stamp ## Print the whole catalog with LaTeX, if biber and lualatex are there
	$(PY) -m tests.citing.latex

gates: site $(VENV)/test.stamp ## Hold the built site to every slow gate; `make gates GATES="html budgets"` to some
	$(PY) tests/browser/chromium.py
	$(PY) -m tests.gates $(GATES)

exit: $(VENV)/test.stamp ## Build with the engines that could follow MkDocs, and compare; `make exit ARGS=--real`
	$(PY) tests/browser/chromium.py
	$(PY) -m tests.gates.exit $(ARGS)

bench: $(VENV)/test.stamp ## Measure the build beside other generators; `make bench ARGS="--papers 100 --dry"` is short
	$(PY) -m tests.bench.build $(ARGS)

bench-search: $(VENV)/test.stamp ## Measure the search beside others; `make bench-search ARGS=--quick` takes a minute
	$(PY) tests/browser/chromium.py
	$(PY) -m tests.bench.search $(ARGS)

format: $(VENV)/test.stamp ## Tidy code and data
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/catalog format

published: site $(VENV)/test.stamp ## Add the new addresses to the list of those that never disappear
	$(PY) -m tests.published

lock: $(VENV)/test.stamp ## Bring the lock files up to date with pyproject.toml
	$(COMPILE) $(UPGRADE) --group build --output-file requirements.lock
	$(COMPILE) $(UPGRADE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

upgrade: UPGRADE := --upgrade
upgrade: lock ## The same, with the newest version of everything

clean: ## Remove everything that was made, .venv too
	rm -rf site build dist $(VENV) .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache

# What `make site` needs. The project itself is installed last, without the network.
$(VENV)/site.stamp: requirements.lock pyproject.toml $(if $(shell $(PY) -c "print(1)" 2>/dev/null),,venv)
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# What the other commands need on top.
$(VENV)/test.stamp: requirements-dev.lock $(VENV)/site.stamp
	$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

# Asked for only while there is no .venv whose Python runs.
venv:
	@for python in $(PYTHONS); do \
	    if "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        echo "Making $(VENV) with $$("$$python" --version), found as $$python"; \
	        exec "$$python" -m venv --clear $(VENV); \
	    fi; \
	done; \
	{ echo 'This needs Python 3.11 or newer with its venv module. Looked for: $(PYTHONS).'; \
	  echo 'Get one from python.org or your package manager (Debian, Ubuntu: apt install python3 python3-venv),'; \
	  echo 'or say where it is: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12'; } >&2; exit 1
