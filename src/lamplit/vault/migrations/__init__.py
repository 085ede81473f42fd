"""The vault tables, step by step."""
