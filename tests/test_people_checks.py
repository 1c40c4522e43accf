"""What a story may tell about children, victims and private numbers is pointed at, not judged."""

import pytest

from articles.editorial.people_checks import (
    children_and_victims,
    fingerprint,
    identity_numbers,
    names_a_source,
    phone_numbers,
)

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("NIK 3216012345678901 tercatat.", "3216012345678901"),
        ("Nomornya 3216 0123 4567 8901.", "3216 0123 4567 8901"),
    ],
)
def test_sixteen_digits_are_an_identity_number(sentence, words):
    assert [found.words for found in identity_numbers({"body": sentence})] == [words]


@pytest.mark.parametrize(
    "sentence",
    ["Anggaran Rp1.500.000.000.000 cair.", "Nomor 321601234567890.", "Nomor 32160123456789012."],
)
def test_other_long_numbers_are_not(sentence):
    assert identity_numbers({"body": sentence}) == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Hubungi Bu Siti di 0812-3456-7890.", "0812-3456-7890"),
        ("Nomornya +62 812 3456 7890.", "+62 812 3456 7890"),
        ("Nomornya 081234567890.", "081234567890"),
    ],
)
def test_a_mobile_number_may_be_somebodys_own(sentence, words):
    assert [found.words for found in phone_numbers({"body": sentence})] == [words]


@pytest.mark.parametrize(
    "sentence",
    ["Layanan pengaduan: 0812-3456-7890.", "Telepon 112.", "Pada 08/11/2024 pukul 08.00."],
)
def test_the_number_of_a_service_is_none(sentence):
    assert phone_numbers({"body": sentence}) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Seorang anak (14) ditemukan.",
        "Seorang siswi berinisial R dibawa pulang.",
        "Bocah bernama Andi (9 tahun) hilang.",
        "Ia korban pencabulan.",
        "Polisi menangani kasus pencabulan terhadap korban itu.",
        "Pelajar itu menjadi tersangka tawuran.",
    ],
)
def test_a_child_or_a_victim_asks_for_a_look(sentence):
    [found] = children_and_victims({"body": f"Warga resah. {sentence} Warga lega."})
    assert (found.sentence, found.field) == (sentence, "body")


@pytest.mark.parametrize(
    "sentence",
    [
        "Anak-anak menanam padi.",
        "Siswa SMPN 3 menang lomba (15/10).",
        "Ayah dua anak (45) itu petani.",
        "Korban banjir mengungsi.",
        "Sekitar 50 pelajar mengikuti lomba.",
    ],
)
def test_other_news_of_children_does_not(sentence):
    assert children_and_victims({"body": sentence}) == []


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("“Kami siap,” ujar Bupati.", True),
        ("Menurut Endin, harga turun.", True),
        ("Akbar Khadafi menyampaikan hal itu.", True),
        ("Harga cabai turun di pasar.", False),
        ("Warga berharap hujan turun.", False),
    ],
)
def test_somebody_with_a_name_says_something(sentence, named):
    assert names_a_source({"body": sentence}) is named


def test_a_confirmation_fits_these_sentences_and_no_others():
    one = children_and_victims({"body": "Ia korban pencabulan."})
    other = children_and_victims({"body": "Dia korban pencabulan."})
    spaced = children_and_victims({"body": "Ia  korban pencabulan."})
    assert fingerprint([]) == ""
    assert fingerprint(one) == fingerprint(spaced) != fingerprint(other)
    assert fingerprint(one + other) == fingerprint(other + one + one)
