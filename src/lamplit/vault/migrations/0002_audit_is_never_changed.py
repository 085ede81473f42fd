"""The audit table refuses every change and every deletion, in the database itself."""

from django.db import migrations

from lamplit.vault.triggers import install, remove


class Migration(migrations.Migration):
    """Adds the two triggers."""

    dependencies = [("vault", "0001_first")]
    operations = [migrations.RunPython(lambda apps, editor: install(editor), lambda apps, editor: remove(editor))]
