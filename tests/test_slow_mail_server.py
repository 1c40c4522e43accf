"""A mail server that is slow or dead delays nobody at the desk, and no letter is lost by it."""

import re
import socketserver
import threading
import time

import pytest

from tests.running_site import RunningSite, free_port

pytestmark = [pytest.mark.server, pytest.mark.once]

SOON = 9  # seconds; a server that hangs is given ten, and this machine may be slow
STORY = """
from accounts.models import User
from tests.newsdesk import a_story_in_review
rita, edi = (User.objects.create_user(name, role=role, email=f"{name}@bekasikab.example",
             password="kopi-susu-di-cikarang", display_name=name.title())
             for name, role in (("rita", "reporter"), ("edi", "editor")))
print(a_story_in_review(rita).pk)
"""
PUT_OFF = """
import time
from articles.models import Letter
from django.utils import timezone
for _ in range(50):
    letter = Letter.objects.get()
    if letter.last_error:
        break
    time.sleep(0.2)
print(letter.state, letter.last_error)
Letter.objects.update(next_try_at=timezone.now())
"""


class Post(socketserver.StreamRequestHandler):
    """Answers as a mail server does, or takes the call and says nothing."""

    def handle(self):
        if self.server.hangs:
            self.server.called.set()
            self.server.released.wait(20)
            return
        self.say("220 pos")
        for raw in self.rfile:
            line = raw.decode().strip().upper()
            if line == "DATA":
                self.say("354 silakan")
                self.server.letters.append(self.letter())
            self.say("221 sampai" if line == "QUIT" else "250 baik")
            if line == "QUIT":
                return

    def letter(self) -> str:
        lines = []
        for raw in self.rfile:
            if raw == b".\r\n":
                break
            lines.append(raw.decode())
        return "".join(lines)

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def post():
    socketserver.ThreadingTCPServer.allow_reuse_address = True
    with socketserver.ThreadingTCPServer(("127.0.0.1", free_port()), Post) as server:
        server.daemon_threads = True
        server.hangs, server.letters = True, []
        server.called, server.released = threading.Event(), threading.Event()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.released.set()
        server.shutdown()


def sign_in(site, name: str) -> dict[str, str]:
    """Return the headers of a signed-in colleague, with the token that forms bear."""
    page = site.get("/admin/login/")
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    fields = {
        "username": name,
        "password": "kopi-susu-di-cikarang",
        "csrfmiddlewaretoken": token,
    }
    answer = site.post("/admin/login/", fields, Cookie=cookie)
    cookies = [value.partition(";")[0] for value in answer.headers.get_all("Set-Cookie")]
    return {"Cookie": "; ".join(cookies)}


def test_a_server_that_says_nothing_delays_nobody_and_its_letter_leaves_later(post):
    address = f"smtp://127.0.0.1:{post.server_address[1]}"
    with RunningSite(env={"EMAIL_URL": address}) as site:
        number = site.python(STORY).split()[-1]
        headers = sign_in(site, "edi")
        page = site.get(f"/admin/articles/article/{number}/change/", **headers)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
        fields = {"csrfmiddlewaretoken": token, "_verb": "send_back", "note": "Sebutkan tarifnya."}
        fields |= {"version": "1", "title": "Posyandu Sukatani Buka Layanan Malam"}
        began = time.monotonic()
        answer = site.post(f"/admin/articles/article/{number}/change/", fields, **headers)
        took = time.monotonic() - began
        assert (answer.status, took < SOON) == (302, True), took
        assert post.called.wait(10)  # it was rung, by a thread of its own
        assert site.get("/admin/", **headers).status == 200
        post.hangs = False
        post.released.set()
        assert "SMTPServerDisconnected" in site.python(PUT_OFF)
        assert "Letters: 1 sent, 0 put off" in site.manage("run_due")
    [letter] = post.letters
    assert "To: rita@bekasikab.example" in letter
    assert "Auto-Submitted: auto-generated" in letter
