"""Lamplit's cli package."""
