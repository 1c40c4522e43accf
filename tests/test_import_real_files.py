"""Real articles of three regencies' newsrooms, imported whole, twice; and the seed story."""

import json
import re

import pytest

from articles.models import Article
from articles.richtext import clean
from tests.importer import Importer
from tests.samples import sample

pytestmark = pytest.mark.django_db

BEKASI = "text-id/bekasikab-newsroom.jsonl"
MUARA_ENIM = "text-id/muaraenim-diskominfo.jsonl"
TANJABTIM = "text-id/tanjabtim-diskominfo.jsonl"


@pytest.fixture
def bring(tmp_path, capsys):
    return Importer(tmp_path, capsys)


@pytest.mark.parametrize(("name", "stories"), [(BEKASI, 5), (MUARA_ENIM, 6), (TANJABTIM, 27)])
def test_all_come_in_once_and_clean(bring, name, stories):
    bring.path = sample(name)
    assert bring.run() == (stories, 0, 0)
    assert bring.run() == (0, 0, stories)
    for story in Article.objects.all():
        assert clean(story.body) == story.body
        assert "style=" not in story.body
        assert not re.search(r"(Reporter|Editor)\s*:", story.body)


def test_names_and_places_of_the_house_style_are_lifted(bring):
    bring.path = sample(BEKASI)
    bring.run()
    found = {
        story.imported.key: (story.dateline, "; ".join(map(str, story.bylines.all())))
        for story in Article.objects.all()
    }
    assert found == {
        "91": ("CIKARANG TIMUR", "Reporter : Fajar CQA; Editor : Yus Ismail"),
        "92": ("", "Reporter : Arif Tiarno; Editor : Yus Ismail"),
        "94": ("CIKARANG PUSAT", "Reporter : Jaja Jaelani; Editor : Yus Ismail"),
        "95": ("KEDUNGWARINGIN", "Reporter : Fajar CQA; Editor : Yus Ismail"),
        "96": ("JAKARTA", "Reporter : Fajar CQA; Editor : Fuad Fauzi"),
    }
    first = Article.objects.get(imported__key="91")
    assert first.body.startswith("<p>Badan Pengawas Pemilihan Umum (Bawaslu) Kabupaten Bekasi")


def test_a_zero_date_is_a_draft_and_views_are_the_baseline(bring):
    bring.path = sample(MUARA_ENIM)
    bring.run()
    drafts = Article.objects.filter(status="draft")
    assert [story.imported.key for story in drafts] == ["43"]
    views = {story.imported.key: story.baseline.reads for story in Article.objects.all()}
    assert views == {"39": 4, "40": 15, "41": 1, "42": 1, "43": 1, "44": 5}
    assert set(Article.objects.values_list("category__name", flat=True)) == {"Berita"}
    assert bring.said.count("draf") == 2  # the key "draft" and the one story


def test_places_are_lifted_out_of_pasted_html(bring):
    bring.path = sample(TANJABTIM)
    bring.run()
    places = sorted({story.dateline for story in Article.objects.all()})
    assert places == [
        "", "Bandung, Kominfo", "Cirebon, Kominfo", "Jakarta, Kominfo", "Jambi", "MUARASABAK",
        "Muarasabak", "Semarang, Kominfo",
    ]  # fmt: skip
    assert Article.objects.filter(dateline="").count() == 4


def test_the_seed_story_written_as_one_line_comes_in_as_the_page_shows_it(bring):
    seed = sample("../seed/000_47b07b0beeea8ec8.txt").read_text(encoding="utf-8")
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", seed)]
    start = next(n for n, part in enumerate(paragraphs) if part.startswith("CIKARANG UTARA"))
    end = paragraphs.index("Reporter : Fajar CQA")
    category, date, views = re.search(
        r"^(\w+)\s+(\w+ \d+, \d+)\s.*Dibaca : ([\d.]+) Kali", paragraphs[2]
    ).groups()
    record = {
        "source": "bekasikab.go.id",
        "title": paragraphs[1],
        "body": "\n\n".join(paragraphs[start : end + 1]),
        "body_format": "text",
        "category": category.capitalize(),
        "date": date,
        "views": views,
        "posted_by": "Newsroom Diskominfosantik",
    }
    assert bring(json.dumps(record)) == (1, 0, 0)
    story = Article.objects.get()
    assert story.title.startswith("Pemkab Bekasi Dorong Peningkatan Kepesertaan")
    assert (story.dateline, story.baseline.reads) == ("CIKARANG UTARA", 2485)
    assert f"{story.published_at:%Y-%m-%d %H:%M}" == "2025-02-24 17:00"  # midnight in Jakarta
    assert [str(line) for line in story.bylines.all()] == ["Reporter : Fajar CQA"]
    assert story.body.count("<p>") == 7
    assert "Reporter" not in story.body
