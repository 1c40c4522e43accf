"""What strangers and colleagues bring along leaves no trace in the pages that others are shown."""

import pytest

from articles.public import pulse
from tests.kept import addresses_of, get
from tests.newsdesk import a_published_story


@pytest.fixture
def story(rita, edi):
    return a_published_story(rita, edi)


def test_parameters_that_a_page_does_not_know_leave_no_trace(client, kept, story, rendered):
    for address in (story.get_absolute_url(), "/", "/kategori/pemerintahan/", "/rss.xml"):
        rendered.clear()
        page = get(client, f"{address}?utm_source=%22%3E%3Cscript%3E&fbclid=1&page%5B%5D=2")
        for query in ("", "?utm_source=other", "?" + "&".join(f"a{n}={n}" for n in range(200))):
            assert get(client, address + query).content == page.content, address
        assert len(rendered) == 1, address
        assert b"utm" not in page.content


def test_what_a_stranger_says_about_himself_leaves_no_trace(client, settings, story):
    settings.PAGE_CACHE = False
    pages = {address: get(client, address) for address in addresses_of(story)}
    settings.PAGE_CACHE = True
    pulse.forget()
    said = {
        "X_FORWARDED_HOST": "evil.example",
        "X_FORWARDED_PROTO": "https",
        "X_ORIGINAL_URL": "/admin/",
        "FORWARDED": "host=evil.example",
        "ACCEPT_LANGUAGE": "en",
        "COOKIE": "csrftoken=evil; messages=evil; django_language=en",
        "REFERER": "https://evil.example/",
        "RANGE": "bytes=0-9",
        "SAVE_DATA": "on",
    }
    for address, page in pages.items():
        assert get(client, address, **said).content == page.content, address
        answer = get(client, address)
        assert answer.content == page.content, address
        assert dict(answer.items()) == dict(page.items()), address


def test_another_host_is_refused_though_the_page_is_kept(client, kept, story):
    good = get(client, "/")
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    assert get(client, "/").content == good.content


def test_a_colleague_is_given_a_page_of_his_own_that_nobody_keeps(
    client, kept, signed_in, edi, story, rendered
):
    address = story.get_absolute_url()
    colleague = signed_in(edi).get(address)
    assert colleague["Cache-Control"] == "private, no-store"
    assert rendered == []
    client.logout()
    page = get(client, address)
    assert page["Cache-Control"] == "private, no-cache"
    assert "edi" not in page.headers.get("Set-Cookie", "")
    assert signed_in(edi).get(address)["Cache-Control"] == "private, no-store"
