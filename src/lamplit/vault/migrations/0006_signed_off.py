"""Incidents that are signed off."""

from django.db import migrations


class Migration(migrations.Migration):
    """Incidents that are signed off."""

    dependencies = [("vault", "0005_outbox")]
    operations = []
