"""Every address of the desk answers each of the seven people as tests/role_matrix.txt says.

The addresses come from the resolver: a new one without its rows fails, and so does an answer with
a word in it that is a secret to whoever asked.
"""

import logging
import re
from itertools import groupby

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from articles.editorial import previews
from articles.models import Category
from tests import newsdesk, role_matrix, role_world
from tests.role_matrix import Asker, Row, UnknownParameter, answer
from tests.role_world import PEOPLE, SECRETS

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Build the newsroom once for all tests of this file; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        logging.disable()  # thousands of refusals are no news here
        yield role_world.build()
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)


def observed(world, rows: list[Row]) -> list[Row]:
    """Ask everybody, and return the rows with what was answered."""
    askers = [Asker(world, name) for name in PEOPLE]

    def answers(row: Row) -> tuple[str, ...]:
        try:
            return tuple(answer(asker.ask(row)) for asker in askers)
        except UnknownParameter as unknown:
            return (str(unknown),)

    return [Row(*row.key, answers(row)) for row in rows]


def secrets_in(response) -> set[str]:
    said = f"{response.headers}{response.getvalue().decode(errors='replace')}".casefold()
    return {word for word in SECRETS if word.casefold() in said}


def test_every_address_has_its_rows(world):
    known = {row.key for row in role_matrix.written()}
    missing = [row for row in role_matrix.needed(world) if row.key not in known]
    groups = groupby(observed(world, missing), key=lambda row: row.address)
    lines = [line for address, rows in groups for line in (address, *map(str, rows))]
    assert not missing, (
        "\nThese rows are missing in tests/role_matrix.txt. The answers are what the desk says now:"
        " check each against who may do what, mend the desk where it is wrong, then add them.\n\n"
        + "\n".join(lines)
    )


# The rules are the same on both databases; those whose lists are narrowed are asked on both.
ONCE = {"nobody", "tono", "mira", "root"}
ASKED = [pytest.param(n, marks=[pytest.mark.once] if n in ONCE else []) for n in PEOPLE]


@pytest.mark.parametrize("name", ASKED)
def test_everybody_is_answered_what_is_written_and_reads_no_secret(world, name, kept):
    """Refusals are pages for readers; what those share is kept meanwhile, as on a real site."""
    asker, column = Asker(world, name), PEOPLE.index(name)
    known = {word for word, readers in SECRETS.items() if name in readers.split()}
    wrong, read = [], set()
    for row in role_matrix.written():
        response, expected = asker.ask(row), row.expected[column]
        where = f"{row.address} {row.object} {row.request}"
        if (got := answer(response)) != expected:
            wrong.append(f"{where}: {got}, not {expected}")
        words = secrets_in(response)
        wrong += [f"{where}: tells {word}" for word in words - known]
        read |= words
    assert wrong == []
    assert read == known  # there was something to leak


def what_is_shown_to(asker: Asker, rows: list[Row]) -> dict[str, str]:
    """Return every page, without what is drawn by lot each time."""
    by_lot = re.compile(r'(csrfmiddlewaretoken|page_key)" value="[^"]*"')
    return {
        f"{row.address} {row.request}": by_lot.sub("", asker.ask(row).getvalue().decode())
        for row in rows
    }


@pytest.mark.once
@pytest.mark.parametrize(("name", "may_know"), [("tono", False), ("sam", False), ("edi", True)])
def test_no_list_count_or_choice_changes_with_a_colleagues_hidden_work(world, name, may_know):
    """Not its words alone: that there is something is told by no page either."""
    rows = [r for r in role_matrix.written() if "<" not in r.address and "GET" in r.request]
    rita, edi = world.people["rita"], world.people["edi"]
    asker = Asker(world, name)
    with time_machine.travel(timezone.now(), tick=False), transaction.atomic():
        before = what_is_shown_to(asker, rows)
        more = {"category": Category.objects.get(slug="olahraga"), "tags": ["Tag baru sekali"]}
        shared = newsdesk.a_draft(rita, **more)
        previews.share(shared, by=rita, version=1, days=7)
        newsdesk.a_returned_story(rita, edi, **more)
        newsdesk.a_scheduled_story(rita, edi, **more)
        newsdesk.a_trashed_story(rita, **more)
        after = what_is_shown_to(asker, rows)
        transaction.set_rollback(True)
    changed = [page for page in before if before[page] != after[page]]
    assert (changed != []) if may_know else (changed == [])
