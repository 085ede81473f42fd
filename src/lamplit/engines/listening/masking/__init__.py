"""Finds what could tell who somebody is: shapes, people, schools, places; leaves signs to `deidentify`."""
