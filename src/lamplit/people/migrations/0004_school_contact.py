"""Where safety worries of the school go."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Where safety worries of the school go."""

    dependencies = [("people", "0003_teacher_links")]

    operations = [
        migrations.CreateModel(
            name="SchoolCard",
            fields=[
                (
                    "circle",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.circle",
                    ),
                ),
                ("sealed_card", models.BinaryField(default=bytes)),
                ("changed_at", models.DateTimeField()),
            ],
            options={"db_table": "people_school_card"},
        ),
    ]
