# What can be done here. `make` alone says it in short, README.md at length. Works with GNU make 3.81.

VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8000
ARGS ?=
# Asked in this order for Python 3.11 or newer; PYTHON=/path/to/python names another.
PYTHONS := $(if $(PYTHON),$(PYTHON),python3 python3.13 python3.12 python3.11 python)

PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
LOCK := CUSTOM_COMPILE_COMMAND="make lock" $(PY) -m piptools compile --quiet --generate-hashes --strip-extras \
	--allow-unsafe --no-emit-index-url --no-emit-find-links

# An environment whose Python is gone is made again.
ALIVE := $(shell $(PY) -c "print('alive')" 2>/dev/null)
ifneq ($(ALIVE),alive)
$(shell rm -f $(VENV)/.made $(VENV)/.for-running $(VENV)/.for-developing)
endif

.PHONY: help env run test check bench fit across lock clean port

help: ## say what can be done
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile

env: $(VENV)/.for-developing ## make .venv with all that running and developing need

run: port $(VENV)/.for-running ## try the paper out: samples, a login, http://127.0.0.1:$PORT/
	@set -e; \
	if [ ! -f .env ]; then DEBUG=$${DEBUG:-on}; export DEBUG; fi; \
	PORT=$(PORT) DJANGO_RUNSERVER_HIDE_WARNING=true; export PORT DJANGO_RUNSERVER_HIDE_WARNING; \
	$(PY) manage.py migrate --verbosity 0; \
	$(PY) manage.py demo; \
	echo; \
	echo "The paper: http://127.0.0.1:$(PORT)/"; \
	echo "The desk:  http://127.0.0.1:$(PORT)/admin/"; \
	echo "Stop with Ctrl-C."; \
	echo; \
	exec $(PY) manage.py runserver 127.0.0.1:$(PORT)

test: $(VENV)/.for-developing ## run the whole suite (TEST_DATABASE_URL=postgres://… for PostgreSQL, ARGS for pytest)
	$(PY) -m pytest -n auto $(ARGS)

check: $(VENV)/.for-developing ## linters, types, templates, migrations, deployment checks
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(PY) -m djlint --quiet --lint articles importers newsroom
	$(PY) manage.py makemigrations --check --dry-run
	NEWSROOM_IGNORE_ENV_FILE=1 DEBUG=off HTTPS=on SITE_URL=https://paper.example ALLOWED_HOSTS=paper.example \
	SECRET_KEY=`$(PY) -c "import secrets; print(secrets.token_urlsafe(50))"` \
	$(PY) manage.py check --deploy --fail-level WARNING

bench: $(VENV)/.for-developing ## measure the import against its floors (N=1000 captures; PostgreSQL too with TEST_DATABASE_URL)
	$(PY) -m tests.bench $(N) $(ARGS)

fit: $(VENV)/.for-developing ## fit the weights of the outline anew
	$(PY) -m importers.outline.fit $(ARGS)

across: $(VENV)/.for-developing ## fit the outline on one newsroom and measure it on the other (ARGS="FOLDER… --on FOLDER…")
	$(PY) -m tests.across $(ARGS)

lock: $(VENV)/.for-developing ## write the lock files from pyproject.toml, with Python 3.11
	$(PY) -m pip install --quiet --disable-pip-version-check "pip-tools>=7.5"
	$(LOCK) --extra postgres --extra redis --extra server -o requirements.lock pyproject.toml
	$(LOCK) --all-extras -c requirements.lock -o requirements-dev.lock pyproject.toml

clean: ## remove the environment and what tools left behind; var/ with its data stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis htmlcov .coverage
	find newsroom articles importers tests -name __pycache__ -type d -prune -exec rm -rf {} +

port:
	@case "$(PORT)" in ''|*[!0-9]*) echo "PORT=$(PORT) is not a number." >&2; exit 1;; esac
	@for python in $(PYTHONS); do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3,))' 2>/dev/null; then \
	    if $$python -c 'import socket; socket.create_connection(("127.0.0.1", $(PORT)), 1)' 2>/dev/null; then \
	      echo "Port $(PORT) is taken by another program. Take another one: make run PORT=8001" >&2; exit 1; \
	    fi; \
	    exit 0; \
	  fi; \
	done

$(VENV)/.for-running: requirements.lock | $(VENV)/.made
	@echo "Installing what the newsroom runs on into $(VENV) ..."
	@$(PIP) -r requirements.lock
	@touch $@

$(VENV)/.for-developing: requirements-dev.lock | $(VENV)/.made
	@echo "Installing what the newsroom runs and is tested on into $(VENV); this takes a minute or two ..."
	@$(PIP) -r requirements-dev.lock
	@touch $(VENV)/.for-running $@

$(VENV)/.made:
ifeq ($(ALIVE),alive)
	@touch $@
else
	@found=; \
	for python in $(PYTHONS); do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Python 3.11 or newer is needed, and none of these is there: $(PYTHONS)." >&2; \
	  echo "Install one, or name one: make env PYTHON=/path/to/python3.12" >&2; \
	  exit 1; \
	fi; \
	if ! $$found -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "$$found cannot make environments: its venv module is missing." >&2; \
	  echo "Install it (Debian, Ubuntu: apt-get install python3-venv) and try again." >&2; \
	  exit 1; \
	fi; \
	$$found -m venv --clear $(VENV)
	@touch $@
endif
