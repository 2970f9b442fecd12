# Every target is one script in bin/; the scripts do their own set-up.
.DEFAULT_GOAL := help
.PHONY: help run test quick lint format messages requirements

help:  ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run:  ## Set the portal up and serve it (PORT=8000 HOST=127.0.0.1)
	@bin/run

test:  ## Lint, then test on SQLite, on PostgreSQL and in Chromium (ARGS="-k word tests/test_x.py")
	@bin/test $(ARGS)

quick:  ## Test one room on SQLite in about a minute (ROOM=publishing)
	@bin/quick "$(ROOM)" $(ARGS)

lint:  ## Check style, formatting, templates and missing migrations
	@bin/lint

format:  ## Repair style and formatting where that is safe
	@bin/format

messages:  ## Collect the texts to translate into locale/ and compile them (needs gettext)
	@bin/messages

requirements:  ## Lock requirements*.in into requirements*.txt (ARGS=--upgrade for newer versions)
	@bin/requirements $(ARGS)
