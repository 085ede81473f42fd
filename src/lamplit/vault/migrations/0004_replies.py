"""Replies, and the author's switch for them."""

from django.db import migrations


class Migration(migrations.Migration):
    """Replies, and the author's switch for them."""

    dependencies = [("vault", "0003_attachments")]
    operations = []
