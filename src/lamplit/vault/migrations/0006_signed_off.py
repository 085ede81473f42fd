"""Entries that are signed off, and entries somebody reads from a day on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Entries that are signed off, and entries somebody reads from a day on."""

    dependencies = [("vault", "0005_outbox")]
    operations = [
        migrations.AddField("entry", "later", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("entry", "opens_on", models.DateField(null=True)),
        migrations.AddField("entry", "signed", models.PositiveSmallIntegerField(default=0)),
    ]
