from django.db import migrations

# In the order of the form. The first issue's points are required; the others advise.
REQUIRED = (
    "title", "category", "byline", "body", "photo_alt", "photo_caption", "photo_credit", "source",
)  # fmt: skip
ADVISED = (
    "title_length", "dateline", "body_length", "summary", "photo", "tags", "named_source",
    "identity_number", "phone", "child_or_victim",
)  # fmt: skip


def fill(apps, schema_editor) -> None:
    """Add the points that are not there yet."""
    model = apps.get_model("articles", "ChecklistPoint")
    there = set(model.objects.values_list("key", flat=True))
    model.objects.bulk_create(
        model(key=key, required=key in REQUIRED, position=10 * position)
        for position, key in enumerate((*REQUIRED, *ADVISED), start=1)
        if key not in there
    )


def empty(apps, schema_editor) -> None:
    apps.get_model("articles", "ChecklistPoint").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_add_checklist_and_officials")]

    operations = [migrations.RunPython(fill, empty)]
