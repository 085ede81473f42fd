"""Lamplit: a private, self-hosted companion that carries a young person's work between therapy, home and school."""

__version__ = "0.1.0"
