"""Therapy sessions, and cards offered out of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds both tables."""

    dependencies = [("vault", "0006_signed_off")]
    operations = [
        migrations.CreateModel(
            name="TherapySession",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("circle", models.UUIDField()),
                ("author", models.UUIDField()),
                ("added_at", models.CharField(max_length=32)),
                ("ends_on", models.DateField()),
                ("revision", models.PositiveIntegerField(default=1)),
                ("fingerprint", models.BinaryField()),
                ("sealed", models.BinaryField()),
                ("words", models.BinaryField(null=True)),
            ],
            options={
                "db_table": "vault_therapy",
                "indexes": [models.Index(fields=["author", "circle"], name="sessions_of_a_therapist")],
            },
        ),
        migrations.CreateModel(
            name="OfferedCard",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("circle", models.UUIDField()),
                ("author", models.UUIDField()),
                ("reader", models.UUIDField()),
                ("state", models.CharField(default="offered", max_length=8)),
                ("at", models.CharField(max_length=32)),
                ("sealed", models.BinaryField()),
            ],
            options={
                "db_table": "vault_card",
                "indexes": [models.Index(fields=["reader", "circle"], name="cards_for_somebody")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(state__in=("offered", "declined")), name="card_state_known"
                    )
                ],
            },
        ),
    ]
