"""Two people save the same story: neither text is lost, and one is made of both, without script."""

import re
from html import unescape

from articles.editorial import workflow
from articles.editorial.writing import BylineEntry
from articles.models import Article
from tests.desk import page_of, text_of, typed, value_of
from tests.newsdesk import a_category, a_draft, a_photo, a_published_story, a_reporter

START = "<p>Satu.</p>\n<p>Dua.</p>\n<p>Tiga.</p>"
SAVE, FORM = {"_merge": "save"}, {"_merge": "form"}


def hidden_in(response) -> dict:
    """Return what the page sends back unseen; a name may come more than once."""
    html = response.content.decode()
    html = html[html.index('class="desk-merge"') :]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html):
        found.setdefault(unescape(name), []).append(unescape(value))
    return found


def chosen_by_default(response) -> dict:
    pairs = re.findall(
        r'name="(merge-[\w-]+)" id="[^"]+" value="(\w+)" checked', response.content.decode()
    )
    return dict(pairs)


def joined(client, response, **chosen):
    """Press a button of the page, with these choices and otherwise what it suggests."""
    action = re.search(
        r'class="desk-merge" method="post" action="([^"]+)"', response.content.decode()
    )
    chosen = {name.replace("_", "-") if name != "_merge" else name: v for name, v in chosen.items()}
    return client.post(action[1], hidden_in(response) | chosen_by_default(response) | chosen)


def a_conflict(client, rita, edi, *, mine: dict, stored: dict, **sent):
    """Let Rita send hers after Edi has saved his; both began with the same draft."""
    story = a_draft(rita, title="Judul awal", summary="Awal.", body=START, tags=["Padi"])
    workflow.edit(story, by=edi, fields=stored, seen=1, **sent)
    response = client.post(page_of(story), typed(story, tags="Padi") | mine)
    assert response.status_code == 409
    return response


def test_what_each_has_changed_alone_is_joined_without_asking(signed_in, rita, edi):
    client = signed_in(rita)
    response = a_conflict(
        client, rita, edi,
        mine={"title": "Judul Rita", "body": START.replace("Satu.", "Satu Rita.")},
        stored={"summary": "Ringkasan Edi.", "body": START.replace("Tiga.", "Tiga Edi.")},
    )  # fmt: skip
    words = text_of(response)
    assert "Edi Kurniawan" in words
    for said in ("Judul Rita", "Judul awal", "Ringkasan Edi.", "Rita", "Edi"):
        assert said in words
    assert chosen_by_default(response) == {
        "merge-title": "mine",
        "merge-summary": "stored",
        "merge-body-0": "mine",
        "merge-body-2": "stored",
    }
    assert "<form" in response.content.decode()
    assert "<script" not in response.content.decode().split('class="desk-merge"')[1]
    done = joined(client, response, **SAVE)
    story = Article.objects.get()
    assert done["Location"] == page_of(story)
    assert (story.title, story.summary, story.version) == ("Judul Rita", "Ringkasan Edi.", 3)
    assert story.body == "<p>Satu Rita.</p>\n<p>Dua.</p>\n<p>Tiga Edi.</p>"
    assert [tag.name for tag in story.tags.all()] == ["Padi"]


def test_where_both_have_changed_the_same_one_chooses_or_writes_it_anew(signed_in, rita, edi):
    client = signed_in(rita)
    response = a_conflict(
        client, rita, edi,
        mine={"title": "Judul Rita", "body": START.replace("Dua.", "Dua Rita.")},
        stored={"title": "Judul Edi", "body": START.replace("Dua.", "Dua Edi.")},
    )  # fmt: skip
    assert chosen_by_default(response) == {"merge-title": "mine", "merge-body-1": "both"}
    done = joined(
        client, response, **SAVE,
        merge_title="joined", **{"merge-title-text": "Judul berdua"}, merge_body_1="stored",
    )  # fmt: skip
    assert done.status_code == 302
    story = Article.objects.get()
    assert story.title == "Judul berdua"
    assert story.body == START.replace("Dua.", "Dua Edi.")


def test_left_alone_both_paragraphs_stay(signed_in, rita, edi):
    client = signed_in(rita)
    response = a_conflict(
        client, rita, edi,
        mine={"body": START.replace("Dua.", "Dua Rita.")},
        stored={"body": START.replace("Dua.", "Dua Edi.")},
    )  # fmt: skip
    joined(client, response, **SAVE)
    paragraphs = Article.objects.get().body.split("\n")
    assert paragraphs == ["<p>Satu.</p>", "<p>Dua Edi.</p>", "<p>Dua Rita.</p>", "<p>Tiga.</p>"]


def test_tags_names_and_section_are_joined_as_well(signed_in, rita, edi):
    client, health = signed_in(rita), a_category("Kesehatan", "kesehatan")
    own, other = a_reporter(), a_reporter("Budi", "budi")
    rows = {"bylines-TOTAL_FORMS": "1", "bylines-INITIAL_FORMS": "1"}
    rows |= {"bylines-0-reporter": rita.reporter.pk, "bylines-0-role": "writer"}
    response = a_conflict(
        client, rita, edi,
        mine={"tags": "Padi, Panen", "category": "", **rows},
        stored={"category": health}, tags=["Padi", "Banjir"],
        bylines=[BylineEntry(own), BylineEntry(other)],
    )  # fmt: skip
    assert chosen_by_default(response) == {
        "merge-category": "mine",
        "merge-tags": "mine",
        "merge-bylines": "mine",
    }
    joined(
        client, response, **SAVE, merge_tags="both", merge_bylines="both", merge_category="stored"
    )
    story = Article.objects.get()
    assert story.category == health
    assert sorted(tag.name for tag in story.tags.all()) == ["Banjir", "Padi", "Panen"]
    assert [str(b) for b in story.bylines.all()] == [
        "Reporter : Fajar CQA",
        "Reporter : Budi",
        "Penulis : Rita Anggraini",
    ]


def test_a_photo_that_a_colleague_chose_is_not_taken_away(signed_in, rita, edi):
    client, photo = signed_in(rita), a_photo(edi)
    theirs = {"photo": photo, "photo_alt": "Sawah"}
    response = a_conflict(client, rita, edi, mine={"title": "Judul Rita"}, stored=theirs)
    joined(client, response, **SAVE)
    story = Article.objects.get()
    assert (story.photo, story.photo_alt, story.title) == (photo, "Sawah", "Judul Rita")


def test_somebody_who_saves_in_between_is_asked_about_again(signed_in, rita, edi):
    client = signed_in(rita)
    response = a_conflict(
        client, rita, edi, mine={"title": "Judul Rita"}, stored={"summary": "Satu Edi."}
    )
    story = Article.objects.get()
    workflow.edit(story, by=edi, fields={"summary": "Dua Edi."}, seen=2)
    again = joined(client, response, **SAVE)
    assert again.status_code == 409
    assert chosen_by_default(again) == {"merge-title": "mine", "merge-summary": "stored"}
    assert joined(client, again, **SAVE).status_code == 302
    story.refresh_from_db()
    assert (story.title, story.summary, story.version) == ("Judul Rita", "Dua Edi.", 4)


def test_a_change_readers_will_see_goes_through_the_form_with_all_that_was_said_of_it(
    signed_in, rita, edi, mira
):
    story = a_published_story(rita, edi, title="Judul awal", body=START)
    workflow.update(story, by=mira, seen=1, kind="typo", fields={"title": "Judul Mira"})
    client = signed_in(edi)
    told = {"_verb": "update", "kind": "correction", "wrong": "Selasa", "right": "Rabu"}
    sent = typed(story, body=START.replace("Dua.", "Dua Edi.")) | told
    response = client.post(page_of(story), sent)
    assert response.status_code == 409
    assert "Simpan gabungan" not in text_of(response)
    assert "belum dilakukan" in text_of(response)
    form = joined(client, response, **FORM)
    assert form.status_code == 200
    assert "Belum ada yang disimpan" in text_of(form)
    assert value_of(form, "title") == "Judul Mira"
    assert "Dua Edi." in value_of(form, "body")
    assert (value_of(form, "version"), value_of(form, "wrong")) == ("2", "Selasa")
    story.refresh_from_db()
    assert story.version == 2
    sent |= {name: value_of(form, name) for name in ("title", "body", "version")}
    assert client.post(page_of(story), sent).status_code == 302
    story.refresh_from_db()
    assert (story.title, story.corrections.count()) == ("Judul Mira", 1)


def test_whoever_does_not_say_what_he_saw_is_asked_about_every_difference(signed_in, rita, edi):
    story = a_draft(rita, body=START)
    changed = typed(story, title="Judul Rita", body=START.replace("Dua.", "Baru."), version="")
    response = signed_in(rita).post(page_of(story), changed)
    assert response.status_code == 409
    assert chosen_by_default(response) == {"merge-title": "mine", "merge-body-1": "both"}


def test_nonsense_for_choices_loses_nothing(signed_in, rita, edi):
    client = signed_in(rita)
    response = a_conflict(
        client, rita, edi, mine={"title": "Judul Rita"}, stored={"title": "Judul Edi"}
    )
    for nonsense in ({"merge_base": "x" * 99}, {"version": "999"}, {"merge_title": "\x00"}):
        page = joined(client, response, **(FORM | nonsense))
        assert page.status_code in {200, 409}
        assert "Judul Rita" in page.content.decode()
    assert Article.objects.get().title == "Judul Edi"


def test_another_reporter_cannot_join_anything(signed_in, rita, sam):
    story = a_draft(rita, title="RAHASIA")
    sent = {"title": "Tebakan Sam", "version": "1", "merge_base": "1"} | SAVE
    response = signed_in(sam).post(page_of(story), sent)
    assert response.status_code == 404
    assert b"RAHASIA" not in response.content
