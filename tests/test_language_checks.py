"""The language checks warn of what is wrong, keep quiet about what is right, and change nothing."""

import time
from datetime import date

import pytest

from articles.editorial.language_checks import MOST, check
from articles.editorial.office_titles import Office
from articles.editorial.sentences import around, sentences

pytestmark = pytest.mark.once

DAY = date(2024, 11, 4)  # a Monday
OFFICES = (
    Office("Dedy Supriyadi", "Pj. Bupati Bekasi", date(2024, 5, 23), date(2025, 2, 19)),
    Office("Ade Kuswara Kunang", "Bupati Bekasi", date(2025, 2, 20)),
    Office("Ida Farida", "Plt. Camat Cikarang Utara", date(2024, 1, 1)),
    Office("Endin Samsudin", "Kepala Dinas Perdagangan", date(2020, 1, 1)),
)

# What is found: the words, and the kind of finding.
WRONG = [
    ("Debat digelar di Jakarta Pusat, pada Minggu (3/10/2024).", "weekday", "Minggu (3/10/2024)"),
    ("Debat itu digelar pada Sabtu, (03/11/2024).", "weekday", "Sabtu, (03/11/2024)"),
    ("Rapat digelar Rabu (25/04).", "weekday", "Rabu (25/04)"),
    ("Pelantikan pada Rabu, 2 September 2025.", "weekday", "Rabu, 2 September 2025"),
    ("Pelantikan pada Rabu (25/02/2025).", "weekday", "Rabu (25/02/2025)"),
    ("Hari Jumat tanggal 13 Desember 2018.", "weekday", "Jumat tanggal 13 Desember 2018"),
    ("Jadwalnya Senin malam (3/11/24).", "weekday", "Senin malam (3/11/24)"),
    ("Ia datang Senin, 03-11-2024.", "weekday", "Senin, 03-11-2024"),
    ("Ia datang Senin 3 Nov 2024.", "weekday", "Senin 3 Nov 2024"),
    ("AHAD, 4 NOVEMBER 2024", "weekday", "AHAD, 4 NOVEMBER 2024"),
    ("Lomba dimulai Kamis (31/09/2024).", "weekday", "Kamis (31/09/2024)"),
    ("Tes pada Rabu (10/25/2024).", "weekday", "Rabu (10/25/2024)"),
    ("Digelar pada bulan Nopember.", "spelling", "Nopember"),
    ("Digelar pada bulan pebruari.", "spelling", "pebruari"),
    ("Warga salat Jum'at di masjid.", "spelling", "Jum'at"),
    ("Warga salat Jum’at di masjid.", "spelling", "Jum’at"),
    ("Bangunan itu tanpa ijin.", "spelling", "ijin"),
    ("Layanan perijinan dibuka.", "spelling", "perijinan"),
    ("Panitia sudah mengurus ijinnya.", "spelling", "ijinnya"),
    ("Pemerintah Propinsi Jawa Barat hadir.", "spelling", "Propinsi"),
    ("Ia menghimbau warga.", "spelling", "menghimbau"),
    ("Nilainya dua milyar rupiah.", "spelling", "milyar"),
    ("Aktifitas pasar ramai.", "spelling", "Aktifitas"),
    ("Debat publik  pertama digelar.", "spaces", "publik  pertama"),
    ("Anggarannya Rp1,500,000 per rumah.", "number", "Rp1,500,000"),
    ("Anggarannya Rp 1,500,000.00 per rumah.", "number", "Rp 1,500,000.00"),
    ("Penduduknya 3,237,420 jiwa.", "number", "3,237,420"),
    ("Berita itu dibaca 2,485 kali.", "number", "2,485"),
    ("Inflasi 2.5 persen.", "number", "2.5"),
    ("Inflasi 2.51% pada Oktober.", "number", "2.51"),
    ("Lahan 12.5 hektare terendam.", "number", "12.5"),
    ("Bupati Bekasi Dedy Supriyadi hadir.", "title", "Bupati Bekasi Dedy Supriyadi"),
    ("Wakil Bupati Dedy Supriyadi hadir.", "title", "Wakil Bupati Dedy Supriyadi"),
    ("Wali Kota Bekasi H. Dedy Supriyadi hadir.", "title", "Wali Kota Bekasi H. Dedy Supriyadi"),
    ("Pj. Bupati Karawang Dedy Supriyadi hadir.", "title", "Pj. Bupati Karawang Dedy Supriyadi"),
    ("Bupati Bekasi Ade Kuswara Kunang hadir.", "title", "Bupati Bekasi Ade Kuswara Kunang"),
    ("Camat Cikarang Utara Ida Farida hadir.", "title", "Camat Cikarang Utara Ida Farida"),
]  # fmt: skip

RIGHT = [
    "Deklarasi digelar pada Minggu (10/11/2024).",
    "Acara dimulai pada Sabtu, (02/11/2024) pukul 19.00 WIB.",
    "Pawai digelar Jumat (21/06).",
    "Rapat digelar di Badan Pusat Statistik, Rabu (24/04).",
    "Terbit pada Selasa, 2 September 2025.",
    "Terbit pada Selasa (25/02/2025).",
    "Pada hari ini Kamis 13 Desember 2018, kita berkumpul.",
    "Sampai dua minggu (3/10) lamanya.",
    "Kegiatan berlangsung Senin-Rabu, 2-4 September 2025.",
    "Kegiatan berlangsung Senin dan Selasa, 2 dan 3 September 2025.",
    "Kegiatan berlangsung Rabu (2-4/9/2025).",
    "Kegiatan berlangsung Sabtu (2/11) dan Minggu (3/11).",
    "Siaran setiap Jumat 14.05 WIB dan Sabtu (19.00).",
    "Tutup buku Selasa (31/12).",
    "Setiap Rabu 2 kali warga berkumpul.",
    "Izin usaha di Provinsi Jawa Barat terbit November.",
    "Surat dikirim ke ijin@bekasikab.example dan #Jum'at.",
    "Laman perijinan.example.id dibuka.",
    "Tarifnya Rp1.500.000 atau 2,5 persen.",
    "Nilainya Rp1,125 triliun dan Rp2,485 miliar.",
    "Suhu 30,125 derajat dan konsentrasi 0,125.",
    "Nomor 19.00 WIB dan Pasal 2.5 ayat 3.",
    "Sebanyak 2.485 orang hadir, 1.500 kilometer jauhnya.",
    "Rumahnya 12,5 meter, 3,25 hektare.",
    "Penjabat (Pj) Bupati Bekasi Dedy Supriyadi hadir.",
    "Pj Bupati Dedy Supriyadi hadir.",
    "Pj. Bupati Kabupaten Bekasi, H. Dedy Supriyadi, S.STP., M.Si., hadir.",
    "Calon Bupati Bekasi Ade Kuswara Kunang hadir.",
    "Menurut Dedy Supriyadi, Bupati Bekasi akan hadir.",
    "Plt Camat Cikarang Utara Hj. Ida Farida hadir.",
    "Pelaksana Tugas (Plt) Camat Ida Farida hadir.",
    "Kepala Dinas Perdagangan Kabupaten Bekasi Endin Samsudin hadir.",
    "Bupati Bekasi Dedy Supriyadin hadir.",
]


@pytest.mark.parametrize(("sentence", "kind", "words"), WRONG, ids=[w[0] for w in WRONG])
def test_it_warns_of(sentence, kind, words):
    [found] = check({"body": sentence}, day=DAY, offices=OFFICES)
    assert (found.kind, found.words, found.field) == (kind, words, "body")
    assert found.words in found.sentence
    assert found.explanation


@pytest.mark.parametrize("sentence", RIGHT)
def test_it_keeps_quiet_about(sentence):
    assert check({"body": sentence}, day=DAY, offices=OFFICES) == []


def test_the_sentence_and_what_is_right_are_told_in_indonesian():
    text = "Pj. Bupati hadir. Debat digelar pada Minggu (3/10/2024). Warga senang."
    [found] = check({"title": "Debat", "body": text}, day=DAY)
    assert found.sentence == "Debat digelar pada Minggu (3/10/2024)."
    assert found.parts == ("Debat digelar pada ", "Minggu (3/10/2024)", ".")
    told = "3 Oktober 2024 jatuh pada hari Kamis, bukan Minggu. Periksa hari dan tanggalnya."
    assert found.explanation == told


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        ("Layanan perijinannya dibuka.", "perizinannya"),
        ("PROPINSI JAWA BARAT", "PROVINSI"),
        ("Biayanya Rp 1,500,000.", "Rp1.500.000"),
        ("Naik 2.5 persen.", "2,5"),
        ("Bupati Bekasi Dedy Supriyadi hadir.", "Pj. Bupati Bekasi Dedy Supriyadi"),
    ],
)
def test_it_says_what_to_write_where_that_is_certain(sentence, right):
    [found] = check({"body": sentence}, day=DAY, offices=OFFICES)
    assert found.suggestion == right


def test_a_missing_year_is_that_of_the_story():
    sentence = {"body": "Rapat digelar Rabu (24/04)."}
    assert check(sentence, day=date(2024, 4, 25)) == []
    assert [f.words for f in check(sentence, day=date(2025, 4, 25))] == ["Rabu (24/04)"]


def test_an_office_is_that_of_the_day_of_the_story():
    sentence = {"body": "Bupati Bekasi Ade Kuswara Kunang hadir."}
    assert check(sentence, day=date(2025, 2, 20), offices=OFFICES) == []
    assert len(check(sentence, day=date(2025, 2, 19), offices=OFFICES)) == 1
    acting = {"body": "Pj. Bupati Bekasi Dedy Supriyadi hadir."}
    assert check(acting, day=date(2025, 2, 19), offices=OFFICES) == []
    assert len(check(acting, day=date(2025, 2, 20), offices=OFFICES)) == 1
    former = {"body": "Mantan Pj. Bupati Bekasi Dedy Supriyadi hadir."}
    assert check(former, day=date(2025, 2, 20), offices=OFFICES) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Pj. Bupati hadir. Warga senang.", ["Pj. Bupati hadir.", "Warga senang."]),
        ("Plt. Camat H. Ujang dan Hj. Siti hadir.", ["Plt. Camat H. Ujang dan Hj. Siti hadir."]),
        (
            "Dedy Supriyadi, S.STP., M.Si., hadir. Ia senang.",
            ["Dedy Supriyadi, S.STP., M.Si., hadir.", "Ia senang."],
        ),
        ("Biayanya Rp1.500.000 saja. Murah!", ["Biayanya Rp1.500.000 saja.", "Murah!"]),
        ("Pukul 19.00 WIB. Acara mulai.", ["Pukul 19.00 WIB.", "Acara mulai."]),
        ("“Silakan masuk.” Ia tersenyum.", ["“Silakan masuk.”", "Ia tersenyum."]),
        ("1. Air bersih\n2. Jalan", ["1. Air bersih", "2. Jalan"]),
        ("Benarkah? Ya … Mungkin.", ["Benarkah?", "Ya …", "Mungkin."]),
        ("Ketua R. A. Kartini hadir.", ["Ketua R. A. Kartini hadir."]),
        ("", []),
    ],
)
def test_a_text_is_parted_into_its_sentences(text, parts):
    assert list(sentences(text)) == parts


def test_of_a_very_long_sentence_the_part_around_the_words_is_shown():
    sentence = "kata " * 100 + "ijin " + "lagi " * 100
    [found] = check({"body": sentence}, day=DAY)
    assert len(found.sentence) < 260
    assert found.parts[1] == "ijin"
    assert around("pendek", 0, 3) == "pendek"


def test_there_is_an_end_to_warnings():
    assert len(check({"body": "Tanpa ijin. " * 1000}, day=DAY)) == MOST


@pytest.mark.parametrize("piece", ["Senin, 2 ", "a. B", "Bupati a ", "1,500", "Pj. ", "(" * 9])
def test_a_long_text_takes_a_time_in_line_with_its_length(piece):
    def seconds(length: int) -> float:
        text = {"body": (piece * length)[:length]}
        start = time.process_time()
        check(text, day=DAY, offices=OFFICES)
        return time.process_time() - start

    short, long = min(seconds(10_000) for _ in range(3)), seconds(160_000)
    assert long < 16 * 4 * short + 0.5  # sixteen times the length; four for a busy one
