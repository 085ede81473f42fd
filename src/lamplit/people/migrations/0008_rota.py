"""Who reads what was shown, and when: proposals, each yes to them, and days away."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Who reads what was shown, and when: proposals, each yes to them, and days away."""

    dependencies = [
        ('people', '0007_therapist_card'),
    ]

    operations = [
        migrations.CreateModel(
            name='Rota',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('made_at', models.DateTimeField()),
                ('asked', models.BinaryField(default=bytes)),
                ('since', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.circle')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'people_rota',
            },
        ),
        migrations.CreateModel(
            name='RotaAway',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.membership')),
            ],
            options={
                'db_table': 'people_rota_away',
            },
        ),
        migrations.CreateModel(
            name='RotaTurn',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('days', models.PositiveSmallIntegerField()),
                ('starts', models.PositiveSmallIntegerField()),
                ('ends', models.PositiveSmallIntegerField()),
                ('cover', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.membership')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.membership')),
                ('rota', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='turns', to='people.rota')),
            ],
            options={
                'db_table': 'people_rota_turn',
            },
        ),
        migrations.CreateModel(
            name='RotaYes',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.membership')),
                ('rota', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='voices', to='people.rota')),
            ],
            options={
                'db_table': 'people_rota_yes',
            },
        ),
        migrations.AddConstraint(
            model_name='rota',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('circle',), name='one_open_rota'),
        ),
        migrations.AddConstraint(
            model_name='rotayes',
            constraint=models.UniqueConstraint(fields=('rota', 'membership'), name='one_yes_a_rota'),
        ),
    ]
