"""What is due is done after the answer has left: nobody waits for it, and nobody does it twice."""

import threading

import pytest

from newsroom.afterwards import EVERY_SECONDS, DueAfterAnswers

pytestmark = pytest.mark.once
PLENTY = 5  # seconds


class Work:
    """What is due, as slow as a dead mail server."""

    def __init__(self):
        self.began, self.may_end, self.times = threading.Event(), threading.Event(), 0

    def __call__(self):
        self.times += 1
        self.began.set()
        assert self.may_end.wait(PLENTY)


class Answer(list):
    closed = False

    def close(self):
        self.closed = True


def ask(site, method="POST", path="/admin/articles/article/1/change/"):
    """Ask as a server does: read the answer, close it."""
    answer = site({"REQUEST_METHOD": method, "PATH_INFO": path}, None)
    assert list(answer) == [b"halo"]
    answer.close()


def until_idle(site):
    for thread in threading.enumerate():
        if thread.name == "due":
            thread.join(PLENTY)


@pytest.fixture
def answer():
    return Answer([b"halo"])


@pytest.fixture
def work():
    return Work()


@pytest.fixture
def site(answer, work):
    return DueAfterAnswers(lambda environ, start: answer, work)


def test_after_something_was_sent_to_the_desk_the_work_begins_and_the_answer_has_left(
    site, work, answer
):
    ask(site)
    assert work.began.wait(PLENTY)
    assert answer.closed
    work.may_end.set()


def test_reading_begins_it_once_a_minute_at_most(site, work):
    work.may_end.set()
    for _page in range(20):
        ask(site, "GET", "/")
    until_idle(site)
    assert work.times == 0  # the process has only just begun
    site._next -= EVERY_SECONDS
    for _page in range(20):
        ask(site, "GET", "/")
        until_idle(site)
    assert work.times == 1


def test_while_it_is_slow_nobody_waits_and_what_came_meanwhile_is_done_after(site, work):
    for _press in range(20):
        ask(site)
    assert work.began.wait(PLENTY)
    assert work.times == 1
    ask(site)
    work.may_end.set()
    until_idle(site)
    until_idle(site)
    assert work.times == 2


def test_work_that_fails_is_logged_and_tried_again(answer, caplog):
    def broken():
        raise ZeroDivisionError

    site = DueAfterAnswers(lambda environ, start: answer, broken)
    for _press in range(2):
        ask(site)
        until_idle(site)
    assert caplog.text.count("tried again in a minute") == 2


def test_a_file_is_left_to_the_server(work):
    class Wrapper(Answer):
        pass

    file = Wrapper([b"halo"])
    site = DueAfterAnswers(lambda environ, start: file, work)
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/media/a.jpg", "wsgi.file_wrapper": Wrapper}
    assert site(environ, None) is file
