"""What a process keeps of its pages: bounded, of one edition, and each made once."""

import threading

import pytest

from articles.public import kept_pages
from articles.public.kept_pages import KeptPage, KeptPages
from articles.public.ready_pages import CutPage

pytestmark = pytest.mark.once


def a_page(text: bytes) -> KeptPage:
    return KeptPage(CutPage(text, b"-"), {}, None, False, None, None, None, len(text))


def test_what_is_kept_is_bounded_and_the_oldest_goes_first():
    pages = KeptPages(most_bytes=10 * kept_pages._AROUND)
    for number in range(1000):
        pages.keep((f"/{number}/", ""), a_page(b"page"))
        pages.find(("/0/", ""), at=0.0)  # somebody keeps asking for the first one
    assert 5 <= len(pages) < 10
    assert pages.find(("/0/", ""), at=0.0)
    assert pages.find(("/1/", ""), at=0.0) is None
    assert pages.find(("/999/", ""), at=0.0)


def test_a_page_that_holds_for_a_moment_is_not_found_in_the_next():
    pages = KeptPages()
    page = a_page(b"numbers")
    page.only_at = 7.0
    pages.keep(("/terpopuler/", ""), page)
    assert pages.find(("/terpopuler/", ""), at=7.0) is page
    assert pages.find(("/terpopuler/", ""), at=7.5) is None


def test_a_page_that_many_ask_for_is_made_by_one():
    pages, made = KeptPages(), []
    flights = [pages.board(("/", "")) for _ in range(8)]
    assert [is_mine for _, is_mine in flights] == [True, *[False] * 7]
    waiting = [threading.Thread(target=lambda f=f: made.append(f.wait(30))) for f, _ in flights[1:]]
    for thread in waiting:
        thread.start()
    page = a_page(b"page")
    pages.land(("/", ""), flights[0][0], page)
    for thread in waiting:
        thread.join()
    assert made == [page] * 7
    assert pages.board(("/", ""))[1]
