"""Lamplit's content package."""
