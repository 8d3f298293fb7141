# Everything here needs make and Python 3.11 or newer; `make run PYTHON=python3.13`
# takes another Python. What each command does: docs/running.md.
PYTHON ?= python3
PORT ?= 8000
ARGS ?=
export PORT

# Runs a program in the project's environment, made or brought up to date first.
base = $(PYTHON) requirements/environment.py base
development = $(PYTHON) requirements/environment.py development

.DEFAULT_GOAL := help
.PHONY: help run demo-reset test fmt check messages bench screenshots

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Serve the portal with its demo world; PORT=8123 takes another port
	@$(base) --port $(PORT) python manage.py start --port $(PORT)

demo-reset: ## Build the demo world anew
	@$(base) python manage.py demo --reset

test: ## Run every test; ARGS="-k redness" runs some
	@$(development) python -m tests.run $(ARGS)

fmt: ## Format Python and templates
	@$(development) python -m tests.check --mend

check: ## Format, lint, imports, migrations, locks, translations: say what is off
	@$(development) python -m tests.check

messages: ## Gather the texts to translate, with gettext, and compile them
	@$(development) python -m tests.house.catalogues --gather

bench: ## Measure against a bare Django view
	@$(development) python -m tests.bench $(ARGS)

screenshots: ## Take the pictures of the README anew
	@$(development) python -m tests.browser.screenshots
