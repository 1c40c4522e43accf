"""Two requests of one page arrive at once: one story, no text replaced by an older one."""

import pytest
from django.test import Client

from articles.models import Article
from tests.newsdesk import a_draft
from tests.page_requests import KEY, autosaves
from tests.test_verbs_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def browser_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_page_that_asks_twice_at_once_begins_one_story(rita):
    browsers = [browser_of(rita) for _n in range(4)]
    answers = at_once(
        *[
            lambda b=b, n=n: autosaves(b, None, rita, turn=n, title=f"Giliran {n}")
            for n, b in enumerate(browsers, start=1)
        ]
    )
    states = sorted(answer.told["state"] for answer in answers)
    story = Article.objects.get()
    assert states[-1] == "saved"
    assert set(states) <= {"late", "saved"}
    assert story.title == "Giliran 4"
    assert story.open_forms.get().key == KEY


def test_a_save_and_an_autosave_at_once_end_with_what_was_typed_last(rita):
    story, browsers = a_draft(rita), [browser_of(rita) for _n in range(2)]
    address = f"/admin/articles/article/{story.pk}/change/"
    pressed = {"title": "Yang ditekan", "version": "1", "page_key": KEY, "page_turn": "2"}
    results = at_once(
        lambda: autosaves(browsers[0], story, rita, turn=1, title="Yang lebih dulu"),
        lambda: browsers[1].post(address, pressed),
    )
    assert results[1].status_code == 302
    story.refresh_from_db()
    assert story.title == "Yang ditekan"
