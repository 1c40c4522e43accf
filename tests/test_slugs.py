"""Addresses made of words: never empty, and true to the numbers in a title."""

import pytest

from articles.slugs import MAX_LENGTH, slugify

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Rp1,5 Triliun", "rp1-5-triliun"),
        ("Anggaran Rp1.250.000,50 per warga", "anggaran-rp1-250-000-50-per-warga"),
        ("Pukul 19.30 WIB", "pukul-19-30-wib"),
        ("Skor 2:1 untuk Persikasi", "skor-2-1-untuk-persikasi"),
        ("Tahun 2024/2025", "tahun-2024-2025"),
        ("200–300 orang di RT/RW 05", "200-300-orang-di-rt-rw-05"),
        ("Suhu −5,5°C", "suhu-5-5c"),
        ("Salat Jum’at di Masjid Agung", "salat-jumat-di-masjid-agung"),
        ("Pj. Bupati: “Jaga Kebersihan!”", "pj-bupati-jaga-kebersihan"),
        ("S.STP., M.Si.", "sstp-msi"),
        ("Résumé Café", "resume-cafe"),
        ("  spasi   dan_garis  ", "spasi-dan_garis"),
        ("NUL\x00 di judul", "nul-di-judul"),
    ],
)
def test_a_title_keeps_its_meaning_in_the_address(title, slug):
    assert slugify(title) == slug


@pytest.mark.parametrize("title", ["🎉🔥", "???", "", "---", "日本語", "ꦗꦮ", "العربية", "."])
def test_a_title_without_latin_letters_gets_a_word_all_the_same(title):
    assert slugify(title) == "berita"
    assert slugify(title, fallback="tag") == "tag"


def test_a_long_title_is_cut_between_words():
    slug = slugify("pembangunan " * 20)
    assert slug == "-".join(["pembangunan"] * 10)
    assert len(slug) <= MAX_LENGTH


def test_a_long_word_is_cut_where_it_must_be():
    assert slugify("a" * 500) == "a" * MAX_LENGTH


def test_an_address_of_just_the_greatest_length_is_not_cut():
    assert len(slugify("a" * 59 + " " + "b" * 60)) == MAX_LENGTH
    assert slugify("a" * 59 + " " + "b" * 61) == "a" * 59


def test_an_address_is_a_fixed_point():
    for title in ("Rp1,5 Triliun", "🎉", "x-" * 100, "A_b-C"):
        assert slugify(slugify(title)) == slugify(title)
