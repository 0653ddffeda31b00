# make site builds the website and the PDFs; make alone lists what else there is.

VENV := .venv
PYTHON := $(VENV)/bin/python
BRIEFGEN := $(PYTHON) -m briefgen
PIP := $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes
COMPILE := $(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" pyproject.toml

LIBRARIES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
PROGRAMS := 'pdftotext=poppler-utils' 'qpdf=qpdf' 'chromium|chromium-browser|google-chrome=chromium'

BASE_URL :=
OPTIONS :=

.DEFAULT_GOAL := help
.PHONY: help site check verify serve test lint lock clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

site: $(VENV)/.base ## build content/ into site/; BASE_URL=https://… says where it will stand
	@$(BRIEFGEN) build $(if $(BASE_URL),--base-url '$(BASE_URL)') $(OPTIONS)

check: $(VENV)/.base ## report every problem of content/, write nothing
	@$(BRIEFGEN) check $(OPTIONS)

verify: $(VENV)/.base ## read site/ back: web, paper and languages say the same
	@$(BRIEFGEN) verify $(OPTIONS)

serve: $(VENV)/.base ## preview in the browser, follows every change
	@$(BRIEFGEN) serve $(OPTIONS)

test: lint ## run the linters, the type checker and all tests
	@$(PYTHON) -m pytest -n 2

lint: $(VENV)/.dev ## run the linters and the type checker
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check --quiet .
	@$(PYTHON) -m mypy

lock: $(VENV)/.dev ## lock the dependencies again; OPTIONS=--upgrade takes the newest allowed
	@$(COMPILE) $(OPTIONS) --output-file requirements/base.txt
	@$(COMPILE) $(OPTIONS) --extra dev --constraint requirements/base.txt --output-file requirements/dev.txt

clean: ## remove everything that was made, except the environment
	@rm -rf site .site.* .briefgen dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find briefgen tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

# What is installed is stamped, so that a second run has nothing to do.

$(PYTHON):
	@tools/setup.sh venv $(VENV)

$(VENV)/.base: requirements/base.txt | $(PYTHON)
	@tools/setup.sh packages $(LIBRARIES)
	@$(PIP) -r requirements/base.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	@tools/setup.sh packages $(PROGRAMS)
	@$(PIP) -r requirements/dev.txt
	@touch $@
