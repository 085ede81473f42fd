"""What people settle for themselves."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """What people settle for themselves."""

    dependencies = [("people", "0004_school_contact")]
    operations = [
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=24)),
                ("value", models.CharField(max_length=8)),
                (
                    "circle",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.circle",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "people_choice",
                "constraints": [
                    models.UniqueConstraint(fields=["person", "circle", "name"], name="one_choice_a_circle"),
                    models.UniqueConstraint(
                        fields=["person", "name"], condition=Q(circle__isnull=True), name="one_choice_everywhere"
                    ),
                ],
            },
        ),
    ]
