# Every target does its own set-up: it needs Python 3.11 or newer, git and make, nothing else.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN = .venv/bin
READY = .venv/.installed
PYTEST = $(BIN)/python -m pytest
COVERED = 95

.PHONY: playground run test coverage check fuzz bench soak lint hooks lock format clean

playground: $(READY)  ## try the bot on a page of this machine: no account, no token
	$(BIN)/python -m bot playground

run: $(READY)  ## serve a real Discord with the token in .env
	$(BIN)/python -m bot run

test: export PYTHONDONTWRITEBYTECODE =# the tests start the bot a hundred times: it is compiled once
test: $(READY)  ## the whole suite; PAPERBOT_TEST_PATIENCE=30 on a very slow machine (the default is 10)
	$(PYTEST) -n auto --dist worksteal

coverage: $(READY)  ## the same, and fails where fewer lines are run than today
	$(BIN)/coverage erase
	$(MAKE) test PYTEST="$(BIN)/coverage run -m pytest"
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --fail-under=$(COVERED)

check: lint test  ## lint, types, tests

fuzz: $(READY)  ## new cases of the property tests, eighty times as many; ARGS="-k markdown" for some of them
	@echo "A failure prints its case. To keep it, put it above the test as @example(...), beside the fix."
	PAPERBOT_FUZZ=80 $(BIN)/python -m pytest -n auto -m hypothesis $(ARGS)

bench: $(READY)  ## the Performance table of the README; ARGS=--million for a million papers too
	$(BIN)/python -m tests.bench $(ARGS)

soak: $(READY)  ## kills the bot 200 times while it announces; ARGS="--kills 1000" for more
	$(BIN)/python -m tests.crash.soak $(ARGS)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright

hooks: $(READY)  ## ruff and the fast checks before every commit; needs pre-commit
	pre-commit install

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Needs uv. No registry address is written: the lock works with whatever index the machine has.
lock:
	uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --quiet --output-file requirements.lock

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "paperbot needs Python 3.11 or newer; $(PYTHON) is older. Set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $(READY)

clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis .coverage .coverage.*
