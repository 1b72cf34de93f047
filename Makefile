# Everything one does here. `make` alone lists it.
PORT ?= 5000
HOST ?= 127.0.0.1
DATA_DIR ?= var
export PORT HOST DATA_DIR

WORKERS ?= 2
ARGS ?=

BIN := .venv/bin
LOCK := $(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links $(UPGRADE)

.DEFAULT_GOAL := help
.PHONY: help run serve test check fix bench mutants look pictures messages lock assets ready ready-to-test

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ready ## the product with a whole invented program in it (PORT, HOST, DATA_DIR)
	@exec $(BIN)/flask serve --demo

serve: ready ## the product with nothing in it (PORT, HOST, DATA_DIR)
	@exec $(BIN)/flask serve

test: ready-to-test ## every test, beside a PostgreSQL and a Redis of its own (ARGS go to pytest)
	@exec $(BIN)/python .ci/test.py -n $(WORKERS) --dist loadgroup --no-loadscope-reorder $(ARGS)

check: ready-to-test ## all that can be checked without running it, the fastest first
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python .ci/assets/vendor.py --verify
	$(BIN)/lint-imports
	$(BIN)/deptry training
	$(BIN)/bandit --quiet --recursive --severity-level medium training
	$(BIN)/djlint --quiet --check templates && $(BIN)/djlint --quiet --lint templates
	$(BIN)/mypy
	$(BIN)/mypy .ci/*.py .ci/assets/*.py
	.ci/check-migrations

fix: ready-to-test ## put in order what a tool can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-$(BIN)/djlint --quiet --reformat templates

bench: ready-to-test ## how fast it is, measured here
	$(BIN)/python -m bench $(ARGS)

pictures: ready-to-test ## the pictures of the README, taken anew
	$(BIN)/python -m bench.pictures $(ARGS)

look: ready-to-test ## every page as everyone who may open it, at each width, in both lights (slow)
	LOOK_IN_FULL=yes $(BIN)/python .ci/test.py -n $(WORKERS) tests/web/test_every_page.py tests/look $(ARGS)

messages: ready-to-test ## every word a person reads, gathered for translators
	$(BIN)/python .ci/messages.py

mutants: ready-to-test ## does a test notice each change to a rule? (slow; not part of the checks)
	$(BIN)/mutmut run --max-children 1 $(ARGS)
	$(BIN)/mutmut results

lock: ready-to-test ## the locks, from pyproject.toml (UPGRADE=--upgrade for the newest of everything)
	echo uv | $(LOCK) --output-file .ci/requirements-uv.txt -
	$(LOCK) --output-file requirements.txt pyproject.toml
	$(LOCK) --output-file requirements-dev.txt --constraint requirements.txt --group dev pyproject.toml
	.ci/setup test
	$(BIN)/python .ci/third_party.py

assets: ready ## static/vendor, from the packages in .ci/assets (needs npm)
	cd .ci/assets && npm ci
	$(BIN)/python .ci/assets/vendor.py

ready:
	@.ci/setup run

ready-to-test:
	@.ci/setup test
