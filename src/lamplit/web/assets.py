"""Names of our static files by their content, in scripts that import each other too; leaves serving to WhiteNoise."""

from whitenoise.storage import CompressedManifestStaticFilesStorage as Storage


class Assets(Storage):  # type: ignore[misc]
    """WhiteNoise's storage, which also follows `import` in our own modules: no module ever meets an older one."""

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = ("lamplit/js/*.js", Storage._js_module_import_aggregation_patterns[1])  # noqa: SLF001
