"""Signing in: what Lamplit adds to allauth (adapters, forms, limits, checks); pages are in `views.accounts`."""
