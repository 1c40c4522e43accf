"""Who is answered what at which address of the desk: reading tests/role_matrix.txt, and asking.

A line without indentation is an address as the resolver knows it. The lines below it say of one
object and one request what each of the seven people is answered. Columns are parted by two spaces.
A request is a method, and may go on with a query, another address, and the fields of a form:
`GET ?q=Judul`, `POST action=trash&_selected_action={article:rita/draft}`, `GET /admin/r/1/2/`.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

from django.core.cache import cache
from django.db import transaction
from django.test import Client

from tests.addresses import filled, patterns
from tests.conftest import PHONE
from tests.role_world import World

FILE = Path(__file__).parent / "role_matrix.txt"
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
LOGIN = "/admin/login/"

_OBJECT = re.compile(r"\{(\w+):([^}]+)\}")
_KIND = re.compile(r"admin/(?:accounts|articles)/(\w+)/.*<")
# Expressions of Django's own, written as addresses that can be filled in.
_READABLE = {
    "admin/^(?P<app_label>": "admin/<app_label>/",
    "admin/(?P<url>": "admin/tidak-ada/",
}
_KINDS = {
    "admin/<app_label>/": "app",
    "admin/reset/<uidb64>/<token>/": "link",
    "admin/articles/article/hand-over/<int:number>/": "leaver",
    "admin/calendar/<int:year>/<int:month>/": "month",
}


class UnknownParameter(Exception):
    """An address cannot be filled in: the newsroom of the matrix has no such object yet."""


@dataclass(frozen=True)
class Row:
    """One line of the matrix; `expected` are the answers to the people, in their order."""

    address: str
    object: str
    request: str
    expected: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.address, self.object, self.request)

    def __str__(self) -> str:
        answers = "".join(f"{answer:7}" for answer in self.expected)
        return f"  {self.object:18}  {self.request:10}  {answers}".rstrip()


def addresses() -> dict[str, str]:
    """Return every address of the desk, with what fills its parameters: readable → kind."""
    found = [_readable(route) for route in patterns() if route.startswith("admin/")]
    return {route: _kind_of(route) for route in found}


def _readable(route: str) -> str:
    return next((text for start, text in _READABLE.items() if route.startswith(start)), route)


def _kind_of(route: str) -> str:
    if route in _KINDS or "<" not in route:
        return _KINDS.get(route, "-")
    found = _KIND.match(route)
    return found[1] if found else "unknown"


def needed(world: World) -> list[Row]:
    """Return the rows that must be there: every object is read and written to, the first one of
    an address by every method."""
    rows = []
    for address, kind in addresses().items():
        for number, name in enumerate(world.objects.get(kind, {"?": {}})):
            methods = METHODS if number == 0 else ("GET", "POST")
            rows += [Row(address, name, method) for method in methods]
    return rows


def written() -> list[Row]:
    """Read the checked-in matrix."""
    rows, address = [], ""
    for line in FILE.read_text().splitlines():
        if not line.startswith((" ", "#")) and line:
            address = line
        elif line.startswith(" "):
            name, request, *expected = re.split(r" {2,}", line.strip())
            rows.append(Row(address, name, request, tuple(expected)))
    return rows


class PlainClient(Client):
    """A client that answers and keeps nothing: copying every template's context takes a third."""

    def request(self, **request):
        response = self.handler(self._base_environ(**request))
        self.cookies.update(response.cookies)
        return response


class Asker:
    """One of the seven people at the desk, who remembers nothing from one request to the next."""

    def __init__(self, world: World, name: str):
        self.world = world
        self.client = PlainClient(headers={"user-agent": PHONE})
        if user := world.people[name]:
            backend = "django.contrib.auth.backends.ModelBackend"
            self.client.force_login(user, backend=backend)
        self.cookies = self.client.cookies.output(header="", sep=";")

    def ask(self, row: Row):
        """Send the request of a row, and undo whatever it did."""
        method, target, data = request_of(row, self.world)
        cache.clear()
        self.client.cookies.clear()
        self.client.cookies.load(self.cookies)
        with transaction.atomic():
            if method == "POST":
                response = self.client.post(target, data)
            else:
                response = self.client.generic(method, target)
            transaction.set_rollback(True)
        return response


def request_of(row: Row, world: World) -> tuple[str, str, dict[str, list[str]]]:
    """Return the method, the address and the form of a row, with the numbers of this newsroom."""
    text = _OBJECT.sub(lambda found: str(world.first(found[1], found[2])), row.request)
    method, _, rest = text.partition(" ")
    target = filled(row.address, lambda name: _value(row, name, world))
    if rest.startswith("/"):
        target, _, rest = rest.partition(" ")
    elif rest.startswith("?"):
        query, _, rest = rest.partition(" ")
        target += query
    data: dict[str, list[str]] = {}
    for name, value in parse_qsl(rest, keep_blank_values=True):
        data.setdefault(name, []).append(value)
    return method, target, data


def _value(row: Row, name: str, world: World) -> str:
    try:
        return str(world.objects[_kind_of(row.address)][row.object][name])
    except KeyError:
        raise UnknownParameter(
            f"say in tests/role_world.py what <{name}> is in {row.address} of “{row.object}”"
        ) from None


def answer(response) -> str:
    """Return an answer as the matrix writes it: `login` is the way to the page to sign in."""
    to = response.headers.get("Location", "")
    return "login" if to.startswith(LOGIN) else str(response.status_code)
