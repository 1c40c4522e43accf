"""Adds to the privacy page the second key, of an address alone, and where the rule is explained.

As the migrations before it for searches and videos: the first text is made better as a first text.
For a page that was changed, CHANGELOG.md says which sentences to take over.
"""

from django.db import migrations

AFTER = "Hanya kunci itu yang disimpan, beserta berita yang dibaca dan waktunya."
SENTENCES = (
    " Kunci kedua dibuat dari alamat jaringan saja; dengannya kami membatasi berapa pembaca baru"
    " yang dapat dibawa satu alamat dalam sehari. Kedua kunci lebih dulu dicatat dalam berkas di"
    ' server, lalu di pangkalan data. Aturan lengkapnya ada di <a href="/statistik/">Statistik</a>.'
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
    dependencies = [("articles", "0033_let_keys_of_reads_stand_alone")]

    operations = [migrations.RunPython(tell, untell)]
