"""Replies, and the author's switch for them."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Replies, and the author's switch for them."""

    dependencies = [("vault", "0003_attachments")]
    operations = [
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("circle", models.UUIDField()),
                ("entry", models.UUIDField()),
                ("author", models.UUIDField()),
                ("author_role", models.PositiveSmallIntegerField()),
                ("compartment", models.CharField(max_length=12)),
                ("deleted_at", models.CharField(max_length=32, null=True)),
                ("fingerprint", models.BinaryField()),
                ("sealed", models.BinaryField()),
            ],
            options={
                "db_table": "vault_reply",
                "indexes": [
                    models.Index(fields=["entry"], name="replies_of_an_entry"),
                    models.Index(fields=["circle"], name="replies_of_a_circle"),
                    models.Index(fields=["author", "circle"], name="replies_of_an_author"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(compartment__in=("shared", "therapist", "own")), name="reply_compartment_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplySwitch",
            fields=[
                ("entry", models.UUIDField(primary_key=True, serialize=False)),
                ("circle", models.UUIDField()),
                ("author", models.UUIDField()),
                ("taken", models.PositiveSmallIntegerField()),
            ],
            options={"db_table": "vault_reply_switch"},
        ),
    ]
