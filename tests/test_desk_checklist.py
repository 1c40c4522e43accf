"""The checklist beside the form: what is required, what is advised, and what to look at."""

import re
from datetime import date
from html import unescape

import pytest

from articles.editorial import workflow
from articles.models import Article, ChecklistPoint, Official
from tests.desk import ADD, page_of, text_of, typed
from tests.newsdesk import a_draft, a_published_story, a_story_in_review, with_photo

pytestmark = pytest.mark.usefixtures("filled_checklist")
SLIPS = "<p>Debat digelar pada Minggu (3/10/2024). Warga senang.</p>"
CHILD = "<p>Seorang siswi berinisial R (15) ditemukan. Warga lega.</p>"


def panel_of(response) -> str:
    """Return the checklist of a page, as markup; nothing when there is none."""
    found = re.search(r'<aside class="desk-checklist".*?</aside>', response.content.decode(), re.S)
    return found[0] if found else ""


def words(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", markup)).split())


def lines_of(response, state: str) -> list[str]:
    """Return the points of the panel that are `met` or `open`, in their order."""
    found = re.findall(rf'<li class="{state}"><span class="mark".*?</li>', panel_of(response), re.S)
    return [words(line) for line in found]


def box_of(response) -> tuple[str, bool]:
    """Return the value of the box that confirms, and whether it is ticked."""
    box = re.search(r'<input type="checkbox" id="id_people_confirmed"[^>]*>', panel_of(response))[0]
    return re.search(r'value="(\w+)"', box)[1], " checked" in box


def test_it_tells_what_is_met_and_what_is_open(signed_in, rita):
    page = signed_in(rita).get(page_of(a_draft(rita, category=None, **with_photo(rita))))
    shown = lines_of(page, "open")
    assert shown[0] == "○Belum terpenuhi: Pilih kategori."
    assert shown[1:] == [
        "○Belum terpenuhi: Sebutkan tempat kejadiannya pada titimangsa.",
        "○Belum terpenuhi: Berita berisi paling sedikit 100 kata; apa yang masih kurang?",
        "○Belum terpenuhi: Tulis ringkasan satu atau dua kalimat untuk daftar berita.",
        "○Belum terpenuhi: Tambahkan tag, agar pembaca menemukan berita terkait.",
        "○Belum terpenuhi: Kutip narasumber yang disebut namanya: belum ada yang dikutip.",
    ]
    assert "✓Terpenuhi: Kredit foto" in lines_of(page, "met")
    assert "1 butir wajib belum terpenuhi · 5 saran" in words(panel_of(page))


def test_a_finding_quotes_its_sentence_and_marks_the_words(signed_in, rita):
    page = signed_in(rita).get(page_of(a_draft(rita, body=SLIPS)))
    quoted = "<blockquote>Debat digelar pada <mark>Minggu (3/10/2024)</mark>.</blockquote>"
    assert quoted in panel_of(page)
    told = "Isi berita: 3 Oktober 2024 jatuh pada hari Kamis, bukan Minggu."
    assert told in words(panel_of(page))


def test_what_it_quotes_is_escaped(signed_in, rita):
    page = signed_in(rita).get(
        page_of(a_draft(rita, body="<p>Tanpa ijin &lt;b&gt;x&lt;/b&gt;.</p>"))
    )
    assert "Tanpa <mark>ijin</mark> &lt;b&gt;x&lt;/b&gt;." in panel_of(page)


def test_advice_and_language_stop_nobody(signed_in, rita, edi):
    story = a_draft(rita, title="Debat", body=SLIPS + CHILD)
    signed_in(rita).post(page_of(story), typed(story, _verb="submit"))
    signed_in(edi).post(page_of(story), typed(story, _verb="publish"))
    assert Article.objects.get().status == "published"


def test_a_refused_button_shows_the_list_of_what_was_typed(signed_in, rita):
    story = a_draft(rita)
    data = typed(story, category="", summary="Singkat saja.", body="Kini tanpa ijin.")
    page = signed_in(rita).post(page_of(story), data | {"_verb": "submit"})
    assert "○Belum terpenuhi: Pilih kategori." in lines_of(page, "open")
    assert "✓Terpenuhi: Ringkasan" in lines_of(page, "met")
    assert "Kini tanpa <mark>ijin</mark>." in panel_of(page)
    assert Article.objects.get().category_id is not None


def test_so_does_one_on_a_story_that_was_never_saved(signed_in, rita):
    client = signed_in(rita)
    assert panel_of(client.get(ADD)) == ""
    page = client.post(ADD, typed(_verb="submit"))
    assert "○Belum terpenuhi: Pilih kategori." in lines_of(page, "open")
    assert "✓Terpenuhi: Nama di bawah berita" in lines_of(page, "met")
    assert not Article.objects.exists()


def test_it_is_there_for_who_can_write_and_for_nobody_else(signed_in, rita, edi):
    story = a_story_in_review(rita)
    assert panel_of(signed_in(edi).get(page_of(story)))
    assert panel_of(signed_in(rita).get(page_of(story))) == ""
    public = a_published_story(rita, edi)
    assert panel_of(signed_in(edi).get(page_of(public)))


def test_a_confirmation_is_kept_with_the_version_until_the_sentence_changes(signed_in, rita):
    story = a_draft(rita, body=CHILD)
    client = signed_in(rita)
    page = client.get(page_of(story))
    value, ticked = box_of(page)
    assert not ticked
    asked = "Pastikan tidak ada identitas anak atau korban yang terungkap."
    assert asked in words(panel_of(page))

    client.post(page_of(story), typed(story, people_confirmed=["", value]))
    story.refresh_from_db()
    kept = story.history.first()
    assert (kept.people_confirmed, kept.history_user, story.version) == (value, rita, 2)
    page = client.get(page_of(story))
    assert box_of(page) == (value, True)
    assert "✓Terpenuhi: Anak dan korban terlindungi" in " ".join(lines_of(page, "met"))

    other = CHILD.replace("(15)", "(14)")
    client.post(page_of(story), typed(story, body=other, people_confirmed=["", value]))
    page = client.get(page_of(story))
    assert box_of(page)[1] is False
    assert asked in words(panel_of(page))


def test_a_confirmation_can_be_taken_back_and_is_not_lost_by_saying_nothing(signed_in, rita):
    story = a_draft(rita, body=CHILD)
    client = signed_in(rita)
    value, _ticked = box_of(client.get(page_of(story)))
    client.post(page_of(story), typed(story, people_confirmed=["", value]))
    story.refresh_from_db()
    client.post(page_of(story), typed(story, summary="Ringkas."))
    story.refresh_from_db()
    assert (story.people_confirmed, story.version) == (value, 3)
    client.post(page_of(story), typed(story, people_confirmed=""))
    story.refresh_from_db()
    assert (story.people_confirmed, story.version) == ("", 4)


def test_where_the_point_is_required_the_confirmation_opens_the_way(signed_in, rita):
    ChecklistPoint.objects.filter(key="child_or_victim").update(required=True)
    story = a_draft(rita, body=CHILD)
    client = signed_in(rita)
    page = client.post(page_of(story), typed(story, _verb="submit"))
    assert "Pastikan tidak ada identitas anak atau korban" in text_of(page)
    assert Article.objects.get().status == "draft"
    value, _ticked = box_of(page)
    client.post(page_of(story), typed(story, _verb="submit", people_confirmed=["", value]))
    assert Article.objects.get().status == "in_review"


def test_who_confirms_is_no_author_of_the_text(rita, edi):
    story = a_draft(rita, body=CHILD)
    story = workflow.edit(story, by=edi, fields={"people_confirmed": "a" * 64}, seen=1)
    assert workflow.publish(story, by=edi, seen=2).status == "published"


def test_titles_of_office_are_those_of_the_list(signed_in, rita):
    Official.objects.create(
        name="Dedy Supriyadi", title="Pj. Bupati Bekasi", from_day=date(2024, 5, 23)
    )
    story = a_draft(rita, body="<p>Bupati Bekasi Dedy Supriyadi hadir.</p>")
    panel = panel_of(signed_in(rita).get(page_of(story)))
    assert "<mark>Bupati Bekasi Dedy Supriyadi</mark> hadir." in panel
    assert "Mungkin: Pj. Bupati Bekasi Dedy Supriyadi" in words(panel)


def test_two_versions_of_a_confirmation_are_not_shown_as_a_difference(signed_in, rita, edi):
    story = a_draft(rita, body=CHILD)
    workflow.edit(story, by=edi, fields={"people_confirmed": "a" * 64}, seen=1)
    page = signed_in(rita).post(page_of(story), typed(story, summary="Ringkas.", version=1))
    assert page.status_code == 409
    assert "a" * 64 not in page.content.decode()


def test_the_history_says_who_confirmed_and_not_by_which_fingerprint(signed_in, rita, edi):
    story = a_draft(rita, body=CHILD)
    workflow.edit(story, by=edi, fields={"people_confirmed": "a" * 64}, seen=1)
    client = signed_in(rita)
    compared = client.get(page_of(story, "history") + "compare/?dari=1&ke=2")
    label = "Sudah dipastikan: tidak ada identitas yang harus dilindungi"
    assert label in text_of(compared)
    assert label in text_of(client.get(page_of(story, "history")))
    assert "a" * 64 not in compared.content.decode()
