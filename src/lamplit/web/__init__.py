"""Lamplit's web package."""
