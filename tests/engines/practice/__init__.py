"""The practice engine: reading, checking and playing reviewed activities."""
