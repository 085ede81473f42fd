"""Recordings as bytes: what they are by their own signature, and without what is noted in them; plays nothing."""
