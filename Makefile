# What can be made here. `make` lists it.

.DEFAULT_GOAL := help
MEETING ?= 2024-03-01
BIN := .venv/bin
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do $$p -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.PHONY: help pack test check bench conformance editor format golden messages rules schemas standins doctor clean python

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

pack: .venv/runtime ## Build the example's meeting pack, or another with MEETING=…
	@$(BIN)/kallelse build $(MEETING)

test: .venv/dev ## Run the tests
	@$(BIN)/pytest --numprocesses auto

check: .venv/dev ## Check format, lint, types and layers
	@$(BIN)/ruff format --check && $(BIN)/ruff check && $(BIN)/mypy && $(BIN)/lint-imports --no-logo

bench: .venv/dev ## Measure binding beside other tools, and the whole example
	@$(BIN)/python benchmarks/bind.py && $(BIN)/python benchmarks/build.py

conformance: .venv/dev ## Have veraPDF check what we make against PDF/UA-1 and PDF/A-2a
	@$(BIN)/python -m tests.conformance

editor: ## Install the language server that the tests of the editor's help need (npm)
	@npm ci --prefix tests/editor --no-audit --no-fund

format: .venv/dev ## Format the code and mend what the linter can mend
	@$(BIN)/ruff format && $(BIN)/ruff check --fix

golden: .venv/dev ## Write the golden files anew: look at the difference before you commit it
	@KALLELSE_GOLDEN=1 $(BIN)/pytest --numprocesses auto tests/golden

messages: .venv/dev ## Collect the sentences to translate, and compile the Swedish ones
	@$(BIN)/python -m tests.messages

rules: .venv/runtime ## Write docs/rules.md from the rules
	@$(BIN)/python -m kallelse.rules.catalogue docs/rules.md

schemas: .venv/runtime ## Write schemas/ from the models
	@$(BIN)/python -m kallelse.outputs.schema schemas

standins: .venv/dev ## Make the example's stand-in attachments anew
	@$(BIN)/python -m tests.standins

doctor: .venv/runtime ## Tell whether this computer has what is needed
	@$(BIN)/python --version && $(BIN)/python -m pip check && $(BIN)/kallelse --version && PATH="$(CURDIR)/$(BIN):$$PATH" && echo "Packs need no other program. Some attachments (docs/dependencies.md):" && for one in soffice ocrmypdf tesseract; do command -v $$one >/dev/null && echo "  $$one: found" || echo "  $$one: not found"; done && echo "Tests that are skipped without:" && for one in soffice ocrmypdf tesseract java mvn node actionlint; do command -v $$one >/dev/null && echo "  $$one: found" || echo "  $$one: not found"; done

clean: ## Remove all that can be made again
	@rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# Setting up, once: each step leaves a file in .venv, and is done again when pyproject.toml changes.

python:
	@test -n "$(PYTHON)" || { echo "kallelse needs Python 3.11 or newer, with its venv module. Install it, or say where it is: make PYTHON=/path/to/python3" >&2; exit 1; }

.venv/pip: | python
	@echo "Setting up .venv ..." && $(PYTHON) -m venv .venv && $(BIN)/python -m pip install --quiet --upgrade pip && touch $@

.venv/runtime: .venv/pip pyproject.toml
	@$(BIN)/python -m pip install --quiet --editable . && touch $@

.venv/dev: .venv/runtime
	@$(BIN)/python -m pip install --quiet --group dev && touch $@
