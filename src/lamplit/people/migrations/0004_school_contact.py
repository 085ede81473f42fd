"""Where safety worries of the school go."""

from django.db import migrations


class Migration(migrations.Migration):
    """Where safety worries of the school go."""

    dependencies = [("people", "0003_teacher_links")]
    operations = []
