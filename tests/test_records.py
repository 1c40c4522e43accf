"""Records of other systems are read with patience, and lines of a file one at a time."""

import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from articles.importing import jsonl
from articles.importing.dates import read_date
from articles.importing.records import ArticleRecord, PhotoRecord, read_record

pytestmark = pytest.mark.once
JAKARTA = ZoneInfo("Asia/Jakarta")


def record(**data) -> ArticleRecord:
    data = {"title": "Judul", "date": "2024-11-11", **data}
    return read_record(data, source="berkas", zone=JAKARTA)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-11-11", datetime(2024, 11, 11, tzinfo=JAKARTA)),
        ("2024-11-11 08:34:00", datetime(2024, 11, 11, 8, 34, tzinfo=JAKARTA)),
        ("2024-11-11T08:34", datetime(2024, 11, 11, 8, 34, tzinfo=JAKARTA)),
        ("2024-11-11T01:34:00Z", datetime(2024, 11, 11, 1, 34, tzinfo=UTC)),
        ("2024-11-11T08:34:00+07:00", datetime(2024, 11, 11, 1, 34, tzinfo=UTC)),
        ("2024-11-11 10:34:00+09:00", datetime(2024, 11, 11, 1, 34, tzinfo=UTC)),
        ("2024/11/11", datetime(2024, 11, 11, tzinfo=JAKARTA)),
        ("Feb 25, 2025", datetime(2025, 2, 25, tzinfo=JAKARTA)),
        ("Mar 18, 2024 - 19:35:37", datetime(2024, 3, 18, 19, 35, 37, tzinfo=JAKARTA)),
        ("25 Februari 2025", datetime(2025, 2, 25, tzinfo=JAKARTA)),
        ("Selasa, 2 September 2025 | 14.05 WIB", datetime(2025, 9, 2, 14, 5, tzinfo=JAKARTA)),
        ("14 Agu 2024", datetime(2024, 8, 14, tzinfo=JAKARTA)),
        ("25/02/2025", datetime(2025, 2, 25, tzinfo=JAKARTA)),
        ("25-02-2025 07:05", datetime(2025, 2, 25, 7, 5, tzinfo=JAKARTA)),
    ],
)
def test_a_date_of_any_form_is_read_as_a_day_in_jakarta(text, moment):
    assert read_date(text, zone=JAKARTA) == moment


@pytest.mark.parametrize(
    "text",
    [
        "", "0000-00-00", "0000-00-00 00:00:00", "1970-01-01 00:00:00", "kemarin", "2024-13-01",
        "2024-02-30", "31 Foo 2024", "9999-12-31T23:59:59-14:00", "99999-01-01", "2024", "12:30",
        "0001-01-01",
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(text):
    assert read_date(text, zone=JAKARTA) is None


@pytest.mark.parametrize("date", ["0000-00-00 00:00:00", "", None, "kemarin"])
def test_a_story_without_a_date_is_a_draft_and_says_so(date):
    found = record(date=date)
    assert (found.date, found.status) == (None, "draft")
    assert found.notes == ("Tidak ada tanggalnya, jadi masuk sebagai draf.",)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        (None, "published"), ("", "published"), ("publish", "published"), ("Terbit", "published"),
        ("future", "published"), ("draft", "draft"), ("in_review", "draft"), ("pending", "draft"),
        ("ditarik", "withdrawn"), ("withdrawn", "withdrawn"), ("trash", "trash"),
    ],
)  # fmt: skip
def test_the_words_of_other_systems_for_a_status_are_known(word, status):
    assert record(status=word).status == status


def test_an_unknown_status_is_a_draft_and_says_so():
    found = record(status="entahlah")
    assert found.status == "draft"
    assert found.notes == ("Status “entahlah” tidak dikenal, jadi masuk sebagai draf.",)


@pytest.mark.parametrize(
    ("views", "reads"),
    [
        (21, 21), ("21", 21), ("2.485", 2485), ("2,485", 2485), ("1.234.567", 1234567), (None, 0),
        ("", 0), (12.0, 12), (" 7 ", 7),
    ],
)  # fmt: skip
def test_views_are_a_number_however_they_are_written(views, reads):
    found = record(views=views)
    assert (found.views, found.notes) == (reads, ())


@pytest.mark.parametrize("views", ["-5", "banyak", "1.5", 10**13, "9" * 5000, -1])
def test_views_that_cannot_have_been_counted_are_none_and_said_so(views):
    found = record(views=views)
    assert found.views == 0
    assert len(found.notes) == 1


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ("", ()),
        (None, ()),
        ("Pilkada, Bawaslu ,,Pilkada", ("Pilkada", "Bawaslu")),
        (["Pilkada", 2024, None, " "], ("Pilkada", "2024")),
        ({"a": 1}, ()),
    ],
)
def test_tags_are_a_list_or_one_text_with_commas(tags, names):
    assert record(tags=tags).tags == names


@pytest.mark.parametrize(
    ("byline", "pairs"),
    [
        (None, ()),
        ({}, ()),
        ({"reporter": "Fajar CQA", "editor": None}, (("reporter", "Fajar CQA"),)),
        ({"reporter": ["A", "B"]}, (("reporter", "A"), ("reporter", "B"))),
        ({"penulis": "A", "Foto": "B", "sopir": "C"}, (("writer", "A"), ("photographer", "B"))),
        ("Fajar CQA", (("reporter", "Fajar CQA"),)),
    ],
)  # fmt: skip
def test_a_byline_is_names_by_role(byline, pairs):
    assert record(byline=byline).byline == pairs


def test_numbers_may_stand_where_text_is_meant():
    found = record(id=91, title=2024, category=6, dateline=None, summary=1.5)
    assert (found.key, found.title, found.category) == ("91", "2024", "6")
    assert (found.dateline, found.summary) == ("", "1.5")


def test_what_is_no_text_is_left_out():
    found = record(title={"a": 1}, body=["x"], summary=True)
    assert (found.title, found.body, found.summary) == ("", "", "")


def test_a_record_without_an_id_is_known_by_source_title_and_date():
    key = record().key
    assert key == record().key
    assert key.startswith("sha256:")
    others = (record(title="Lain"), record(date="2024-11-12"), record(source="lain"))
    assert len({key, *(other.key for other in others)}) == 4
    assert record(body="lain").key == key


def test_a_record_without_a_source_belongs_to_its_file():
    assert record().source == "berkas"
    assert record(source="Newsroom").source == "Newsroom"


def test_a_very_long_id_is_shortened_and_stays_itself():
    one, two = record(id="x" * 1000), record(id="x" * 1001)
    assert len(one.key) <= 300
    assert one.key != two.key


def test_entities_of_old_databases_are_read():
    found = record(
        title="Warga &amp; Bupati &ldquo;Bersih&rdquo;", byline={"reporter": "A &amp; B"}
    )
    assert found.title == "Warga & Bupati “Bersih”"
    assert found.byline == (("reporter", "A & B"),)


def test_characters_that_no_database_takes_are_gone():
    found = record(title="Ju\x00dul\ud800", id="9\x001", source="S\x00", tags=["a\x00"])
    assert (found.title, found.key, found.source, found.tags) == ("Judul", "91", "S", ("a",))
    assert "\x00" not in found.original


def test_every_change_of_a_record_changes_its_digest_and_the_order_of_keys_does_not():
    assert record(views=1).digest != record(views=2).digest
    one = read_record({"title": "J", "id": 1}, source="s", zone=JAKARTA)
    two = read_record({"id": 1, "title": "J"}, source="s", zone=JAKARTA)
    assert one.digest == two.digest


def test_unknown_keys_are_named():
    assert record(last_edit="x", draft="N").unknown_keys == ("draft", "last_edit")


@pytest.mark.parametrize(
    ("photo", "found"),
    [
        (None, None),
        ({}, None),
        ({"caption": "x"}, None),
        ("a.jpg", PhotoRecord("a.jpg")),
        ({"file": "a.jpg", "caption": "K", "credit": None, "alt": 5},
         PhotoRecord("a.jpg", "K", "", "5")),
    ],
)  # fmt: skip
def test_a_photo_is_a_file_with_its_words(photo, found):
    assert record(photo=photo).photo == found


# --- the lines of a file ------------------------------------------------------------------------


def lines_of(content: bytes) -> list:
    found = jsonl.read_lines(io.BytesIO(content))
    return [(n, str(what) if isinstance(what, jsonl.BadLine) else what) for n, what in found]


def test_lines_are_objects_and_blank_ones_are_passed_over():
    content = b'\xef\xbb\xbf{"id": 1}\r\n\r\n  \n{"id": 2}'
    assert lines_of(content) == [(1, {"id": 1}), (4, {"id": 2})]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b"{", "Bukan JSON."),
        (b"bukan json", "Bukan JSON."),
        (b"[" * 100_000, "Bukan JSON."),
        (b'{"id": ' + b"9" * 5000 + b"}", "Bukan JSON."),
        (b"[1, 2]", "Bukan objek JSON."),
        (b"null", "Bukan objek JSON."),
        (b'{"title": "\xff\xfe"}', "Tidak ditulis dalam UTF-8."),
    ],
)
def test_a_bad_line_is_named_and_the_next_one_follows(line, sentence):
    assert lines_of(line + b'\n{"id": 2}\n') == [(1, sentence), (2, {"id": 2})]


def test_a_line_without_end_takes_no_more_memory_than_the_longest_allowed(monkeypatch):
    monkeypatch.setattr(jsonl, "LONGEST_LINE", 1024 * 1024)
    content = b'{"body": "' + b"x" * 5_000_000 + b'"}\n{"id": 2}\n'
    assert lines_of(content) == [(1, "Lebih panjang dari 1 MB."), (2, {"id": 2})]
