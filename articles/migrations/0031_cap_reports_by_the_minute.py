"""Caps what one address reports in a minute; PostgreSQL need not keep that through a crash."""

from django.db import migrations, models


def unlogged(apps, schema_editor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE articles_addressminute SET UNLOGGED")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0030_fill_the_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="AddressMinute",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "day",
                        "address",
                        "minute",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("day", models.DateField()),
                ("address", models.BinaryField(max_length=16)),
                ("minute", models.PositiveIntegerField()),
                ("reads", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reads__gt", 0)), name="address_minute_is_positive"
                    )
                ],
            },
        ),
        migrations.RunPython(unlogged, migrations.RunPython.noop),
    ]
