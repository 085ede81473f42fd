"""A plain Django project with the same two requests: what most people would write first, to measure Lamplit beside."""
