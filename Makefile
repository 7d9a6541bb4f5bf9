# The README's commands. PYTHON may name another interpreter: make test PYTHON=python3.12
PYTHON ?= python3
BIN := .venv/bin
export HF_HUB_OFFLINE ?= 1
export TOKENIZERS_PARALLELISM ?= false

.PHONY: serve index test lint types bench audit clean

serve: index
	$(BIN)/gnlc-serve

index: .venv/installed
	$(BIN)/gnlc-index build --if-missing

test: .venv/installed-test
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: .venv/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed-test
	$(BIN)/mypy

bench: .venv/installed-test index
	$(BIN)/python -m bench.question
	$(BIN)/python -m bench.server
	$(BIN)/python -m bench.build

# In an environment of its own, so that what it needs is not what is audited. Strict: a package that was not looked up
# is a failure, as a mirror without advisories would otherwise pass for a clean bill.
audit:
	$(PYTHON) -m venv var/audit
	var/audit/bin/pip install --quiet --disable-pip-version-check pip-audit
	@var/audit/bin/pip-audit --requirement constraints.txt --no-deps --disable-pip --strict --progress-spinner off || { \
	  echo "Either an advisory is listed above, or the advisories could not be looked up and nothing has been checked." >&2; \
	  echo "มีประกาศช่องโหว่ตามรายการข้างต้น หรือค้นประกาศไม่ได้และยังไม่ได้ตรวจสิ่งใด" >&2; exit 1; }

clean:
	rm -rf .venv var

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt torch==2.13.0
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

.venv/installed-test: .venv/installed
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	touch $@
