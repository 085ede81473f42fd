"""The operator's command line: `lamplit <verb>`, one module per verb over the same actions as the web face."""
