"""Notes and answers on a story: who reads them, who ticks them off, and what never gets lost."""

import pytest
from django.core.exceptions import ObjectDoesNotExist

from accounts.models import AuditEntry
from articles.editorial import notes, workflow
from articles.editorial.rules import Refused
from articles.models import Article, EditorialNote, Notice
from tests.desk import page_of, text_of, typed, value_of
from tests.newsdesk import (
    a_draft,
    a_published_story,
    a_returned_story,
    a_scheduled_story,
    a_story_in_review,
    a_trashed_story,
    a_withdrawn_story,
)

SECRET = "kelapamuda"


def press(client, story, button, **more):
    """Press a button of the thread as the page without script does: the whole form is sent."""
    return client.post(page_of(story), typed(story, _thread=button, **more), follow=True)


def ask(client, story, button, **more):
    """Press it as the script does."""
    return client.post(page_of(story, "notes"), {"_thread": button, **more})


def told(person) -> list[tuple]:
    return list(Notice.objects.filter(person=person).order_by("id").values_list("kind", "words"))


# --- writing --------------------------------------------------------------------------------


def test_a_note_and_its_answer_reach_the_others_and_not_their_writer(rita, edi, mira):
    story = a_returned_story(rita, edi, note="Sebutkan tarifnya.")
    [back] = story.notes.all()
    answer = notes.write(story, by=rita, text="Gratis.", answers=back.pk)
    assert (answer.parent, answer.kind, answer.by_name) == (back, "note", "Rita Anggraini")
    assert told(edi)[-1] == ("answer", "Gratis.")
    assert told(rita) == [("returned", "Sebutkan tarifnya.")]
    assert ("answer", "Gratis.") not in told(mira)


def test_the_first_note_of_a_lone_author_reaches_the_editors(rita, sam, edi, mira):
    notes.write(a_draft(rita), by=rita, text="Boleh saya tulis begini?")
    assert [told(person) for person in (edi, mira, sam, rita)] == [
        *[[("note", "Boleh saya tulis begini?")]] * 2, [], [],
    ]  # fmt: skip


def test_an_answer_to_an_answer_stays_in_its_thread(rita, edi):
    story = a_returned_story(rita, edi)
    [back] = story.notes.all()
    first = notes.write(story, by=rita, text="Gratis.", answers=back.pk)
    second = notes.write(story, by=edi, text="Tulis itu.", answers=first.pk)
    assert second.parent == back
    [entry] = notes.thread_of(story, edi)
    assert [answer["note"].text for answer in entry["answers"]] == ["Gratis.", "Tulis itu."]


@pytest.mark.parametrize("text", ["", " \n ", "\u200b", "\x00", "x" * 5001])
def test_an_empty_or_endless_note_is_refused_with_a_sentence(text, rita):
    story = a_draft(rita)
    with pytest.raises(Refused, match=r"[Cc]atatan"):
        notes.write(story, by=rita, text=text)
    assert story.notes.count() == 0


def test_a_note_answers_only_notes_of_its_own_story(rita, sam, edi):
    foreign = a_returned_story(sam, edi).notes.get()
    with pytest.raises(Refused, match="tidak memiliki catatan itu"):
        notes.write(a_draft(rita), by=rita, text="Halo.", answers=foreign.pk)


def test_a_second_press_makes_no_second_note(rita, edi):
    story = a_draft(rita)
    one, two = (notes.write(story, by=rita, text="Mohon dicek.") for _ in range(2))
    assert one == two
    assert told(edi) == [("note", "Mohon dicek.")]


@pytest.mark.parametrize("place", ["draft", "review", "scheduled", "published", "withdrawn", "bin"])
def test_notes_are_written_wherever_the_story_stands(place, rita, edi, mira):
    story = {
        "draft": lambda: a_draft(rita),
        "review": lambda: a_story_in_review(rita),
        "scheduled": lambda: a_scheduled_story(rita, edi),
        "published": lambda: a_published_story(rita, edi),
        "withdrawn": lambda: a_withdrawn_story(rita, edi, mira),
        "bin": lambda: a_trashed_story(rita),
    }[place]()
    assert notes.write(story, by=rita, text="Catatan.").article == story
    assert notes.write(story, by=edi, text="Catatan.").article == story


def test_whoever_may_not_open_the_story_writes_and_reads_nothing(rita, sam, signed_in):
    story = a_draft(rita)
    note = notes.write(story, by=rita, text=SECRET)
    for deed in (
        lambda: notes.write(story, by=sam, text="x"),
        lambda: notes.tick_off(story, by=sam, note=note.pk),
        lambda: notes.reopen(story, by=sam, note=note.pk),
    ):
        with pytest.raises(Refused):
            deed()
    client = signed_in(sam)
    for response in (
        ask(client, story, "note", note_text="x"),
        ask(client, story, f"tick-{note.pk}"),
        press(client, story, "note", note_text="x"),
    ):
        assert response.status_code == 404
        assert SECRET not in response.content.decode()


# --- ticking off -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "whose", "answer", "may"),
    [
        ("edi", "rita", False, True),
        ("edi", "edi", True, True),
        ("mira", "edi", False, True),
        ("root", "edi", False, True),
        ("rita", "edi", False, True),
        ("rita", "edi", True, True),
        ("rita", "rita", False, True),
        ("rita", "rita", True, False),  # whether it answers is for whoever asked
        ("sam", "edi", False, False),
    ],
)
def test_who_may_tick_off(who, whose, answer, may, rita, sam, edi, mira, root):
    cast = {"rita": rita, "sam": sam, "edi": edi, "mira": mira, "root": root}
    story = a_draft(rita)
    note = EditorialNote(article=story, by=cast[whose], parent_id=1 if answer else None)
    assert notes.may_tick_off(cast[who], note, story) is may


def test_ticking_off_says_who_and_when_and_takes_the_answers_along(rita, edi):
    story = a_returned_story(rita, edi)
    [back] = story.notes.all()
    answer = notes.write(story, by=rita, text="Gratis.", answers=back.pk)
    done = notes.tick_off(story, by=edi, note=back.pk)
    again = notes.tick_off(story, by=rita, note=back.pk)
    assert (done.closed_by, done.closed_by_name) == (edi, "Edi Kurniawan")
    assert (again.closed_at, again.closed_by) == (done.closed_at, edi)
    answer.refresh_from_db()
    assert answer.closed_by == edi
    opened = notes.reopen(story, by=rita, note=back.pk)
    assert (opened.closed_at, opened.closed_by, opened.closed_by_name) == (None, None, "")


def test_the_log_says_who_wrote_ticked_off_and_opened_again(rita, edi):
    story = a_draft(rita)
    note = notes.write(story, by=rita, text="Mohon dicek.")
    for _press in range(2):
        notes.tick_off(story, by=edi, note=note.pk)
    for _press in range(2):
        notes.reopen(story, by=rita, note=note.pk)
    entries = AuditEntry.objects.filter(action__startswith="note").order_by("id")
    assert list(entries.values_list("action", "actor_name", "detail")) == [
        ("note", "Rita Anggraini", ""),
        ("note_ticked_off", "Edi Kurniawan", "Mohon dicek."),
        ("note_reopened", "Rita Anggraini", "Mohon dicek."),
    ]


def test_a_draft_is_one_sent_back_exactly_while_a_return_note_is_open(rita, edi):
    story = a_returned_story(rita, edi)
    back = story.notes.get()
    states = [story.state()]
    notes.tick_off(story, by=rita, note=back.pk)
    states.append(Article.objects.get().state())
    notes.reopen(story, by=edi, note=back.pk)
    states.append(Article.objects.get().state())
    assert states == ["returned", "draft", "returned"]
    story = workflow.submit(Article.objects.get(), by=rita, seen=1)
    back.refresh_from_db()
    assert (story.returned_at, back.closed_by) == (None, rita)
    notes.reopen(story, by=edi, note=back.pk)
    assert Article.objects.get().state() == "in_review"


def test_a_note_outlives_its_people(rita, edi):
    story = a_returned_story(rita, edi)
    notes.tick_off(story, by=edi, note=story.notes.get().pk)
    edi.delete()
    note = story.notes.get()
    assert (note.by, note.by_name, note.closed_by, note.closed_by_name) == (
        None, "Edi Kurniawan", None, "Edi Kurniawan",
    )  # fmt: skip


# --- on the page -----------------------------------------------------------------------------


def test_a_note_leaves_what_is_typed_in_the_form_as_it_is(signed_in, rita):
    story = a_draft(rita)
    response = press(
        signed_in(rita), story, "note", title="Judul baru", note_text="Mohon dicek.", body="Isi."
    )
    assert "Catatan terkirim. Beritanya sendiri belum disimpan" in text_of(response)
    assert (value_of(response, "title"), value_of(response, "note_text")) == ("Judul baru", "")
    assert (Article.objects.get().title, Article.objects.get().version) == (story.title, 1)
    assert story.notes.get().text == "Mohon dicek."


def test_a_refused_note_stays_in_its_box(signed_in, rita):
    story = a_draft(rita)
    long = "Panjang " * 700
    response = press(signed_in(rita), story, "note", title="Judul baru", note_text=long)
    assert "terlalu panjang" in text_of(response)
    assert (value_of(response, "title"), value_of(response, "note_text")) == (
        "Judul baru", long.strip(),
    )  # fmt: skip


def test_a_note_that_was_not_sent_survives_a_save(signed_in, rita):
    story = a_draft(rita)
    client = signed_in(rita)
    data = typed(story, title="Judul baru", note_text="Belum terkirim ini.")
    response = client.post(page_of(story), data, follow=True)
    assert "Catatan Anda belum terkirim" in text_of(response)
    assert value_of(response, "note_text") == "Belum terkirim ini."
    assert (Article.objects.get().title, story.notes.count()) == ("Judul baru", 0)
    assert value_of(client.get(page_of(story)), "note_text") == ""


def test_the_script_gets_the_thread_alone(signed_in, rita, edi):
    story = a_returned_story(rita, edi)
    back = story.notes.get()
    client = signed_in(rita)
    response = ask(client, story, f"answer-{back.pk}", **{f"answer_{back.pk}": "Gratis."})
    page = response.content.decode()
    assert response.status_code == 200
    assert "<title>" not in page
    assert "Gratis." in page
    assert "Jawaban terkirim." in page
    response = ask(client, story, f"tick-{back.pk}", note_text="Masih saya tulis.")
    assert "Ditandai selesai oleh Rita Anggraini" in text_of(response)
    assert value_of(response, "note_text") == "Masih saya tulis."


@pytest.mark.parametrize(
    "button", ["", "note", "answer-", "answer-0", "tick-x", "tick-" + "9" * 30, "hapus-1", "\x00"]
)
def test_a_strange_button_of_the_thread_changes_nothing(button, signed_in, rita, edi):
    story = a_returned_story(rita, edi)
    client = signed_in(rita)
    for response in (ask(client, story, button), press(client, story, button)):
        assert response.status_code in (200, 422)
    assert story.notes.filter(closed_at=None).count() == 1
    assert AuditEntry.objects.filter(refused=True, action="note").count() == 2


def test_notes_are_only_posted_and_bear_a_token(client, signed_in, rita):
    story = a_draft(rita)
    assert signed_in(rita).get(page_of(story, "notes")).status_code == 405
    strict = type(client)(enforce_csrf_checks=True)
    strict.force_login(rita, backend="django.contrib.auth.backends.ModelBackend")
    assert ask(strict, story, "note", note_text="x").status_code == 403
    assert story.notes.count() == 0


def test_what_a_colleague_wrote_is_text_and_no_markup(signed_in, rita):
    story = a_draft(rita)
    notes.write(story, by=rita, text="<script>alert(1)</script>")
    page = signed_in(rita).get(page_of(story)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_readers_never_see_a_note(client, rita, edi):
    story = a_published_story(rita, edi)
    notes.write(story, by=edi, text=SECRET)
    for path in (story.get_absolute_url(), "/", "/rss.xml", "/feed.json"):
        assert SECRET not in client.get(path).content.decode()


def test_opening_the_story_marks_what_was_told_about_it_and_nothing_else(signed_in, rita, edi):
    story, other = a_returned_story(rita, edi), a_returned_story(rita, edi, title="Lain")
    signed_in(rita).get(page_of(story))
    unseen = Notice.objects.filter(person=rita, seen_at=None)
    assert list(unseen.values_list("article", flat=True)) == [other.pk]
    with pytest.raises(ObjectDoesNotExist):
        unseen.get(article=story)
