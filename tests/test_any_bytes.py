"""Whatever bytes arrive, nothing answers with a server error: paths, queries and forms.

All addresses of the site are tried, for a stranger and for every role, on both databases.
"""

from urllib.parse import quote_from_bytes

import pytest
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from articles.editorial import previews
from articles.models import Article, Reporter, Tag
from tests.addresses import filled, patterns
from tests.newsdesk import a_draft, a_published_story

NASTY = {
    "nothing": b"",
    "a NUL": b"\x00",
    "a NUL inside": b"a\x00b",
    "no UTF-8": b"\xff\xfe\x80",
    "half a character": b"\xe2\x82",
    "a lone surrogate": b"\xed\xa0\x80",
    "an emoji": "🥥".encode(),
    "Arabic digits": "٣".encode(),
    "a superscript": "²".encode(),
    "letters": b"abc",
    "minus one": b"-1",
    "zero": b"0",
    "beyond 32 bits": b"2147483648",
    "beyond 64 bits": b"9223372036854775808",
    "thirty zeros": b"1" + b"0" * 30,
    "not a number": b"nan",
    "endless": b"1e999",
    "quotes": b"'\"`;--",
    "markup": b"<script>alert(1)</script>{{ 7 }}{% x %}",
    "percents": b"%s%(a)s%00%",
    "paths": b"../../etc/passwd",
    "new lines": b"a\r\nSet-Cookie: x=1",
    "ten kilobytes": b"x" * 10_000,
    "many dots": b"." * 300,
}
# What the pages of ours and of Django's admin read from a query.
PARAMETERS = (
    "page", "p", "q", "o", "e", "all", "next", "_popup", "_to_field", "_changelist_filters",
    "state", "status", "status__exact", "category", "category__id__exact", "id", "pk__in", "title",
    "published_at__gte", "is_facets", "_facets", "app_label", "model_name", "field_name", "term",
    "created_by", "tag", "kind", "role", "actor", "action", "dari", "ke", "versi",
    "sampai", "who", "after", "number", "refused",
    "kategori", "periode", "sampai", "urut",
    "template",
    "pesan", "berita",
)  # fmt: skip
FIELDS = (
    "title", "summary", "dateline", "body", "category", "tags", "photo", "photo_kept",
    "photo_caption", "photo_credit", "photo_alt", "version", "publish_at", "publish_at_0",
    "publish_at_1", "reason", "note", "kind", "wrong", "right", "ground", "text", "_verb", "action",
    "_selected_action", "index", "select_across", "select", "form-0-id", "form-TOTAL_FORMS",
    "bylines-TOTAL_FORMS", "bylines-INITIAL_FORMS", "bylines-0-reporter", "bylines-0-id",
    "assigned_to", "posted_by", "source", "is_reprint", "username", "password", "password1",
    "password2", "new_password1", "new_password2", "old_password", "email", "display_name",
    "language", "role", "name", "slug", "position", "next", "csrfmiddlewaretoken", "user",
    "page_key", "page_turn", "person", "_merge", "merge_base", "merge-title", "merge-body-0",
    "due_date", "due_date_was", "assignment_note", "into", "to", "switch_off", "_confirm", "who",
    "days",
    "article", "until", "starts_at", "ends_at", "level", "link", "phone", "whatsapp", "instagram",
)  # fmt: skip
ROLES = [None, "reporter", "editor", "managing_editor", "superuser"]


@pytest.fixture
def story(rita, edi):
    """One row of everything, so that the pages behind an id are reached."""
    Tag.objects.create(name="Padi", key="padi", slug="padi")
    a_draft(rita)
    return a_published_story(rita, edi, title="Panen raya")


@pytest.fixture
def as_role(client, story, edi, mira, root, kept):
    """Return a function that signs somebody of a role in, or nobody.

    What all pages share is kept, as it is on a real site: most answers here are pages of an error.
    """
    people = {"reporter": User.objects.get(username="rita"), "editor": edi}
    people |= {"managing_editor": mira, "superuser": root}
    client.raise_request_exception = False

    def sign_in(role: str | None):
        if role:
            client.force_login(people[role], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def good_values(story: Article) -> dict[str, str]:
    """Return what makes an address of each parameter lead to a page that exists."""
    entry = record("test", name="Uji")
    draft = Article.objects.exclude(pk=story.pk).get()
    link = previews.share(draft, by=draft.created_by, version=1, days=7)
    ids = {"object_id": str(story.pk), "content_type_id": "1", "id": str(story.pk), "number": "1"}
    day = timezone.localtime(story.published_at)
    ids |= {"year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}", "part": "1"}
    ids |= {"token": previews.token_of(link)}
    rows = {"user": User, "tag": Tag, "reporter": Reporter}
    found = {f"{name}/object_id": str(model.objects.first().pk) for name, model in rows.items()}
    return ids | found | {"slug": story.slug, "auditentry/object_id": str(entry.pk)}


def good_address(route: str, good: dict[str, str]) -> str | None:
    kind = next(
        (kind for kind in ("user", "tag", "reporter", "auditentry") if f"/{kind}/" in route), ""
    )
    return filled(route, lambda name: good.get(f"{kind}/{name}") or good.get(name, "x"))


def some_of(number: int) -> list[bytes]:
    """Return every sixth value, from another one on for every page and role: none is left out.

    All values on all pages for all roles would take five minutes and find nothing more.
    """
    return list(NASTY.values())[number % 6 :: 6]


def server_errors(answers) -> list[str]:
    return [f"{status} {what[:200]}" for status, what in answers if status >= 500]


def quoted(value: bytes) -> str:
    return quote_from_bytes(value, safe="")


@pytest.mark.parametrize("role", ROLES)
def test_any_bytes_in_a_path(as_role, story, role):
    client = as_role(role)

    def answers():
        for number, route in enumerate(patterns(), start=ROLES.index(role)):
            for value in some_of(number):
                path = filled(route, lambda name, value=value: quoted(value))
                if path and "<" in route:
                    yield client.get(path).status_code, path
        for value in NASTY.values():
            for start in ("/", "/berita/", "/admin/", "/media/", "/kategori/"):
                path = start + quoted(value)
                yield client.get(path).status_code, path

    assert server_errors(answers()) == []


@pytest.mark.parametrize("role", ROLES)
def test_any_bytes_in_a_query(as_role, story, role):
    client = as_role(role)
    good = good_values(story)

    def answers():
        for number, route in enumerate(patterns(), start=ROLES.index(role)):
            path = good_address(route, good)
            for value in some_of(number) if path else ():
                query = "&".join(f"{name}={quoted(value)}" for name in PARAMETERS)
                yield client.get(f"{path}?{query}").status_code, f"{path}?…={value!r}"

    assert server_errors(answers()) == []


@pytest.mark.parametrize("role", [None, "editor"])
def test_any_bytes_in_one_parameter_at_a_time(as_role, story, role):
    """Together, the first bad parameter may hide the others: a list ends at the first error."""
    client = as_role(role)
    paths = ["/admin/articles/article/"] if role else ["/", "/kategori/pemerintahan/"]

    def answers():
        for path in paths:
            for number, name in enumerate(PARAMETERS):
                for value in some_of(number) + some_of(number + 3):
                    address = f"{path}?{name}={quoted(value)}"
                    yield client.get(address).status_code, address

    assert server_errors(answers()) == []


@pytest.mark.parametrize("role", ROLES)
def test_any_bytes_in_a_form(as_role, story, role):
    client = as_role(role)
    good = good_values(story)

    def answers():
        for number, route in enumerate(patterns(), start=ROLES.index(role)):
            path = good_address(route, good)
            if path is None or path.endswith("/logout/"):
                continue
            for value in some_of(number):
                body = "&".join(f"{name}={quoted(value)}" for name in FIELDS)
                answer = client.generic("POST", path, body, "application/x-www-form-urlencoded")
                yield answer.status_code, f"POST {path} …={value!r}"

    assert server_errors(answers()) == []


@pytest.mark.parametrize("role", [None, "reporter", "editor"])
def test_any_bytes_in_one_field_at_a_time(as_role, story, role):
    client = as_role(role)
    path = f"/admin/articles/article/{story.pk}/change/" if role == "editor" else "/admin/login/"
    path = "/admin/articles/article/add/" if role == "reporter" else path
    good = {"title": "Panen", "body": "<p>Padi.</p>", "version": str(story.version)}
    good |= {"username": "rita", "password": "salah", "_verb": "submit"}

    def answers():
        for number, name in enumerate(FIELDS):
            for value in some_of(number):
                fields = {**{key: text.encode() for key, text in good.items()}, name: value}
                body = "&".join(f"{key}={quoted(text)}" for key, text in fields.items())
                answer = client.generic("POST", path, body, "application/x-www-form-urlencoded")
                yield answer.status_code, f"POST {path} {name}={value!r}"

    assert server_errors(answers()) == []


def test_any_bytes_in_a_header(as_role):
    client = as_role(None)
    names = ("HTTP_USER_AGENT", "HTTP_X_FORWARDED_FOR", "HTTP_REFERER", "HTTP_ACCEPT_LANGUAGE")
    names += ("HTTP_COOKIE", "HTTP_IF_MODIFIED_SINCE", "CONTENT_TYPE")

    def answers():
        for value in NASTY.values():
            headers = dict.fromkeys(names, value.decode("latin-1").replace("\r\n", " "))
            for path in ("/", "/admin/login/", "/admin/articles/article/add/"):
                yield client.get(path, **headers).status_code, f"{path} {value!r}"

    assert server_errors(answers()) == []
