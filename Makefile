# Courtyard's habits. Each is a script that can be read; make only names them.

PORT ?= 8000
LMS_PORT ?= 8001
JOBS ?= auto
ARGS ?=

VENV := .venv/bin/python
START := sh scripts/python.sh -m

# Children get SIGINT from the terminal and SIGTERM from make, so recipes are one plain command each.
.PHONY: help setup setup-dev demo console test boundary check bench lock translations

help:
	@echo "make demo     set everything up, then run Courtyard and a practice LMS on this machine"
	@echo "make console  print a link into the console of the demo that is running"
	@echo "make setup    only install what is needed and build the assets"
	@echo "make test     run the tests            (ARGS='-k launch' to choose, JOBS=0 for one process)"
	@echo "make boundary walk every page as everybody, looking for another class's children"
	@echo "make check    lint, types, imports, and migrations in step with the models"
	@echo "make bench    measure launches and pages against their floors"
	@echo "make lock     pin the dependencies anew, after a change to a requirements*.in"
	@echo "make translations   bring every language up to date (ARGS=ar to begin one)"

setup:
	@$(START) scripts.set_up

setup-dev:
	@$(START) scripts.set_up --dev

demo:
	@$(START) scripts.ports $(PORT) $(LMS_PORT)
	@$(START) scripts.set_up
	@$(VENV) -m scripts.demo --port $(PORT) --lms-port $(LMS_PORT)

console:
	@$(VENV) -m scripts.console_link --port $(PORT)

test: setup-dev
	@$(VENV) -m pytest -n $(JOBS) --dist worksteal $(ARGS)

check: setup-dev
	@$(VENV) -m scripts.check

bench: setup-dev
	@$(VENV) -m bench $(ARGS)

lock:
	@sh scripts/lock.sh

translations: setup-dev
	@$(VENV) -m scripts.translations $(ARGS)

boundary: setup-dev
	@$(VENV) -m pytest -q -s -p no:cacheprovider tests/boundary
