"""How a family reaches its therapist."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """How a family reaches its therapist."""

    dependencies = [("people", "0006_ways_back")]

    operations = [
        migrations.CreateModel(
            name="TherapistCard",
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
            options={"db_table": "people_therapist_card"},
        ),
    ]
