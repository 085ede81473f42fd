"""Entry kinds, the one rule of who may see what, and the policy pack it is stamped from."""
