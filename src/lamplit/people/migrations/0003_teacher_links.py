"""A teacher's link, and a code for each device."""

from django.db import migrations


class Migration(migrations.Migration):
    """A teacher's link, and a code for each device."""

    dependencies = [("people", "0002_ways_in")]
    operations = []
