# `make help` says what there is. Only Python 3.11 or newer, make and git are needed beforehand.

PORT ?= 8000
WORKERS ?= 3
TESTS ?=
PARTS ?=
PY := .venv/bin/python
# The first Python that is new enough; a name on the PATH is no proof that it runs.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PIP := $(PY) -m pip --disable-pip-version-check --quiet --retries 10 --timeout 60 install

.DEFAULT_GOAL := help
.PHONY: help install run test tools check bench

help:
	@echo "make run      the newsroom with demonstration news on http://127.0.0.1:8000 (PORT=8123 for another port)"
	@echo "make test     all tests, on SQLite and then on PostgreSQL (TESTS=tests/test_x.py for some)"
	@echo "make check    linter, formatting, migrations, deployment settings, translations"
	@echo "make bench    how fast pages are, as ratios (QUICK=1 in minutes, SIZE=1000000, PARTS=warm for some)"
	@echo "make install  only the virtual environment .venv; run, test, check and bench see to it themselves"
	@echo "make tools    what the tests use besides Python: Chromium, nginx, Java and the HTML checker"

install: .venv/installed

# A stamp newer than the list of requirements says that there is nothing to do.
.venv/installed: requirements.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer was not found. Install it, or say PYTHON=/path/to/python3.11."; exit 1; }
	@echo "Preparing .venv with $(PYTHON) …"
	@test -x $(PY) && $(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv \
		|| { echo "The virtual environment could not be made. On Debian: apt install python3-venv"; exit 1; }
	@$(PIP) -r requirements.txt
	@touch $@

# The .pth file lets `.venv/bin/pytest` find the plugins in tests/ before it reads its own settings.
.venv/installed-dev: requirements-dev.txt .venv/installed
	@echo "Adding what tests and checks need …"
	@$(PIP) -r requirements-dev.txt
	@echo "$(CURDIR)" > `$(PY) -c 'import sysconfig; print(sysconfig.get_path("purelib"))'`/newsroom.pth
	@touch $@

# A desktop's own LANGUAGE (en_US:en, for gettext) is not the language of this site.
export LANGUAGE := $(if $(filter id en,$(LANGUAGE)),$(LANGUAGE),id)

# Production is the default of the settings, so development is said out loud, here and nowhere else.
DEVELOPMENT := DEBUG=1 SECRET_KEY=for-development-on-this-machine-only \
	SITE_URL=http://127.0.0.1:$(PORT) ALLOWED_HOSTS=127.0.0.1,localhost

run: .venv/installed
	@$(DEVELOPMENT) $(PY) manage.py migrate --verbosity 0
	@$(DEVELOPMENT) $(PY) -u manage.py load_demo
	@echo; echo "Ctrl+C stops it. Everything is kept in var/ for the next time."; echo
	@$(DEVELOPMENT) $(PY) manage.py runserver --skip-checks 127.0.0.1:$(PORT)

tools: .venv/installed-dev
	@$(PY) -m tests.tools

# Both databases are tried even when the first fails: two reports are worth more than one. Of chosen
# TESTS all may be of the kind that runs once, so that nothing is left for PostgreSQL (status 5).
test: .venv/installed-dev
	@$(PY) -m tests.tools
	@failed=; for database in sqlite postgresql; do \
		TEST_DATABASE=$$database $(PY) -m pytest -n $(WORKERS) --dist loadgroup --no-loadscope-reorder $(TESTS) \
			|| { [ $$? = 5 ] && [ -n "$(TESTS)" ] && [ $$database = postgresql ]; } \
			|| failed="$$failed $$database"; \
	done; \
	if [ -n "$$failed" ]; then echo "Failed on:$$failed"; exit 1; fi

PRODUCTION := DEBUG=0 SECRET_KEY=`$(PY) -c 'import secrets; print(secrets.token_urlsafe(64))'` \
	SITE_URL=https://berita.example.go.id ALLOWED_HOSTS=berita.example.go.id

check: .venv/installed-dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PRODUCTION) $(PY) manage.py makemigrations --check --dry-run
	@$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	@$(PY) -m tests.catalogue

bench: .venv/installed-dev
	@$(PY) -m benchmarks.speed $(PARTS) $(if $(QUICK),--quick) $(if $(SIZE),--size $(SIZE))
