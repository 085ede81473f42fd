"""Lamplit's config package."""
