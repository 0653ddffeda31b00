# make site builds the website and the PDFs; make alone lists what else there is.

VENV := .venv
INSIDE := $(VENV)/bin/python
BRIEFGEN := $(VENV)/bin/briefgen
SBOM := build/sbom/bin/python
PIP := $(INSIDE) -m pip install --quiet --disable-pip-version-check
PYTEST := $(INSIDE) -m pytest -n 2 --dist loadfile --no-loadscope-reorder
COMPILE := $(INSIDE) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock"

LIBRARIES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
PROGRAMS := 'git=git' 'pdftotext=poppler-utils' 'qpdf=qpdf' 'chromium|chromium-browser|google-chrome=chromium'

BASE_URL :=
OPTIONS :=
SECONDS := 60
TARGETS :=
VERSION :=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site docs check verify serve test test-all slow lint fuzz audit weasyprint lock man dist sbom clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

site: $(BRIEFGEN) ## build content/ into site/; BASE_URL=https://… sets its public address
	@$(BRIEFGEN) build $(if $(BASE_URL),--base-url '$(BASE_URL)') $(OPTIONS)

docs: $(BRIEFGEN) ## build the handbooks into build/docs/site, in English and Korean; name Korean parts older than the English
	@$(INSIDE) tools/docs_site.py project build/docs
	@$(BRIEFGEN) build -C build/docs --ignore difference-is-meant $(if $(BASE_URL),--base-url '$(BASE_URL)') $(OPTIONS)

check: $(BRIEFGEN) ## report all problems in content/; write nothing
	@$(BRIEFGEN) check $(OPTIONS)

verify: $(BRIEFGEN) ## check that web, PDFs and languages agree in site/
	@$(BRIEFGEN) verify $(OPTIONS)

serve: $(BRIEFGEN) ## preview in the browser, with live updates
	@$(BRIEFGEN) serve $(OPTIONS)

test: lint ## run the linters, the type checker and the tests that are quick
	@$(PYTEST) -m "not slow" --quick

test-all: test ## run all tests: those of make test, then the slow ones
	@$(PYTEST) -m slow

slow: $(VENV)/.dev ## measure all tests, and list in tests/slow.txt those that make test leaves out
	@mkdir -p build
	@rm -f build/costs.jsonl
	@$(PYTEST) --costs build/costs.jsonl
	@$(INSIDE) tools/slow_tests.py build/costs.jsonl

lint: $(VENV)/.dev ## run the linters and the type checker
	@$(INSIDE) -m ruff check .
	@$(INSIDE) -m ruff format --check --quiet .
	@$(INSIDE) -m mypy

fuzz: $(VENV)/.dev ## feed invalid texts to the parsers, SECONDS=60 each; TARGETS="yaml html" selects some
	@$(INSIDE) tools/fuzz.py --seconds $(SECONDS) $(TARGETS)

audit: $(VENV)/.dev ## check workflows and locked libraries for known vulnerabilities; uses the network
	@$(INSIDE) tools/audit.py

weasyprint: $(VENV)/.dev ## run the PDF tests with the newest WeasyPrint, or VERSION=…, and report what breaks
	@$(INSIDE) tools/newer_weasyprint.py $(if $(VERSION),--version '$(VERSION)')

lock: $(VENV)/.dev ## lock the dependencies again; OPTIONS=--upgrade uses the newest allowed
	@$(COMPILE) $(OPTIONS) pyproject.toml --output-file requirements/base.txt
	@$(COMPILE) $(OPTIONS) pyproject.toml --extra dev --constraint requirements/base.txt --output-file requirements/dev.txt
	@$(COMPILE) --group pyproject.toml:build --constraint requirements/dev.txt --output-file requirements/build.txt
	@$(COMPILE) --group pyproject.toml:release --constraint requirements/dev.txt --output-file requirements/release.txt
	@cp requirements/build.txt briefgen/reading/starter/site/requirements-build.txt

man: $(BRIEFGEN) ## write the manual page again, after a change to a command
	@$(INSIDE) tools/man_page.py

dist: $(BRIEFGEN) ## build the packages in dist/: the source, and from it the wheels of the program and of its fonts
	@rm -rf dist
	@$(INSIDE) tools/dist.py

sbom: ## after make dist: list the libraries of the wheels in about/briefgen.cdx.json (CycloneDX)
	@tools/setup.sh venv build/sbom
	@$(SBOM) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/release.txt
	@$(SBOM) -m venv --clear --without-pip build/package
	@$(SBOM) -m pip --python build/package/bin/python install --quiet --require-hashes -r requirements/base.txt
	@$(SBOM) -m pip --python build/package/bin/python install --quiet --no-index --no-deps dist/*.whl
	@version=$$(build/package/bin/python -Ic 'import briefgen; print(briefgen.__version__)') && \
		sed "s/^dynamic = .*/version = \"$$version\"/" pyproject.toml > build/sbom/pyproject.toml
	@mkdir -p about
	@build/sbom/bin/cyclonedx-py environment --pyproject build/sbom/pyproject.toml --output-reproducible \
		--output-format JSON --output-file about/briefgen.cdx.json build/package/bin/python

clean: ## remove all build output, except the environment
	@rm -rf site .site.* .briefgen dist build about .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find briefgen tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

# What is installed is stamped, so that a second run has nothing to do. A step that fails leaves nothing that looks done.

$(INSIDE):
	@tools/setup.sh venv $(VENV)

$(VENV)/.base: requirements/base.txt requirements/build.txt | $(INSIDE)
	@tools/setup.sh packages $(LIBRARIES)
	@$(PIP) --require-hashes -r requirements/base.txt -r requirements/build.txt
	@touch $@

# The command is the checkout itself: an edit is seen at once. All that is needed for it is there: nothing is downloaded.
$(BRIEFGEN): pyproject.toml $(VENV)/.base
	@$(PIP) --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(BRIEFGEN)
	@tools/setup.sh packages $(PROGRAMS)
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@
