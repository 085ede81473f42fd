"""Lamplit's vault package."""
