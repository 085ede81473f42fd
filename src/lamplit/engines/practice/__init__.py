"""Guided activities as reviewed data: reading them, checking them, playing them; leaves keeping a run to actions."""
