"""Gives each published story its place in the lists of its topics and reporters, by time."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    dependencies = [("articles", "0028_keep_caps_out_of_the_write_ahead_log")]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["-withdrawn_at"],
                name="article_withdrawn",
                condition=Q(withdrawn_at__isnull=False),
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                (F("id") - 1) / 5_000,
                Coalesce("updated_at", "published_at").desc(),
                name="article_in_the_map",
                condition=Q(status="published"),
            ),
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("published_at", models.DateTimeField()),
                (
                    "tag",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.tag",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.reporter",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listings",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["tag", "-published_at", "-article"],
                        name="listing_of_a_topic",
                        condition=Q(tag__isnull=False),
                    ),
                    models.Index(
                        fields=["reporter", "-published_at", "-article"],
                        name="listing_of_a_reporter",
                        condition=Q(reporter__isnull=False),
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "tag"), name="story_stands_once_in_a_topic"
                    ),
                    models.UniqueConstraint(
                        fields=("article", "reporter"), name="story_stands_once_under_a_name"
                    ),
                    models.CheckConstraint(
                        condition=Q(tag__isnull=False, reporter__isnull=True)
                        | Q(tag__isnull=True, reporter__isnull=False),
                        name="listing_of_one_thing",
                    ),
                ],
            },
        ),
    ]
