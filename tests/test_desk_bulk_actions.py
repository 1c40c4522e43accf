"""Many stories at once: each goes through its verb, and what was left alone is named with why."""

import re

import pytest

from accounts.models import AuditEntry
from articles.models import Article
from tests.desk import LIST, text_of
from tests.newsdesk import a_draft, a_published_story, a_story_in_review, all_about

SECRET = "Zamrudkhatulistiwa"


def do(client, verb: str, stories, **more):
    """Tick the stories, choose the verb and follow to the list and its report."""
    data = {"action": verb, "_selected_action": [story.pk for story in stories], **more}
    return client.post(LIST, data, follow=True)


def states() -> dict[str, str]:
    return {story.title: story.state() for story in Article.objects.all()}


def test_each_story_goes_its_own_way_and_the_others_are_named_by_reason(signed_in, edi, rita):
    ready = a_story_in_review(rita, title="Lengkap")
    bare = [a_draft(rita, title=f"Tanpa kategori {n}", category=None) for n in (1, 2)]
    done = a_published_story(rita, edi, title="Sudah terbit")
    own = a_draft(edi, title="Tulisan Edi")
    response = do(signed_in(edi), "publish", [ready, *bare, done, own])
    assert states() == {
        "Lengkap": "published",
        "Tanpa kategori 1": "draft",
        "Tanpa kategori 2": "draft",
        "Sudah terbit": "published",
        "Tulisan Edi": "draft",
    }
    page = text_of(response)
    assert "1 berita: Sudah terbit." in page
    assert "Tidak diubah: 4 berita." in page
    assert "Belum siap. Pilih kategori. “Tanpa kategori 2”; “Tanpa kategori 1”" in page
    assert "“Terbitkan sekarang” tidak dapat dilakukan: status berita ini “Terbit”." in page
    assert "“Sudah terbit”" in page
    assert "“Tulisan Edi”" in page
    refused = AuditEntry.objects.filter(refused=True, actor=edi, action="publish")
    assert set(refused.values_list("target_name", flat=True)) == {
        "Tanpa kategori 1",
        "Tanpa kategori 2",
        "Sudah terbit",
        "Tulisan Edi",
    }


def test_of_many_with_one_reason_some_are_named_and_the_rest_is_a_number(signed_in, edi, rita):
    stories = [a_draft(rita, title=f"Berita {n}", category=None) for n in range(9)]
    page = text_of(do(signed_in(edi), "publish", stories))
    assert "Tidak diubah: 9 berita." in page
    assert page.count("Belum siap.") == 1
    assert "“Berita 4” dan 4 lainnya" in page


def test_the_report_escapes_what_it_names(signed_in, edi, rita):
    story = a_draft(rita, title="<script>alert(1)</script>", category=None)
    html = do(signed_in(edi), "publish", [story]).content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_what_has_changed_since_the_list_was_drawn_is_not_published(signed_in, edi, rita):
    story = a_story_in_review(rita)
    before = all_about(story) | {"log": 0}
    page = text_of(do(signed_in(edi), "publish", [story], **{f"_seen_{story.pk}": "0"}))
    assert all_about(story) | {"log": 0} == before
    assert "sejak Anda membukanya" in page


@pytest.mark.parametrize("verb", ["publish", "trash", "submit", "take_back"])
def test_everything_at_once_is_never_more_than_what_was_ticked(signed_in, edi, rita, verb):
    ticked = a_story_in_review(rita) if verb == "publish" else a_draft(edi)
    others = [a_story_in_review(rita), a_draft(rita), a_draft(edi)]
    before = [all_about(story) | {"log": 0} for story in others]
    for across in ("1", "on", "true", ["0", "1"]):
        do(signed_in(edi), verb, [ticked], select_across=across)
    assert [all_about(story) | {"log": 0} for story in others] == before


def test_the_page_offers_no_more_than_what_it_shows(signed_in, edi, rita):
    Article.objects.bulk_create(
        Article(title=f"Draf {n}", slug=f"draf-{n}", created_by=rita) for n in range(60)
    )
    html = signed_in(edi).get(LIST).content.decode()
    assert html.count('name="_selected_action"') == 50
    assert 'class="question' not in html


@pytest.mark.parametrize("across", ["0", "1"])
def test_a_colleagues_story_is_neither_done_nor_named(signed_in, rita, sam, across):
    hidden = a_draft(sam, title=SECRET)
    mine = a_draft(rita, title="Milik Rita")
    before = all_about(hidden)
    page = do(signed_in(rita), "trash", [hidden, mine], select_across=across).content.decode()
    assert SECRET not in page
    assert all_about(hidden) | {"log": 0} == before | {"log": 0}
    assert Article.objects.get(pk=mine.pk).trashed_at is not None


def test_a_thousand_ticks_are_done_a_hundred_at_a_time(signed_in, edi, rita):
    Article.objects.bulk_create(
        Article(title=f"Draf {n}", slug=f"draf-{n}", created_by=rita) for n in range(110)
    )
    page = text_of(do(signed_in(edi), "trash", Article.objects.all()))
    assert Article.objects.filter(trashed_at__isnull=False).count() == 100
    assert "Hanya 100 berita pertama yang dikerjakan; pilih lagi yang lain." in page
    assert "100 berita: Dipindahkan ke tong sampah." in page


@pytest.mark.parametrize("who", ["rita", "edi", "mira", "root"])
def test_what_is_offered_needs_no_words_and_fits_the_role(signed_in, who, request, rita):
    a_draft(rita)
    html = signed_in(request.getfixturevalue(who)).get(LIST).content.decode()
    offered = re.findall(r'<option value="(\w+)"', html[html.index('name="action"') :])
    everybody = ["submit", "take_back", "trash", "restore"]
    editors = ["submit", "publish", "unschedule", "take_back", "trash", "restore"]
    assert offered == (everybody if who == "rita" else editors)
