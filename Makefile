# Everything a person needs: `make demo` does the main job, `make test` passes the tests.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-18s %s\n", $$1, $$2}'

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV) && $(RUN)/python -m pip install --quiet --upgrade pip
	$(RUN)/python -m pip install --quiet --editable '.[documents,serve,cluster]' --group dev && touch $(READY)

setup: $(READY) ## create the virtual environment and install everything

test: $(READY) ## run all tests
	$(RUN)/python -m pytest

lint: $(READY) ## style and types
	$(RUN)/ruff check . && $(RUN)/ruff format --check . && $(RUN)/mypy

demo: $(READY) ## build, validate, question and show the examples
	@sh examples/demo.sh $(RUN)/alir

examples: $(READY) ## build the facts of the five real policies anew (needs ../shared)
	$(RUN)/alir build ../shared/policies/seeds --no-quotes -o examples/facts/seeds.nq.gz

wheel: $(READY) ## build the wheel into dist/
	$(RUN)/python -m build --wheel

site: $(READY) ## the pages of the store (.alir) and of the vocabulary in site/
	$(RUN)/alir view --site site

.PHONY: help setup test lint demo examples wheel site

format: $(READY) ## write the ontology in canonical Turtle, and the code as ruff has it
	$(RUN)/python -m graph_builder.ontology.format
	$(RUN)/ruff format .

refresh-imports: $(READY) ## renew ontology/imports from a copy of DPV (DPV=DIR)
	$(RUN)/python -m graph_builder.ontology.imports $(DPV)

.PHONY: format refresh-imports

bench: $(READY) ## measure questions and statistics on synthetic portfolios (POLICIES=1000)
	PYTHONPATH=. $(RUN)/python bench/questions.py --policies $(or $(POLICIES),1000)
	PYTHONPATH=. $(RUN)/python bench/portfolio.py --policies $(or $(POLICIES),1000)

bench-extraction: $(READY) ## measure extraction: ms for 15,000 characters, up to 1 MB; on real policies if ../shared has them
	PYTHONPATH=. $(RUN)/python bench/extraction.py $(if $(wildcard ../shared/corpus),--corpus ../shared/corpus)

bench-scale: $(READY) ## measure builds of 10, 100 and 300 policies, real ones if ../shared has them (POLICIES=10,100,300 JOBS=1,2)
	PYTHONPATH=. $(RUN)/python bench/scale.py --policies $(or $(POLICIES),10,100,300) --jobs $(or $(JOBS),1,2) $(if $(wildcard ../shared/corpus),--corpus ../shared/corpus)

bench-validation: $(READY) ## measure validation of one policy and of many, compiled and in pySHACL; real ones if ../shared has them (POLICIES=30)
	PYTHONPATH=. $(RUN)/python bench/validation.py --policies $(or $(POLICIES),30) $(if $(wildcard ../shared/corpus),--corpus ../shared/corpus)

bench-soak: $(READY) ## watch the memory of the workbench under steady load (MINUTES=60)
	PYTHONPATH=. $(RUN)/python bench/soak.py --minutes $(or $(MINUTES),60)

bench-views: $(READY) ## measure how soon the views are drawn in Chromium (NODES=600,5000)
	PYTHONPATH=. $(RUN)/python bench/views.py --nodes $(or $(NODES),600,5000) $(if $(wildcard ../shared/policies/seeds),--corpus ../shared/policies/seeds)

.PHONY: bench bench-extraction bench-scale bench-soak bench-validation bench-views

eval: $(READY) ## score reading and extraction on real policies and hold the floors (needs ../shared)
	$(RUN)/python -m tests.evaluation.readers
	$(RUN)/python -m tests.evaluation.gate

pin: $(READY) ## raise the floors of tests/floors.toml to the present figures
	$(RUN)/python -m tests.evaluation.gate --pin

.PHONY: eval pin
