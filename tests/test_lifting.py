"""What is lifted out of a body, and what is left alone."""

import pytest

from articles.importing.lifting import lift, split_credit
from articles.richtext import clean, from_text

pytestmark = pytest.mark.once

STORY = "Pemerintah Kabupaten Bekasi membuka posko."


@pytest.mark.parametrize(
    ("lines", "bylines"),
    [
        ("Reporter : Fajar CQA", "reporter Fajar CQA"),
        ("Reporter: Fajar CQA\nEditor      : Fuad", "reporter Fajar CQA; editor Fuad"),
        ("REPORTER :Fajar CQA\n\n\n\neditor: Yus", "reporter Fajar CQA; editor Yus"),
        ("Penulis : A. Rahman\nFotografer : Budi", "writer A. Rahman; photographer Budi"),
        ("Peliput : Sari\nRedaktur : Tono\nKontributor : Umi",
         "reporter Sari; editor Tono; contributor Umi"),
        ("Reporter : Fajar CQA Editor : Yus Ismail", "reporter Fajar CQA; editor Yus Ismail"),
        ("Reporter : Fajar CQA | Editor : Yus Ismail", "reporter Fajar CQA; editor Yus Ismail"),
        ("(Reporter : Fajar CQA)", "reporter Fajar CQA"),
        ("Reporter : Fajar dan Arif Tiarno", "reporter Fajar; reporter Arif Tiarno"),
        ("Reporter : Fajar, Arif Tiarno.", "reporter Fajar; reporter Arif Tiarno"),
        ("Editor : Dr. Yus Ismail, S.Sos., M.Si.", "editor Dr. Yus Ismail, S.Sos., M.Si."),
        ("Reporter : Fajar CQA\nReporter : Fajar CQA", "reporter Fajar CQA"),
        ("(Wan/Humas)", "reporter Wan"),
        ("(PUT/Humas).", "reporter PUT"),
        ("(Wan/Humas)\nEditor : Yus", "reporter Wan; editor Yus"),
    ],
)  # fmt: skip
def test_names_below_a_story_are_lifted_and_leave_the_body(lines, bylines):
    lifted = lift(from_text(f"{STORY}\n\n{lines}"))
    assert "; ".join(" ".join(pair) for pair in lifted.bylines) == bylines
    assert lifted.body == f"<p>{STORY}</p>"


def test_names_are_lifted_out_of_pasted_html():
    html = (
        f"<div>{STORY}</div><div><br></div><div><b>Reporter</b>&nbsp; : <span>Fajar&nbsp;CQA</span>"
        "</div><p><strong>Editor : Yus Ismail</strong></p><p>&nbsp;</p>"
    )
    lifted = lift(html)
    assert lifted.bylines == (("reporter", "Fajar CQA"), ("editor", "Yus Ismail"))
    assert lifted.body == f"<p>{STORY}</p>"


def test_a_signature_leaves_the_end_of_its_paragraph():
    lifted = lift(f"<p>{STORY}</p><p>“Kami siap,” <b>tutupnya.</b> (Wan/Humas)</p>")
    assert lifted.bylines == (("reporter", "Wan"),)
    assert lifted.body == f"<p>{STORY}</p>\n<p>“Kami siap,” <strong>tutupnya.</strong></p>"


def test_an_office_under_foto_is_a_credit_and_no_photographer():
    lifted = lift(from_text(f"{STORY}\n\nReporter : Fajar CQA\nFoto : Istimewa/Diskominfo"))
    assert lifted.bylines == (("reporter", "Fajar CQA"),)
    assert lifted.photo_credit == "Istimewa/Diskominfo"
    assert lifted.body == f"<p>{STORY}</p>"


@pytest.mark.parametrize(
    "ending",
    [
        "Editor : harap diperiksa sekali lagi karena angka pada paragraf kedua belum cocok",
        "Reporter :",
        "Para reporter: Fajar dan Arif hadir di sana.",
        "“Reporter : Fajar,” kata Bupati.",
        "Acara dihadiri Editor : Yus Ismail",
        "Reporter : 12345",
        "(doc)",
        "(PS)",
        "(*LP/VE)",
        "(Kepala Bagian Humas)",
    ],
)
def test_a_line_that_says_anything_else_stays(ending):
    body = clean(from_text(f"{STORY}\n\n{ending}"))
    lifted = lift(body)
    assert lifted.bylines == ()
    assert lifted.body == body


def test_only_the_last_six_lines_are_looked_at():
    lines = "\n".join(f"Reporter : Nama {letter}" for letter in "ABCDEFGH")
    lifted = lift(from_text(f"{STORY}\n\n{lines}"))
    assert [name for _role, name in lifted.bylines] == [f"Nama {letter}" for letter in "CDEFGH"]
    assert lifted.body == f"<p>{STORY}</p>\n<p>Reporter : Nama A<br>Reporter : Nama B</p>"


def test_a_name_in_the_middle_of_a_story_stays():
    body = f"<p>Reporter : Fajar CQA</p>\n<p>{STORY}</p>"
    assert lift(body).body == body


def test_a_table_or_list_at_the_end_is_no_byline():
    body = f"<p>{STORY}</p>\n<ul><li>Editor : Yus</li></ul>"
    assert lift(body).bylines == ()


@pytest.mark.parametrize(
    ("start", "dateline"),
    [
        ("CIKARANG TIMUR - ", "CIKARANG TIMUR"),
        ("CIKARANG PUSAT – ", "CIKARANG PUSAT"),
        ("CIKARANG PUSAT — ", "CIKARANG PUSAT"),
        ("KEDUNGWARINGIN -", "KEDUNGWARINGIN"),
        ("MUARASABAK- ", "MUARASABAK"),
        ("MUARASABAK-", "MUARASABAK"),
        ("Muarasabak - ", "Muarasabak"),
        ("Muarasabak- ", "Muarasabak"),
        ("Kota Bekasi - ", "Kota Bekasi"),
        ("Jakarta, Kominfo – ", "Jakarta, Kominfo"),
        ("Jakarta: ", "Jakarta"),
        ("SOREANG : ", "SOREANG"),
        ("CIKARANG UTARA, KABUPATEN BEKASI – ", "CIKARANG UTARA, KABUPATEN BEKASI"),
    ],
)
def test_a_place_before_a_dash_is_lifted(start, dateline):
    lifted = lift(f"<p>{start}{STORY}</p>")
    assert (lifted.dateline, lifted.body) == (dateline, f"<p>{STORY}</p>")


@pytest.mark.parametrize(
    "html",
    [
        f"<p><strong>CIKARANG UTARA –</strong> {STORY}</p>",
        f"<p><b>CIKARANG</b> <b>UTARA</b>&nbsp;– {STORY}</p>",
        f"<div><span style='color:red'>CIKARANG UTARA </span>-<span> {STORY}</span></div>",
        f"<p>&nbsp;</p><p>CIKARANG UTARA – <br>{STORY}</p>",
    ],
)
def test_a_place_is_lifted_however_it_is_marked_up(html):
    lifted = lift(html)
    assert (lifted.dateline, lifted.body) == ("CIKARANG UTARA", f"<p>{STORY}</p>")


def test_marks_behind_the_place_stay():
    lifted = lift("<p>JAKARTA - <b>Menteri</b> datang.</p>")
    assert (lifted.dateline, lifted.body) == ("JAKARTA", "<p><strong>Menteri</strong> datang.</p>")


@pytest.mark.parametrize(
    "start",
    [
        "Pj Bupati Bekasi Dedy Supriyadi hadir.",
        "Undang-Undang Nomor 5 dibahas.",
        "Muara Sabak, Dinas Kominfo hadir.",
        "Wakil Bupati - Asep hadir.",
        "Bupati - yang baru - hadir.",
        "Catatan: Rapat ditunda.",
        "Tema: Maju Bersama.",
        "Sebanyak 200-300 orang hadir.",
        "cikarang - Acara dibuka.",
        "Non-Aktif sejak kemarin.",
        "PENGUMUMAN: Kantor tutup.",
        "“CIKARANG - Kota Industri” dibuka.",
    ],
)
def test_a_beginning_that_is_no_place_stays(start):
    lifted = lift(f"<p>{start}</p>")
    assert (lifted.dateline, lifted.body) == ("", f"<p>{start}</p>")


def test_a_heading_or_a_second_paragraph_is_no_dateline():
    assert lift(f"<h2>JAKARTA - {STORY}</h2>").dateline == ""
    assert lift(f"<p>a</p><p>JAKARTA - {STORY}</p>").dateline == ""


@pytest.mark.parametrize("body", ["", "<p></p>", "<p>Reporter : A</p>", "<table></table>"])
def test_a_body_of_nothing_stays_nothing(body):
    assert lift(body).body == ""


@pytest.mark.parametrize(
    ("caption", "parts"),
    [
        ("Bupati hadir (25/02/2025). Foto : Ist.", ("Bupati hadir (25/02/2025).", "Ist.")),
        ("Bupati hadir (Foto : istimewa)", ("Bupati hadir", "istimewa")),
        ("Foto: Diskominfo", ("", "Diskominfo")),
        ("Lomba foto bersama", ("Lomba foto bersama", "")),
        ("", ("", "")),
    ],
)  # fmt: skip
def test_the_credit_at_the_end_of_a_caption_is_parted_from_it(caption, parts):
    assert split_credit(caption) == parts


def test_lifting_takes_no_time_to_speak_of_on_a_hostile_line():
    lift("<p>" + "/" * 200_000 + "</p>")
    lift("<p>" + "A " * 100_000 + "</p>")
    lift("<p>" + "(" * 200_000 + "</p>")
    split_credit("foto : " * 20_000)
