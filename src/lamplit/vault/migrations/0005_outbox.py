"""The keys of what waits on phones."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the keys, and the receipts of what has arrived."""

    dependencies = [("vault", "0004_replies")]
    operations = [
        migrations.CreateModel(
            name="OutboxKey",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("circle", models.UUIDField()),
                ("public", models.BinaryField()),
                ("sealed", models.BinaryField()),
                ("made_at", models.CharField(max_length=32)),
                ("retired_at", models.CharField(max_length=32, null=True)),
            ],
            options={
                "db_table": "vault_outboxkey",
                "indexes": [models.Index(fields=["circle", "-made_at"], name="outbox_keys_of_a_circle")],
            },
        ),
        migrations.CreateModel(
            name="OutboxReceipt",
            fields=[
                ("digest", models.BinaryField(primary_key=True, serialize=False)),
                ("circle", models.UUIDField()),
                ("author", models.UUIDField()),
                ("received_at", models.CharField(max_length=32)),
            ],
            options={
                "db_table": "vault_outboxreceipt",
                "indexes": [models.Index(fields=["received_at"], name="outbox_receipts_by_age")],
            },
        ),
    ]
