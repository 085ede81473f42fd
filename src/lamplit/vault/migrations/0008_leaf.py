"""The page that a person keeps for nobody else."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the leaf: one for each person and circle."""

    dependencies = [("vault", "0007_therapy_sessions")]
    operations = [
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("circle", models.UUIDField()),
                ("author", models.UUIDField()),
                ("sealed", models.BinaryField()),
            ],
            options={
                "db_table": "vault_leaf",
                "constraints": [
                    models.UniqueConstraint(fields=["circle", "author"], name="one_leaf_a_person"),
                ],
            },
        ),
    ]
