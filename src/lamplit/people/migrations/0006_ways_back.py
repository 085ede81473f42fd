"""Being let back in by two, what waits afterwards, and pausing what one shares."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Being let back in by two, what waits afterwards, and pausing what one shares."""

    dependencies = [("people", "0005_choices")]
    operations = [
        migrations.AddField(
            model_name="membership",
            name="sharing_paused_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="WayBack",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
                ("code_hash", models.BinaryField(max_length=64)),
                ("tries_left", models.PositiveSmallIntegerField(default=5)),
                ("by_operator", models.BooleanField(default=False)),
                ("token_hash", models.BinaryField(max_length=32, null=True, unique=True)),
                ("epoch", models.PositiveIntegerField(default=0)),
                ("ends_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ways_back", to="people.membership"
                    ),
                ),
            ],
            options={
                "db_table": "people_way_back",
            },
        ),
        migrations.CreateModel(
            name="ShutPages",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("up_to", models.PositiveBigIntegerField()),
                ("since", models.DateTimeField()),
                ("opens_at", models.DateTimeField(blank=True, null=True)),
                (
                    "circle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.circle"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "people_shut_pages",
                "constraints": [models.UniqueConstraint(fields=("person", "circle"), name="one_shutting_a_circle")],
            },
        ),
    ]
