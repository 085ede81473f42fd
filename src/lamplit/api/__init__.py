"""Lamplit's api package."""
