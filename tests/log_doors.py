"""The doors of the desk, and what each writes into the log, for tests/test_log_of_every_door.py.

A door is a function that goes through it; its table line says which entries that leaves, each as
`action | who | what it was done to | detail`, an exclamation mark before a refused one. What a door
does before (drafting a story, say) is told by the cast, not by the door.
"""

from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from accounts.password_links import link_for
from articles.models import Article, Category, ChecklistPoint, Tag
from tests.conftest import PASSWORD
from tests.desk import ADD, LIST, page_of, typed

NEW = "kuda laut menyapu awan"
ACCOUNTS, TAGS, CATEGORIES = (f"/admin/{name}/" for name in (
    "accounts/user", "articles/tag", "articles/category",
))  # fmt: skip


@dataclass
class Desk:
    """The people and rows the doors lead to."""

    people: dict[str, User]
    draft: Article
    hidden: Article
    tag: Tag
    category: Category

    def client(self, name: str) -> Client:
        client = Client(raise_request_exception=False)
        backend = "django.contrib.auth.backends.ModelBackend"
        client.force_login(self.people[name], backend=backend)
        return client

    def post(self, name: str, address: str, data: dict | None = None):
        return self.client(name).post(address, data or {})

    def account(self, name: str, **changes) -> dict:
        """Return what the form of an account sends, with some of it changed."""
        user = self.people[name]
        switches = {"is_superuser": user.is_superuser, "is_active": user.is_active}
        fields = ("username", "display_name", "email", "language", "role")
        sent = {field: getattr(user, field) for field in fields} | switches | changes
        return {field: "on" if value is True else value for field, value in sent.items() if value}


def sign_in(desk, password: str = PASSWORD, username: str = "rita"):
    return Client().post("/admin/login/", {"username": username, "password": password})


def choose_by_link(desk):
    client = Client()
    link = link_for(User.objects.get(username="rita"))
    form = client.get(link.removeprefix("http://testserver"))["Location"]
    client.post(form, {"new_password1": NEW, "new_password2": NEW})


def change(desk, name: str, by: str = "root", **changes):
    address = f"{ACCOUNTS}{desk.people[name].pk}/change/"
    return desk.post(by, address, desk.account(name, **changes))


def press(desk, name: str, verb: str, story: Article, **more):
    return desk.post(name, page_of(story), typed(story, _verb=verb, **more))


def official(desk):
    line = {"name": "Ade Kuswara", "title": "Bupati Bekasi", "from_day": "2025-02-20"}
    desk.post("mira", "/admin/articles/official/add/", line)


def points(desk):
    point = ChecklistPoint.objects.get(key="dateline")
    desk.post("mira", f"/admin/articles/checklistpoint/{point.pk}/change/", {"required": "on"})


def upload(desk):
    file = SimpleUploadedFile("uji.jpg", b"<?php", content_type="image/jpeg")
    desk.post("rita", page_of(desk.draft), typed(desk.draft, photo=file))


def bulk(desk, name: str, verb: str, story: Article):
    desk.post(name, LIST, {"action": verb, "_selected_action": [story.pk]})


def superuser_by_command(desk):
    call_command(
        "createsuperuser", "--noinput", username="baru", email="b@x.example", display_name="Baru"
    )


def _named(address: str, name: str, **more) -> tuple[str, dict]:
    return address, {"name": name, "slug": "", "description": "", "position": 1, **more}


RITA, ROOT, MIRA, EDI = "Rita Anggraini", "Petugas TI", "Mira Lestari", "Edi Kurniawan"
DRAFT = "Posyandu Sukatani Buka Layanan Malam"
USED = "“Posyandu” masih dipakai 1 berita, jadi tidak dihapus. Ganti dulu di berita itu."

# door → (how to go through it, what the log says then)
DOORS = {
    "sign in": (sign_in, [f"sign_in | {RITA} |  | "]),
    "wrong password": (lambda d: sign_in(d, "salah"), [f"! sign_in_failed | rita | {RITA} | "]),
    "unknown name": (lambda d: sign_in(d, "salah", "rahasiaku"), ["! sign_in_failed |  |  | "]),
    "sign out": (lambda d: d.post("rita", "/admin/logout/"), [f"sign_out | {RITA} |  | "]),
    "forgotten password": (
        lambda d: Client().post("/admin/password_reset/", {"email": "rita@bekasikab.example"}),
        [f"password_link_sent |  | {RITA} | "],
    ),
    "password by a link": (choose_by_link, [f"password_changed | {RITA} | {RITA} | by a link"]),
    "own password": (
        lambda d: d.post(
            "rita",
            "/admin/password_change/",
            {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW},
        ),
        [f"password_changed | {RITA} | {RITA} | "],
    ),
    "own name and language": (
        lambda d: d.post("rita", "/admin/profile/", {"display_name": "Rita A.", "language": "en"}),
        [
            f"name_changed | Rita A. | Rita A. | {RITA} → Rita A.",
            "language_changed | Rita A. | Rita A. | id → en",
        ],
    ),
    "account made": (
        lambda d: d.post(
            "root",
            f"{ACCOUNTS}add/",
            {
                "username": "eka",
                "display_name": "Eka",
                "email": "e@x.example",
                "language": "id",
                "role": "editor",
                "is_active": "on",
            },
        ),
        [
            f"account_added | {ROOT} | Eka | role: editor, superuser: off",
            f"password_link_sent | {ROOT} | Eka | ",
        ],
    ),
    "role": (
        lambda d: change(d, "rita", role="editor"),
        [f"role_changed | {ROOT} | {RITA} | reporter → editor"],
    ),
    "superuser": (
        lambda d: change(d, "rita", is_superuser=True),
        [f"superuser_changed | {ROOT} | {RITA} | off → on"],
    ),
    "switched off": (
        lambda d: change(d, "rita", is_active=False),
        [f"active_changed | {ROOT} | {RITA} | on → off"],
    ),
    "own right given up": (
        lambda d: change(d, "root", is_superuser=False),
        [
            f"! superuser_changed | {ROOT} | {ROOT} | Anda tidak dapat mencabut hak superuser"
            " dari diri sendiri atau menonaktifkan akun sendiri."
        ],
    ),
    "link shown": (
        lambda d: d.post("root", f"{ACCOUNTS}{d.people['rita'].pk}/password-link/", {"_show": "1"}),
        [f"password_link_shown | {ROOT} | {RITA} | "],
    ),
    "account deleted": (
        lambda d: d.post("root", f"{ACCOUNTS}{d.people['tono'].pk}/delete/", {"post": "yes"}),
        [f"account_deleted | {ROOT} | Tono | "],
    ),
    "account with stories deleted": (
        lambda d: d.post("root", f"{ACCOUNTS}{d.people['rita'].pk}/delete/", {"post": "yes"}),
        [
            f"! account_deleted | {ROOT} | {RITA} | {RITA} mempunyai berita di redaksi, jadi akun"
            " ini tidak dapat dihapus. Nonaktifkan saja: akun langsung berakhir dan berita tetap"
            " menyebut penulisnya."
        ],
    ),
    "superuser by command": (
        superuser_by_command,
        ["account_added | manage.py createsuperuser | Baru | role: -, superuser: on"],
    ),
    "tag made": (
        lambda d: d.post("edi", *_named(f"{TAGS}add/", "Padi")),
        [f"entry_added | {EDI} | Padi | "],
    ),
    "tag renamed": (
        lambda d: d.post("edi", *_named(f"{TAGS}{d.tag.pk}/change/", "Gizi", slug="gizi")),
        [f"entry_changed | {EDI} | Gizi | name: Posyandu → Gizi; slug: posyandu → gizi"],
    ),
    "tag in use deleted": (
        lambda d: d.post("edi", f"{TAGS}{d.tag.pk}/delete/", {"post": "yes"}),
        [f"! entry_deleted | {EDI} | Posyandu | {USED}"],
    ),
    "category deleted": (
        lambda d: d.post("mira", f"{CATEGORIES}{d.category.pk}/delete/", {"post": "yes"}),
        [f"entry_deleted | {MIRA} | Cuaca | "],
    ),
    "checklist": (points, [f"point_required | {MIRA} | Titimangsa | "]),
    "official": (official, [f"official_added | {MIRA} | Bupati Bekasi Ade Kuswara | "]),
    "handed over": (
        lambda d: d.post(
            "mira",
            f"{LIST}hand-over/{d.people['rita'].pk}/",
            {"to": d.people["sam"].pk, "reason": "Pindah."},
        ),
        [
            f"assign | {MIRA} | {DRAFT} | Sam Hidayat. Serah terima dari {RITA}. Pindah.",
            f"hand_over | {MIRA} | {RITA} | {RITA} → Sam Hidayat: 1. Pindah.",
        ],
    ),
    "log exported": (
        lambda d: d.post("mira", "/admin/accounts/auditentry/export/", {"who": "edi"}),
        [f"log_exported | {MIRA} |  | who: edi"],
    ),
    "stories exported": (
        lambda d: d.post("rita", f"{LIST}export/?state=draft"),
        [f"stories_exported | {RITA} |  | 1 state=draft"],
    ),
    "story begun": (
        lambda d: d.post("rita", ADD, {"title": "Panen raya"}),
        [f"create | {RITA} | Panen raya | "],
    ),
    "story saved": (
        lambda d: d.post("rita", page_of(d.draft), typed(d.draft, title="Judul baru")),
        [f"edit | {RITA} | Judul baru | "],
    ),
    "story handed in": (
        lambda d: press(d, "rita", "submit", d.draft),
        [f"submit | {RITA} | {DRAFT} | "],
    ),
    "page of a role one has not": (
        lambda d: d.client("rita").get("/admin/accounts/user/"),
        [f"! open_page | {RITA} |  | GET /admin/accounts/user/"],
    ),
    "picture that is none": (upload, [f"! upload | {RITA} | {DRAFT} | uji.jpg "]),
    "verb without a button": (
        lambda d: press(d, "rita", "publish", d.draft),
        [f"! publish | {RITA} | {DRAFT} | "],
    ),
    "verb on a hidden story": (
        lambda d: press(d, "rita", "submit", d.hidden),
        [f"! submit | {RITA} | Rahasia Sam | "],
    ),
    "bulk action on a hidden story": (
        lambda d: bulk(d, "rita", "submit", d.hidden),
        [f"! submit | {RITA} | Rahasia Sam | "],
    ),
    "bulk action that is not offered": (
        lambda d: bulk(d, "rita", "publish", d.draft),
        [f"! publish | {RITA} |  | "],
    ),
    "form without a role": (
        lambda d: d.post("tono", ADD, {"title": "Panen"}),
        ["! enter | Tono |  | "],
    ),
}
