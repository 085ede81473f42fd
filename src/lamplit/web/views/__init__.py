"""Lamplit's views package."""
