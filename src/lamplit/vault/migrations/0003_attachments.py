"""Photos, sealed in chunks."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Photos, sealed in chunks."""

    dependencies = [("vault", "0002_audit_is_never_changed")]
    operations = [
        migrations.CreateModel(
            name="Chunk",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("attachment", models.UUIDField()),
                ("number", models.PositiveIntegerField()),
                ("entry", models.UUIDField()),
                ("circle", models.UUIDField()),
                ("author", models.UUIDField()),
                ("sealed", models.BinaryField()),
            ],
            options={
                "db_table": "vault_chunk",
                "indexes": [models.Index(fields=["entry"], name="chunks_of_an_entry")],
                "constraints": [
                    models.UniqueConstraint(fields=("attachment", "number"), name="one_row_a_chunk")
                ],
            },
        ),
    ]
