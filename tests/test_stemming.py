"""The words of a text as search knows them."""

import re

import pytest

from articles.stemming import LONGEST_WORD, stems, stems_of, words

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("stem", "forms"),
    [
        ("resmi", "resmi meresmikan diresmikan peresmian Peresmiannya MERESMIKAN"),
        ("layan", "layanan pelayanan melayani dilayani pelayanannya"),
        ("bangun", "membangun pembangunan dibangun bangunan terbangun"),
        ("tani", "tani petani bertani pertanian"),
        ("sehat", "sehat kesehatan menyehatkan"),
        ("ajar", "belajar pelajar pelajaran mengajar pembelajaran"),
        ("anak", "anak anak-anak anaknya anak-anaknya"),
        ("salur", "menyalurkan penyaluran disalurkan salurkan"),
        ("lari", "lari berlari berlari-larian"),
        ("bekasi", "Bekasi BEKASI bekasi"),
        ("bekas", "bekas bekasnya"),
        ("buku", "buku bukunya bukukah bukupun buku-bukunya"),
        ("ktp", "KTP ktp KTP-nya"),
        ("phk", "PHK di-PHK di-PHK-kan"),
        ("jumat", "Jumat Jum'at Jum’at"),
        ("kabupaten", "kabupaten se-Kabupaten"),
        ("elan", "elan Élan E\u0301lan"),
    ],
)
def test_every_form_of_a_word_has_one_stem(stem, forms):
    assert {form: stems_of(form) for form in forms.split() if stems_of(form) != (stem,)} == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Covid-19, covid19; COVID 19", "covid 19 covid 19 covid 19"),
        ("1.500.000 jiwa", "1500000 jiwa"),
        ("Rp1.500.000,00 dan Rp1,5 triliun", "rp 1500000 00 dan rp 1 5 triliun"),
        ("pukul 19.00 WIB", "pukul 19 00 wib"),
        ("2024–2029, 2024-2029", "2024 2029 2024 2029"),
        ("S.STP., M.Si. / RT/RW", "s stp m si rt rw"),
        ("Jawa-Bali", "jawa bali"),
        ("sayur-mayur", "sayur mayur"),
        ("_garis_bawah_", "garis bawah"),
        ("-- ... !? \x00 \ud800 % * \"' ’ 😀", ""),
        ("بسم", "u0628u0633u0645"),
    ],
)
def test_numbers_names_and_signs(text, expected):
    assert " ".join(stems(text)) == expected


AWKWARD = ["a" * 100_000, "1." * 50_000, "-" * 9999, "x-" * 9999 + "y", "'a" * 9999, "ß" * 999]
AWKWARD += ["memper" * 30, "nya" * 40, "\u0627" * 999, "İ" * 99, "ﬁ½²", "a\u0301\u0302" * 99]


@pytest.mark.parametrize("text", AWKWARD)
def test_every_stem_is_plain_and_short(text):
    for stem in stems(text):
        assert re.fullmatch(r"[a-z]+|[0-9]+|u[0-9a-fu]+", stem)
        assert 0 < len(stem) <= LONGEST_WORD


def test_a_word_says_where_it_stands():
    text = "Warga (Cikarang) me-resmikan anak-anak."
    assert [text[word.start : word.end] for word in words(text)] == [
        "Warga",
        "Cikarang",
        "me-resmikan",
        "anak-anak",
    ]
