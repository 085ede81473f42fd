"""The keys of what waits on phones."""

from django.db import migrations


class Migration(migrations.Migration):
    """The keys of what waits on phones."""

    dependencies = [("vault", "0004_replies")]
    operations = []
