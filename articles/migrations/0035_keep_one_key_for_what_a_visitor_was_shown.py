"""One row for what a visitor was shown takes the place of two, and of four of their indexes.

The keys of today and yesterday move over, so that nobody is counted twice for the change.
"""

from django.db import migrations, models

_MOVE_READS = """
    INSERT INTO articles_seenonaday (day, visitor, story, counted_at)
    SELECT day, visitor, article_id, counted_at FROM articles_readseen
"""
_MOVE_VISITORS_OF_LISTS = """
    INSERT INTO articles_seenonaday (day, visitor, story, counted_at)
    SELECT v.day, v.visitor, 0, CURRENT_TIMESTAMP FROM articles_visitorday v
    WHERE NOT EXISTS (SELECT 1 FROM articles_readseen r WHERE r.visitor = v.visitor)
"""
_MOVE_READS_BACK = """
    INSERT INTO articles_readseen (visitor, article_id, day, counted_at)
    SELECT visitor, story, day, counted_at FROM articles_seenonaday WHERE story <> 0
"""
_MOVE_VISITORS_BACK = """
    INSERT INTO articles_visitorday (day, visitor)
    SELECT DISTINCT day, visitor FROM articles_seenonaday
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0034_tell_how_reads_are_kept"),
        ("contenttypes", "0002_remove_content_type_name"),  # renaming a model renames its type
    ]

    operations = [
        migrations.CreateModel(
            name="SeenOnADay",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "day",
                        "visitor",
                        "story",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("day", models.DateField()),
                ("visitor", models.BinaryField(max_length=16)),
                ("story", models.PositiveBigIntegerField()),
                ("counted_at", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(_MOVE_READS, _MOVE_READS_BACK),
        migrations.RunSQL(_MOVE_VISITORS_OF_LISTS, _MOVE_VISITORS_BACK),
        migrations.DeleteModel(name="VisitorDay"),
        migrations.DeleteModel(name="ReadSeen"),
        migrations.RenameModel(old_name="SeenOnADay", new_name="ReadSeen"),
    ]
