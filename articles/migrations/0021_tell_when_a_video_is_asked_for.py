"""Adds to the privacy page what happens when somebody plays a video; a changed page stays.

As the migration before it for searches: the first text is made better as a first text. For a page
that was changed, CHANGELOG.md says which sentences to take over.
"""

from django.db import migrations

AFTER = "<li>Tautan ke situs lain baru menghubungi situs itu bila Anda mengekliknya.</li>"
SENTENCES = (
    "<li>Video YouTube dalam berita baru dimuat setelah Anda menekan tombol putarnya, dari alamat youtube-nocookie.com. Sebelum itu YouTube tidak diberi tahu apa pun; sesudahnya berlaku kebijakan privasi YouTube.</li>"
    "<li>Tombol bagikan hanyalah tautan. Tombol Dengarkan berita memakai suara yang ada di perangkat Anda; teksnya tidak dikirim ke mana pun.</li>"
)


def tell(apps, schema_editor) -> None:
    """Write the sentences into the first text where nobody has touched it."""
    _rewrite(apps, AFTER, AFTER + SENTENCES)


def untell(apps, schema_editor) -> None:
    """Take the sentences out of the first text again."""
    _rewrite(apps, AFTER + SENTENCES, AFTER)


def _rewrite(apps, old: str, new: str) -> None:
    pages = apps.get_model("articles", "Page").objects
    untouched = pages.filter(slug="privasi", version=1, updated_by_name="").first()
    if untouched is None:
        return
    rows = apps.get_model("articles", "HistoricalPage").objects.filter(id=untouched.pk)
    for row in (untouched, *rows):
        row.body = row.body.replace(old, new, 1)
        row.save()


class Migration(migrations.Migration):
    dependencies = [("articles", "0020_add_attachments")]

    operations = [migrations.RunPython(tell, untell)]
