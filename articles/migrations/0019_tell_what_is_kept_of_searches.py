"""Adds to the privacy page what is kept of a search; a page that somebody changed stays as it is.

The first text is ours, so it is made better as a first text: no new version of it, and the history
of an untouched page goes on saying what stands there. For a page that was changed, CHANGELOG.md
says which sentences to take over.
"""

from django.db import migrations

BEFORE = "<h2>Catatan server</h2>"
SECTION = (
    "<h2>Saat Anda mencari</h2>\n"
    "<p>Kata yang Anda cari tidak dikaitkan dengan Anda. Bila sebuah pencarian tidak menemukan berita, kata-katanya kami simpan selama 90 hari, beserta tanggalnya dan berapa kali dicari, supaya redaksi tahu berita apa yang dicari orang. Siapa yang mencari tidak disimpan.</p>\n"
    "<p>Pencarian yang memuat alamat pos-el, alamat situs, atau bilangan panjang seperti nomor telepon tidak disimpan sama sekali.</p>\n"
)


def tell(apps, schema_editor) -> None:
    """Write the section into the first text where nobody has touched it."""
    _rewrite(apps, BEFORE, SECTION + BEFORE)


def untell(apps, schema_editor) -> None:
    """Take the section out of the first text again."""
    _rewrite(apps, SECTION + BEFORE, BEFORE)


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
    dependencies = [("articles", "0018_add_the_edition")]

    operations = [migrations.RunPython(tell, untell)]
