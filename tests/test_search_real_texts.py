"""Thirty searches in 1,312 real texts: exactly the stories that have the words, on every database.

What must be found is said by lists of word forms written down here, looked for with plain string
comparison; everything else must not be found. Nothing here knows a stem.
"""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, search_text
from articles.public.search_query import best_first, matching, newest_found
from articles.public.search_terms import read
from articles.richtext import clean, from_text, plain
from tests.newsdesk import a_category
from tests.samples import sample

pytestmark = pytest.mark.django_db

FILES = {
    "b": "bekasikab-newsroom",
    "m": "muaraenim-diskominfo",
    "t": "tanjabtim-diskominfo",
    "k": "kemenkoinfra-headlines",
    "s": "sentences-UD_Indonesian-PUD",
}
RESMI = "resmi resmikan meresmikan diresmikan peresmian resminya"
LAYAN = "layanan melayani layani pelayanan pelayan"
TANI = "tani pertanian petani"
BANGUN = "bangun membangun dibangun pembangunan dibangunnya"
SEHAT = "sehat kesehatan kesehatannya"
SERAH = "serahkan menyerahkan penyerahan diserahkan menyerah"
KUNJUNG = "kunjungan kunjungi kunjungannya berkunjung dikunjungi"
DUKUNG = "mendukung dukung dukungan dukungannya pendukung didukung mendukungnya"
LATIH = "pelatihan pelatih latihan terlatih dilatih"
RUMAH = "rumah perumahan"
LANJUT = (
    "berkelanjutan keberlanjutan kelanjutan lanjut berlanjut melanjutkan dilanjutkan selanjutnya"
    " lanjutan"
)
KERJA = "kerja bekerja pekerjaan kinerja pekerja mempekerjakan pekerjaannya mengerjakan"
TULIS = "menulis penulis tulis ditulis penulisan"
MERDEKA = "merdeka kemerdekaan memerdekakan kemerdekaannya"
SEKOLAH = "sekolah sekolahnya sekolah-sekolah"

# What is typed; the forms of each word that must be in a story; the three best, first one first.
SEARCHES: list[tuple[str, tuple[str, ...], str]] = [
    ("meresmikan", (RESMI,), "b2 k63 k128"),
    ("peresmian", (RESMI,), "b2 k63 k128"),
    ("diresmikan", (RESMI,), "b2 k63 k128"),
    ("melayani", (LAYAN,), "k2 k248 k1"),
    ("pelayanan", (LAYAN,), "k2 k248 k1"),
    ("petani", (TANI,), "t15 s461 t26"),
    ("membangun", (BANGUN,), "m3 k4 k5"),
    ("kesehatan", (SEHAT,), "b1 k114 s161"),
    ("menyerahkan", (SERAH,), "t12 k77 k204"),
    ("Bekasi", ("bekasi bekasi-menteri",), "b3 b5 b4"),
    ("bekas", ("bekas",), "s415 s881 s883"),
    ("anak-anak", ("anak anak-anak",), "k146 s357 k260"),
    ("berkunjung", (KUNJUNG,), "t26 k8 k65"),
    ("didukung", (DUKUNG,), "k141 k205 k238"),
    ("melatih", (LATIH,), "m4 s704 t7"),
    ("rumah-rumah", (RUMAH,), "k18 k94 k113"),
    ("KERETA", ("kereta",), "s242 k87 s166"),
    ("kebanjiran", ("banjir kebanjiran",), "k58 k129 k199"),
    ("keberlanjutan", (LANJUT,), "k66 k110 k251"),
    ("kemerdekaan", (MERDEKA,), "s573 t9 t22"),
    ("kpu-nya", ("kpu",), "b4 b5 b1"),
    ("2024", ("2024 2024-2029 12-2024 25-11-2024 1-11-2024",), "b5 t1 k6"),
    ("covid19", ("covid-19",), "t3 t8"),
    ("penulisan", (TULIS,), "s166 s519 s740"),
    ("pembangunan jembatan", (BANGUN, "jembatan"), "s372 k219 k249"),
    ("peresmian sekolah", (RESMI, SEKOLAH), "m5"),
    ("pekerja yang sehat", (KERJA, SEHAT), "k257 m1 t8"),
    ('"kabupaten bekasi"', ("kabupaten bekasi",), "b5 b3 b1"),
    ('"pemilihan kepala daerah"', ("pemilihan kepala daerah",), "b4"),
    ("transmigrasi stunting", ("transmigrasi", "stunting"), ""),
]


@pytest.fixture
def library(db):
    """All texts as published stories, newest first in the order of the files; three a minute."""
    category, now = a_category(), timezone.now()
    stories = []
    for letter, name in FILES.items():
        lines = sample(f"text-id/{name}.jsonl").read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            at = now - timedelta(minutes=1 + len(stories) // 3)
            told = _told(json.loads(line))
            fixed = {"slug": f"{letter}{number}", "category": category, "status": "published"}
            times = {"published_at": at, "first_published_at": at}
            stories.append(Article(**told, **fixed, **times))
    search_text.keep(Article.objects.bulk_create(stories))
    return {story.pk: story for story in Article.objects.newest()}


def _told(record: dict) -> dict:
    if "text" in record:
        start = " ".join(record["text"].split()[:6])
        return {"title": start, "body": from_text(record["text"])}
    if "judul" in record:
        return {"title": record["judul"][:200], "body": from_text(record["ringkasan"])}
    body = record["body"]
    return {
        "title": record["title"][:200],
        "body": clean(body) if record["body_format"] == "html" else from_text(body),
    }


def _expected(library: dict, forms_of_words: tuple[str, ...], phrase: bool) -> list[str]:
    """Return what must be found, newest first, by comparing strings."""
    found = []
    for story in library.values():
        parts = [story.title.lower(), plain(story.body).lower()]
        if phrase:
            texts = (" ".join(re.findall(r"[\w-]+", part)) for part in parts)
            hit = any(f" {forms_of_words[0]} " in f" {text} " for text in texts)
        else:
            there = set(re.findall(r"[^\W_]+(?:-[^\W_]+)*", "\n".join(parts)))
            hit = all(there & set(forms.split()) for forms in forms_of_words)
        if hit:
            found.append(story.slug)
    return found


def test_thirty_searches_find_what_has_the_words_and_nothing_else(library):
    assert (len(library), len(SEARCHES)) == (1312, 30)
    wrong = {}
    for typed, forms, best in SEARCHES:
        terms, public = read(typed), Article.objects.published()
        found = newest_found(public, terms)
        newest = [library[pk].slug for pk in found.ids]
        first = [library[pk].slug for pk in best_first(found, terms).ids[:3]]
        expected = _expected(library, forms, phrase='"' in typed)
        listed = list(matching(public, typed).newest().values_list("slug", flat=True))
        if newest != expected or listed != expected or " ".join(first) != best:
            missing, extra = set(expected) - set(newest), set(newest) - set(expected)
            wrong[typed] = (missing, extra, newest == listed, " ".join(first))
    assert wrong == {}
