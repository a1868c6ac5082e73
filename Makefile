# Prasan: `make run` opens the office, `make test` proves it. Everything else is set up on the way.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.SUFFIXES:

PORT ?= 8000
SAMPLE ?= 1
DATA ?=
# A relative DATA is meant from where the caller stands, not from where make was sent (`make -C`).
ifneq ($(strip $(DATA)),)
override DATA := $(shell cd '$(PWD)' && realpath -m -- '$(DATA)')
endif
export DATA
FILE ?=
ifneq ($(strip $(FILE)),)
override FILE := $(shell cd '$(PWD)' && realpath -m -- '$(FILE)')
endif

PY := .venv/bin/python
MANAGE := $(PY) manage.py
UV_SYNC := .venv/bin/uv pip sync --quiet --python $(PY) --require-hashes
# Once the development packages are there, a change of the run-time lock must not take them away.
LOCK = requirements/$(if $(wildcard .venv/bin/pytest),dev,run).txt
STATIC := $(shell find prasan -path '*/static/*' -type f)
# Files of tests stay whole, for some share what is slow to make.
BOTH_CORES := -n 2 --dist loadfile
CATALOGUE := $(shell find prasan/ui/locale -name '*.po' 2>/dev/null)

.PHONY: help setup run test check fix bench journeys drill-delivery backup restore doctor dev browser postgres

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

setup: .build/static.stamp ## everything that `run` needs

run: setup ## open the office (PORT=8000 DATA=var SAMPLE=0)
	@exec $(MANAGE) serve --port $(PORT) $(if $(filter 0,$(SAMPLE)),--no-sample)

test: dev browser postgres check ## every test, on SQLite, on PostgreSQL, and in a browser
	$(PY) -m pytest -m "not journey" $(BOTH_CORES)
	$(PY) -m tests.postgres $(PY) -m pytest -m "not journey" $(BOTH_CORES)
	$(PY) -m pytest -m journey

check: dev ## what needs no test run: style, types, floors, migrations
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/mypy prasan
	DJANGO_SETTINGS_MODULE=prasan.config.settings.test $(MANAGE) makemigrations --check --dry-run

fix: dev ## mend what can be mended by itself
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

journeys: dev browser ## whole ways through the house in Chromium
	$(PY) -m pytest -m journey

bench: dev ## measure; table on the screen, numbers in bench/results.json
	$(PY) -m bench

drill-delivery: dev postgres ## kill workers and mail server 100 times: nothing lost, nothing twice unseen
	$(PY) -m bench.drill_delivery

backup: setup ## database and files into one file (FILE=… DATA=…)
	@exec $(MANAGE) backup "$(or $(FILE),$(PWD))"

restore: setup ## FILE=… into the empty folder DATA=…
	@test -n "$(FILE)" -a -n "$(DATA)" || { echo 'ใช้: make restore FILE=ไฟล์สำรอง DATA=โฟลเดอร์ว่าง' >&2; exit 2; }
	@DATA= exec $(MANAGE) restore "$(FILE)" --into "$(DATA)"

doctor: setup ## what is wrong and what to do about it
	@exec $(MANAGE) doctor

dev: setup .build/dev.stamp

.venv/bin/uv: requirements/uv.txt
	@sh requirements/venv.sh
	.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.build/run.stamp: .venv/bin/uv requirements/run.txt
	@mkdir -p .build
	$(UV_SYNC) $(LOCK)
	@touch $@

.build/dev.stamp: .venv/bin/uv requirements/dev.txt
	$(UV_SYNC) requirements/dev.txt
	@touch $@

.build/fonts.stamp: .build/run.stamp prasan/printing/font.py prasan/printing/prepared.py
	$(PY) -m prasan.printing.font .build/fonts --web .build/fonts/web
	@touch $@

.build/catalogue.stamp: .build/run.stamp prasan/ui/catalog.py $(CATALOGUE)
	$(PY) -m prasan.ui.catalog
	@touch $@

.build/static.stamp: .build/fonts.stamp .build/catalogue.stamp $(STATIC)
	$(MANAGE) collectstatic --no-input --verbosity 0
	@touch $@

browser:
	@sh tests/debian.sh chromium chromium
	@sh tests/debian.sh pdftotext poppler-utils

postgres:
	@sh tests/debian.sh /usr/lib/postgresql/*/bin/initdb postgresql
