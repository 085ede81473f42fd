"""Photos, sealed in chunks."""

from django.db import migrations


class Migration(migrations.Migration):
    """Photos, sealed in chunks."""

    dependencies = [("vault", "0002_audit_is_never_changed")]
    operations = []
