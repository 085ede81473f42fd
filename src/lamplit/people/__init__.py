"""Lamplit's people package."""
