# Thin names for ./lamplit, which works without make too.
PYTHON ?= python3
VERBS = run test install bench exam demo models

.PHONY: $(VERBS)
$(VERBS):
	@$(PYTHON) lamplit $@
