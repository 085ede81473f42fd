"""Hears what is said and shows the words that say so; leaves what to offer to `safety` and showing it to the faces."""
