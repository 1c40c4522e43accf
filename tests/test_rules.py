"""The table of who may do what from where, cell by cell, against what is written here."""

import pytest
from django.db import transaction
from django.utils import timezone

from articles.editorial import rules, workflow
from articles.editorial.rules import Refused, verbs_open_to
from tests.newsdesk import RALAT, a_draft, all_about
from tests.verb_table import ALLOWED, ENDS_IN, PEOPLE, STATES, TOMORROW, a_story_that_is, cast

CALLS = {
    "edit": lambda s, by: workflow.edit(s, by=by, fields={"title": "Baru"}, seen=s.version),
    "autosave": lambda s, by: workflow.autosave(s, by=by, fields={"title": "Baru"}, seen=s.version),
    "submit": lambda s, by: workflow.submit(s, by=by, seen=s.version),
    "take_back": lambda s, by: workflow.take_back(s, by=by),
    "send_back": lambda s, by: workflow.send_back(s, by=by, note="Sebutkan tarifnya."),
    "publish": lambda s, by: workflow.publish(s, by=by, seen=s.version),
    "force_publish": lambda s, by: workflow.force_publish(
        s, by=by, seen=s.version, reason="Banjir."
    ),
    "second_look": lambda s, by: workflow.second_look(s, by=by),
    "reschedule": lambda s, by: workflow.reschedule(s, by=by, at=timezone.now() + TOMORROW),
    "unschedule": lambda s, by: workflow.unschedule(s, by=by),
    "update": lambda s, by: workflow.update(
        s, by=by, seen=s.version, kind="correction", fields={"title": "Baru"}, **RALAT
    ),
    "withdraw": lambda s, by: workflow.withdraw(s, by=by, ground="child", text="Anak."),
    "reinstate": lambda s, by: workflow.reinstate(s, by=by, reason="Identitas dihapus."),
    "trash": lambda s, by: workflow.trash(s, by=by),
    "restore": lambda s, by: workflow.restore(s, by=by),
}


@pytest.fixture
def people(rita, sam, edi, mira, root):
    return cast(rita, sam, edi, mira, root)


def outcome(story, verb: str, by) -> str:
    """Try the verb, see that it told the truth, and undo it; say how it went."""
    try:
        after = CALLS[verb](story, by)
    except Refused as refused:
        return "refused" if refused.verb == verb else f"refused {refused.verb}"
    event = after.events.order_by("id").last()
    assert (event.verb, event.by, event.by_name) == (verb, by, str(by))
    assert event.as_superuser == by.is_superuser
    assert (event.from_status, event.to_status) == (story.status, after.status)
    assert after.history.first().history_user == by
    return after.state(timezone.now())


def undone(story, verb: str, by) -> str:
    with transaction.atomic():
        result = outcome(story, verb, by)
        transaction.set_rollback(True)
    return result


@pytest.mark.parametrize("state", STATES)
def test_every_verb_lets_in_exactly_the_people_of_the_table(state, people):
    story = a_story_that_is(state, people)
    here, before = story.state(timezone.now()), all_about(story)
    cells = [(verb, name) for verb in ALLOWED for name in PEOPLE]
    open_cells = {(v, n) for v, n in cells if n in ALLOWED[v].get(state, "").split()}
    # What is refused undoes itself: these run first, bare, and leave everything as it was.
    shut = [cell for cell in cells if cell not in open_cells]
    found = {cell: outcome(story, cell[0], people[cell[1]]) for cell in shut}
    assert found == dict.fromkeys(shut, "refused")
    assert all_about(story) == before
    found = {cell: undone(story, cell[0], people[cell[1]]) for cell in open_cells}
    assert found == {(verb, name): ENDS_IN[verb] or here for verb, name in open_cells}


@pytest.mark.parametrize("state", STATES)
def test_the_buttons_are_those_of_the_table(state, people):
    story, now = a_story_that_is(state, people), timezone.now()
    buttons = [verb for verb in ALLOWED if verb != "autosave"]  # no button: the page does it
    for name in PEOPLE:
        expected = [verb for verb in buttons if name in ALLOWED[verb].get(state, "").split()]
        assert verbs_open_to(people[name], story, now=now) == expected, name


def test_only_people_with_a_role_write_stories(people):
    def may_write(user):
        try:
            with transaction.atomic():
                workflow.create(by=user, fields={"title": "Judul"})
        except Refused:
            return False
        return True

    writers = [name for name in PEOPLE if may_write(people[name])]
    assert writers == ["rita", "sam", "gita", "edi", "mira", "root"]
    now = timezone.now()
    assert [n for n in PEOPLE if verbs_open_to(people[n], None, now=now) == ["create"]] == writers


VERB_TABLE = """
               new    draft             in_review        scheduled  published        withdrawn        trashed
create         staff  -                 -                -          -                -                -
edit           -      author_or_editor  editor           editor     -                -                -
autosave       -      author_or_editor  -                -          -                -                -
assign         -      editor            editor           editor     -                -                -
submit         -      author_or_editor  -                -          -                -                -
take_back      -      -                 author           -          -                -                -
send_back      -      -                 editor           -          -                -                -
publish        -      editor            editor           -          -                -                -
force_publish  -      managing_editor   managing_editor  -          -                -                -
second_look    -      -                 -                editor     editor           -                -
reschedule     -      -                 -                editor     -                -                -
unschedule     -      -                 -                editor     -                -                -
update         -      -                 -                -          editor           -                -
withdraw       -      -                 -                -          managing_editor  -                -
reinstate      -      -                 -                -          -                managing_editor  -
trash          -      author_or_editor  -                -          -                -                -
restore        -      -                 -                -          -                -                author_or_editor
merge          -      -                 -                -          -                -                -
duplicate      -      -                 -                -          -                -                -
adopt          -      -                 -                -          -                -                -
"""  # noqa: E501


@pytest.mark.once
def test_the_table_is_the_one_of_the_design():
    head, *rows = [line.split() for line in VERB_TABLE.strip().splitlines()]
    assert head == list(rules.PLACES)
    written = {verb: dict(zip(head, cells, strict=True)) for verb, *cells in rows}
    built = {
        name: {place: verb.open_from.get(place, "-") for place in rules.PLACES}
        for name, verb in rules.VERBS.items()
    }
    assert built == written


def test_an_editor_takes_back_only_what_is_his_own(edi, mira):
    story = a_draft(edi)
    story = workflow.submit(story, by=edi, seen=1)
    with pytest.raises(Refused, match="Tarik Kembali"):
        workflow.take_back(story, by=mira)
    assert workflow.take_back(story, by=edi).status == "draft"


def test_a_removed_role_ends_at_once(rita, edi):
    story = a_draft(rita)
    rita.role = ""
    rita.save()
    with pytest.raises(Refused, match="tidak memiliki peran"):
        workflow.submit(story, by=rita, seen=1)


def test_a_refusal_says_what_is_open_instead(rita, edi):
    story = workflow.submit(a_draft(rita), by=rita, seen=1)
    with pytest.raises(Refused) as refused:
        workflow.publish(story, by=rita, seen=1)
    assert refused.value.sentence == (
        "“Terbitkan sekarang” hanya untuk editor. Yang dapat Anda lakukan sekarang: Tarik Kembali."
    )
    with pytest.raises(Refused) as refused:
        workflow.trash(story, by=edi)
    assert refused.value.sentence == (
        "“Buang ke Tong Sampah” tidak dapat dilakukan: status berita ini “Menunggu Tinjauan”. "
        "Yang dapat Anda lakukan sekarang: Simpan, Kembalikan ke Penulis, Terbitkan sekarang."
    )


def test_a_refusal_about_a_colleagues_story_tells_nothing_of_it(rita, sam):
    story = a_draft(rita, title="Rahasia Sampai Besok")
    with pytest.raises(Refused) as refused:
        workflow.edit(story, by=sam, fields={"title": "x"}, seen=1)
    assert refused.value.sentence == (
        "Anda dapat mengerjakan berita yang Anda buat atau yang ditugaskan kepada Anda; "
        "berita ini bukan keduanya."
    )
