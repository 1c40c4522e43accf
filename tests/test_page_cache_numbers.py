"""The numbers on kept pages: looked up for all readers together, and right in every form."""

import gzip

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.public import live_numbers, pulse
from articles.readership.baselines import set_baseline
from tests.kept import get
from tests.newsdesk import a_published_story
from tests.readers import read, visited
from tests.reading import page_of

OF_THE_NEWSPAPER = 9  # statements at most that ask how it stands: few reads are ranked in seven


@pytest.fixture
def story(rita, edi):
    return a_published_story(rita, edi)


def brought(story, reads: int) -> None:
    set_baseline(story, reads=reads, source="lama", now=timezone.now())


def sentence(client, story, **headers) -> str:
    return page_of(get(client, story.get_absolute_url(), **headers)).one(data_reads="").text


def test_many_readers_of_many_stories_cost_one_question_twice_a_second(client, kept, rita, edi):
    stories = [a_published_story(rita, edi, title=f"Berita {number}") for number in range(5)]
    addresses = [story.get_absolute_url() for story in stories]
    for address in addresses * 2:
        get(client, address)
    for number in range(1, 5):
        read(stories[0], timezone.localdate(), 1)
        kept.forward(pulse.ASKED_AGAIN)
        with CaptureQueriesContext(connection) as queries:
            pages = [get(client, address).content.decode() for address in addresses * 20]
        assert [f'data-reads="{number}"' in page for page in pages] == [True, *[False] * 4] * 20
        made = [query["sql"] for query in queries]
        asked = [sql for sql in made if "articles_readbaseline" in sql]
        assert len(asked) == 1, made
        assert len(made) <= OF_THE_NEWSPAPER + 1, made


def test_a_story_nobody_asks_for_any_more_is_not_looked_up_along(client, kept, rita, edi):
    stories = [a_published_story(rita, edi, title=f"Berita {number}") for number in range(3)]
    for story in stories:
        get(client, story.get_absolute_url())
    kept.forward(live_numbers.STILL_ASKED + 1)
    asked: list[list[int]] = []
    looked_up = live_numbers.reads_of

    def noting(ids):
        asked.append(sorted(set(ids)))
        return looked_up(ids)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(live_numbers, "reads_of", noting)
        get(client, stories[1].get_absolute_url())
    assert asked == [[stories[1].pk]]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("id", ["Dibaca 0 kali", "Dibaca 1 kali", "Dibaca 2 kali", "Dibaca 2.485 kali"]),
        ("en", ["Read 0 times", "Read 1 time", "Read 2 times", "Read 2,485 times"]),
    ],
)
def test_the_sentence_in_the_place_agrees_with_its_number(
    client, kept, story, settings, language, sentences
):
    settings.LANGUAGE = settings.LANGUAGE_CODE = language
    pulse.forget()
    said = [sentence(client, story)]
    for reads in (1, 2, 2485):
        brought(story, reads)
        kept.forward()
        said.append(sentence(client, story))
    assert said == sentences


def test_while_the_database_is_away_the_last_numbers_stand_and_pages_come(
    client, kept, story, monkeypatch, caplog
):
    brought(story, 7)
    visited(timezone.localdate(), 3)
    before = get(client, story.get_absolute_url()), get(client, "/")

    def away(*args, **kwargs):
        raise OperationalError("the server closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr(pulse, "clock_at", away)
        patch.setattr(live_numbers, "reads_of", away)
        for _ in range(5):
            kept.forward(60)
            now = get(client, story.get_absolute_url()), get(client, "/")
            assert [page.status_code for page in now] == [200, 200]
            assert [page.content for page in now] == [page.content for page in before]
    brought(story, 8)
    kept.forward()
    assert sentence(client, story) == "Dibaca 8 kali"


def test_readers_with_and_without_compression_see_the_same_after_each_number(client, kept, story):
    address, seen = story.get_absolute_url(), set()
    for number in range(1, 5):
        brought(story, number**4)
        visited(timezone.localdate(), number)
        kept.forward()
        forms = ["", "gzip"] if number % 2 else ["gzip", ""]  # either may be the first to ask
        pages = {form: get(client, address, accept_encoding=form) for form in forms}
        plain = pages[""].content
        assert pages["gzip"]["Content-Encoding"] == "gzip"
        assert gzip.decompress(pages["gzip"].content) == plain
        assert f'data-reads="{number**4}"'.encode() in plain
        assert pages["gzip"]["ETag"] == f"W/{pages['']['ETag']}"
        assert [page["Content-Length"] for page in pages.values()] == [
            str(len(page.content)) for page in pages.values()
        ]
        seen.add(plain)
    assert len(seen) == 4


@pytest.mark.parametrize("accepted", ["", "gzip"])
def test_a_head_says_what_the_page_says_after_each_number(client, kept, story, accepted):
    for number, address in enumerate(2 * (story.get_absolute_url(), "/"), start=1):
        brought(story, number)
        kept.forward()
        head = client.head(
            address, headers={"user-agent": "curl/8.5.0", "accept-encoding": accepted}
        )
        page = get(client, address, accept_encoding=accepted)
        assert (head.status_code, head.content) == (200, b"")
        assert dict(head.items()) == dict(page.items())
        assert head["Content-Length"] == str(len(page.content))
