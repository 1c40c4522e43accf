"""`import_articles`: what comes in, what a second run does, and what is never overwritten."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from articles.editorial.workflow import edit
from articles.models import Article, ImportedRecord, ReadBaseline, Reporter
from articles.richtext import plain
from tests.importer import RECORD, Importer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def bring(tmp_path, capsys):
    return Importer(tmp_path, capsys)


def test_a_story_comes_in_with_all_its_parts(bring):
    assert bring({**RECORD, "posted_by": "Humas", "summary": "Ringkas.", "last_edit": "x"}) == (
        1,
        0,
        0,
    )
    story = Article.objects.get()
    moment = datetime(2025, 2, 25, 7, 5, tzinfo=UTC)
    assert (story.title, story.slug) == ("Pemkab Bekasi Buka Posko", "pemkab-bekasi-buka-posko")
    assert (story.dateline, story.body) == ("CIKARANG UTARA", "<p>Posko dibuka.</p>")
    assert (story.status, story.published_at, story.first_published_at) == (
        "published",
        moment,
        moment,
    )
    assert (story.posted_by, story.summary, story.category.name) == (
        "Humas",
        "Ringkas.",
        "Pemerintahan",
    )
    assert [str(line) for line in story.bylines.all()] == [
        "Reporter : Fajar CQA",
        "Editor : Yus Ismail",
    ]
    assert sorted(story.tags.values_list("name", flat=True)) == ["Banjir", "Posko"]
    assert (story.baseline.reads, story.baseline.source) == (2485, "Newsroom")
    assert (story.created_by, story.published_by) == (None, None)
    assert [(e.verb, e.by_name, e.reason) for e in story.events.all()] == [
        ("adopt", "Newsroom", "Newsroom")
    ]
    assert bring.said == "Kunci “last_edit” tidak dikenal dan diabaikan.\n"


def test_who_posted_it_is_the_newsroom_unless_the_record_says_so(bring, settings):
    bring(RECORD)
    assert Article.objects.get().posted_by == settings.NEWSROOM_NAME


def test_a_second_run_changes_nothing(bring):
    bring(RECORD)
    before = list(Article.objects.values())
    assert bring(RECORD) == (0, 0, 1)
    assert "Tidak berubah sejak impor terakhir." in bring.said
    assert list(Article.objects.values()) == before
    assert Article.history.count() == Article.objects.get().events.count() == 1


def test_the_words_before_lifting_are_kept(bring):
    bring(RECORD)
    assert json.loads(ImportedRecord.objects.get().original) == RECORD


def test_a_changed_record_brings_its_story_up_to_date(bring):
    bring(RECORD)
    new = {
        **RECORD,
        "body": "Posko ditutup.",
        "body_format": "html",
        "views": 3000,
        "tags": ["Posko"],
    }
    assert bring(new) == (0, 1, 0)
    story = Article.objects.get()
    assert (story.body, story.version, story.baseline.reads) == ("<p>Posko ditutup.</p>", 2, 3000)
    assert [tag.name for tag in story.tags.all()] == ["Posko"]
    assert bring(new) == (0, 0, 1)


def test_more_views_alone_raise_the_baseline_and_fewer_never_lower_it(bring):
    bring(RECORD)
    assert bring({**RECORD, "views": 3000}) == (0, 1, 0)
    assert bring({**RECORD, "views": 10}) == (0, 0, 1)
    assert (ReadBaseline.objects.get().reads, Article.objects.get().version) == (3000, 1)


def test_what_was_edited_here_is_never_overwritten(bring, edi):
    bring({**RECORD, "status": "draft"})
    story = Article.objects.get()
    edit(story, by=edi, fields={"body": "<p>Diperbaiki di sini.</p>"}, seen=story.version)
    assert bring({**RECORD, "status": "draft", "body": "Dari sumber."}) == (0, 0, 1)
    assert Article.objects.get().body == "<p>Diperbaiki di sini.</p>"
    assert "Berita ini sudah dikerjakan di sini sejak diimpor." in bring.said


def test_an_explicit_byline_and_dateline_win_and_the_lifted_lines_leave_all_the_same(bring):
    bring({**RECORD, "byline": {"reporter": "Arif Tiarno", "editor": None}, "dateline": "SUKATANI"})
    story = Article.objects.get()
    names = [str(line) for line in story.bylines.all()]
    assert names == ["Reporter : Arif Tiarno", "Editor : Yus Ismail"]
    assert (story.dateline, story.body) == ("SUKATANI", "<p>Posko dibuka.</p>")


def test_one_reporter_stands_under_many_stories(bring):
    other = {**RECORD, "id": 2, "title": "Lain", "byline": {"reporter": "fajar  cqa"}}
    bring(RECORD, other)
    assert sorted(Reporter.objects.values_list("name", flat=True)) == ["Fajar CQA", "Yus Ismail"]


def test_two_names_with_one_address_are_two_reporters(bring):
    bring({**RECORD, "byline": {"reporter": ["A. Rahman", "A Rahman"]}})
    slugs = Reporter.objects.filter(name__contains="Rahman").values_list("slug", flat=True)
    assert sorted(slugs) == ["a-rahman", "a-rahman-2"]


@pytest.mark.parametrize(
    ("category", "name"), [("6", "Berita"), (6, "Berita"), (None, "Berita"), ("Hukum", "Hukum")]
)
def test_a_category_that_is_only_a_number_is_news(bring, category, name):
    bring({**RECORD, "category": category})
    assert Article.objects.get().category.name == name


def test_a_category_is_found_by_its_name_and_by_its_address(bring, government):
    bring(
        {**RECORD, "category": "PEMERINTAHAN"},
        {**RECORD, "id": 2, "title": "B", "category": "pemerintahan!"},
    )
    assert {story.category for story in Article.objects.all()} == {government}


@pytest.mark.parametrize("date", ["0000-00-00 00:00:00", None])
def test_a_story_without_a_date_is_a_draft_and_reported(bring, date):
    assert bring({**RECORD, "date": date}) == (1, 0, 0)
    story = Article.objects.get()
    assert (story.status, story.published_at) == ("draft", None)
    assert bring.said == (
        "Baris 1 diimpor: Pemkab Bekasi Buka Posko"
        " – Tidak ada tanggalnya, jadi masuk sebagai draf.\n"
    )


@pytest.mark.parametrize("title", ["", None, "  ", "\u200b"])
def test_a_story_without_a_title_is_skipped(bring, title):
    assert bring({**RECORD, "title": title}, {**RECORD, "id": 2}) == (1, 0, 1)
    assert "Baris 1 dilewati – Tidak ada judulnya." in bring.said


def test_the_same_story_under_another_id_is_skipped(bring):
    body = "<div>CIKARANG UTARA –&nbsp; Posko dibuka.</div>"
    twin = {**RECORD, "id": "1091", "source": "Lain", "body": body, "body_format": "html"}
    namesake = {**RECORD, "id": "92", "body": "Posko lain, di tempat lain."}
    assert bring(RECORD, twin, namesake) == (2, 0, 1)
    assert "Baris 2 dilewati" in bring.said
    assert "Sudah ada berita dengan judul dan awal yang sama." in bring.said


def test_of_two_records_with_one_id_the_first_counts_in_every_run(bring):
    later = {**RECORD, "title": "Judul Lain", "views": 3000}
    nameless = {**RECORD, "id": "92", "title": ""}
    named = {**RECORD, "id": "92", "title": "Posko Kedua"}
    assert bring(RECORD, later, nameless, named) == (2, 0, 2)
    assert "Baris 2 dilewati: Judul Lain – Sumber dan id-nya sama dengan baris 1" in bring.said
    assert bring.run() == (0, 0, 4)
    assert sorted(Article.objects.values_list("title", flat=True)) == [
        "Pemkab Bekasi Buka Posko",
        "Posko Kedua",
    ]
    assert bring(later) == (0, 1, 0)


def test_a_story_does_not_stay_out_for_its_tags(bring):
    tags = ["t" * 81, *(f"tag {n}" for n in range(60))]
    assert bring({**RECORD, "tags": tags}) == (1, 0, 0)
    assert Article.objects.get().tags.count() == 50
    assert "Sebuah tag terlalu panjang dan tidak diikutkan: “ttt" in bring.said
    assert "Hanya 50 tag pertama yang dipakai." in bring.said
    assert bring.run() == (0, 0, 1)


def test_a_withdrawn_story_stays_withdrawn_and_trash_stays_out(bring):
    assert bring({**RECORD, "status": "ditarik"}, {**RECORD, "id": 2, "status": "trash"}) == (
        1,
        0,
        1,
    )
    story = Article.objects.get()
    assert (story.status, story.withdrawal_text) == (
        "withdrawn",
        "Berita ini telah dicabut oleh sumbernya.",
    )


def test_a_title_that_is_too_long_is_cut_and_reported(bring):
    assert bring({**RECORD, "title": "kata " * 100}) == (1, 0, 0)
    assert len(Article.objects.get().title) == 200
    assert "terlalu panjang dan dipotong" in bring.said


def test_dirty_html_comes_in_clean(bring):
    body = '<div style="x"><div>&nbsp;</div><p onclick="x()">A<script>b()</script></p></div>'
    bring({**RECORD, "body": body, "body_format": "html"})
    assert Article.objects.get().body == "<p>A</p>"


def test_a_bad_line_fails_alone_and_the_command_says_so(bring):
    with pytest.raises(CommandError, match=r"^2 baris tidak dapat diimpor\.$"):
        bring("bukan json", RECORD, "[]")
    assert Article.objects.count() == 1
    assert "Baris 1 gagal – Bukan JSON." in bring.said
    assert "Baris 3 gagal – Bukan objek JSON." in bring.said


def test_a_file_that_is_not_there_fails(tmp_path):
    with pytest.raises(CommandError, match="tidak dapat dibaca"):
        call_command("import_articles", str(tmp_path / "tiada.jsonl"))


def test_any_junk_in_any_key_fails_no_more_than_its_line(bring):
    junk = [
        "\x00",
        "\ud800",
        "\u202e",
        10**30,
        -1,
        1.5,
        True,
        [],
        {},
        [[]],
        {"a": None},
        "x" * 5000,
    ]
    records = [
        {**RECORD, "id": f"{key}-{n}", "title": f"{key} {n}", key: value}
        for key in RECORD
        for n, value in enumerate(junk)
    ]
    created, _updated, skipped = bring(*records)
    assert created + skipped == len(records)


def test_plain_words_are_the_same_before_and_after(bring):
    bring({**RECORD, "body": "Satu & <dua>\ntiga\n\nempat"})
    assert plain(Article.objects.get().body) == "Satu & <dua>\ntiga\n\nempat"
