"""Pure engines: values in, values out; no Django, database, network, keys or clock."""
