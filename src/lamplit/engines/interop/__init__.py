"""Other people's formats: values in, bytes out; leaves what goes in, and who may have it, to the actions."""
