"""Lamplit's actions package."""
