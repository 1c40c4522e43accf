"""The newsroom that the matrix of roles walks through: seven people, and one of every object.

Whatever somebody may not know of bears a word of its own, and `SECRETS` says who may read it. An
object is what fills the parameters of an address: a new kind of row gets a function here, and
tests/role_matrix.txt then says who is answered what.
"""

from dataclasses import dataclass
from importlib import import_module

from django.apps import apps
from django.contrib.auth.tokens import default_token_generator
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.audit import record
from accounts.models import AuditEntry, User
from articles.editorial import notes, pages, previews, workflow
from articles.models import (
    Article,
    Category,
    ChecklistPoint,
    DeskTemplate,
    LegacyUrl,
    MissingAddress,
    Official,
    Page,
    PreviewLink,
    Reporter,
    Tag,
)
from tests import newsdesk

# Nobody is signed in; Tono has no role; Rita and Sam report, and neither may know of the other's.
PEOPLE = ("nobody", "tono", "rita", "sam", "edi", "mira", "root")

# The word, and who may read it. It is in titles, texts, tags, notes and reasons.
SECRETS = {
    "Rahasiarita": "rita edi mira root",
    "Rahasiasam": "sam edi mira root",
    "Rahasiaedi": "edi mira root",
    "Rahasiahalaman": "mira root",  # a standing page that is not shown to readers
    "Rahasiacatatan": "mira root",  # what the log tells
    "rahasia-akun": "root",  # an address that only the page of accounts shows
}

UNKNOWN = 99_999_999  # the number of nothing: a hidden row has to look like it
Parameters = dict[str, object]


@dataclass
class World:
    """Who is there, and what: kind → name → the values of an address's parameters."""

    people: dict[str, User | None]
    objects: dict[str, dict[str, Parameters]]

    def first(self, kind: str, name: str) -> object:
        """Return the value an object is known by: its number."""
        return next(iter(self.objects[kind][name].values()))


def build() -> World:
    """Write everything to the database. Call it in a transaction that is rolled back."""
    import_module("articles.migrations.0005_fill_the_checklist").fill(apps, None)
    people = _people()
    stories = _stories(people)
    used = Category.objects.get(slug="pemerintahan")
    unused = Category.objects.create(name="Olahraga", slug="olahraga", position=9)
    plain_tag = Tag.objects.create(name="Tanpa berita", slug="tanpa-berita")
    rows = {
        "article": stories,
        "category": {"used": used, "unused": unused},
        "tag": {"rita's": Tag.objects.get(name="Tag Rahasiarita"), "unused": plain_tag},
        "reporter": {
            "rita's": people["rita"].reporter,
            "unused": newsdesk.a_reporter("Gita Pertiwi", "gita-pertiwi"),
        },
        "page": _pages(people["mira"]),
        "official": {"one": _official()},
        "legacyurl": {"one": _old_address(stories["rita/published"])},
        "missingaddress": {"one": _missing_address()},
        "desktemplate": {"one": DeskTemplate.objects.create(name="Templat")},
        "previewlink": {"rita's": _shared(stories["rita/draft"], people["rita"])},
        "checklistpoint": {
            key: ChecklistPoint.objects.get(key=key) for key in ("title", "dateline")
        },
        "user": {"gina": _gina(), "rita": people["rita"]},
        "auditentry": {"one": _entry(people["root"])},
    }
    objects = {kind: _numbered(found) for kind, found in rows.items()}
    objects["article"] = {name: {**row, "number": 1} for name, row in objects["article"].items()}
    objects["-"] = {"-": {}}
    objects["month"] = {"any": {"year": 2026, "month": 11}}
    objects["leaver"] = {"rita": {"number": people["rita"].pk}, "unknown": {"number": UNKNOWN}}
    objects["app"] = {label: {"app_label": label} for label in ("articles", "accounts")}
    objects["type"] = {"article": {"id": ContentType.objects.get_for_model(Article).pk}}
    objects["link"] = {"good": _link(rows["user"]["gina"]), "bad": {"uidb64": "x", "token": "x-x"}}
    return World(people, objects)


def _numbered(rows: dict) -> dict[str, Parameters]:
    found = {name: {"object_id": row.pk} for name, row in rows.items()}
    return {**found, "unknown": {"object_id": UNKNOWN}}


def _person(username: str, role: str, **more) -> User:
    name = f"{username.capitalize()} Lestari"
    more.setdefault("email", f"{username}@bekasikab.example")
    return User.objects.create_user(username, display_name=name, role=role, **more)


def _people() -> dict[str, User | None]:
    people = {
        "nobody": None,
        "tono": _person("tono", ""),
        "rita": _person("rita", "reporter"),
        "sam": _person("sam", "reporter"),
        "edi": _person("edi", "editor"),
        "mira": _person("mira", "managing_editor"),
        "root": _person("root", "", is_superuser=True),
    }
    for name in ("rita", "sam"):
        Reporter.objects.create(name=str(people[name]), slug=name, user=people[name])
    return people


def _hidden(secret: str) -> dict:
    """Return the fields of a story that nobody else may know of."""
    return {
        "title": f"Judul {secret}",
        "summary": f"Ringkasan {secret}",
        "body": f"<p>Isi {secret}.</p>",
        "dateline": secret,
        "photo_caption": f"Keterangan {secret}",
        "source": f"Sumber {secret}",
        "tags": [f"Tag {secret}"],
    }


def _stories(people: dict) -> dict[str, Article]:
    rita, sam, edi, mira = (people[name] for name in ("rita", "sam", "edi", "mira"))
    hers = _hidden("Rahasiarita")
    return {
        "rita/draft": newsdesk.a_draft(rita, **hers),
        "rita/returned": _returned(rita, edi, hers),
        "rita/in_review": newsdesk.a_story_in_review(rita, **hers),
        "rita/scheduled": newsdesk.a_scheduled_story(rita, edi, **hers),
        "rita/published": _published(rita, edi),
        "rita/withdrawn": newsdesk.a_withdrawn_story(rita, edi, mira, **hers),
        "rita/trashed": newsdesk.a_trashed_story(rita, **hers),
        "sam/draft": newsdesk.a_draft(sam, **_hidden("Rahasiasam")),
        "edi/draft": newsdesk.a_draft(edi, **_hidden("Rahasiaedi")),
        "edi/for sam": _assigned(edi, sam),
        "edi/taken away": _taken_away(edi, sam),
    }


def _returned(rita: User, edi: User, hers: dict) -> Article:
    """Return a story with the note that the matrix ticks off by its number."""
    story = newsdesk.a_returned_story(rita, edi, note="Catatan Rahasiarita", **hers)
    story.notes.update(id=1)
    return story


def _published(rita: User, edi: User) -> Article:
    """Return a public story whose way to publication is nobody else's business."""
    story = newsdesk.a_returned_story(
        rita, edi, note="Alasan Rahasiarita", body="<p>Versi lama Rahasiarita.</p>"
    )
    fields = {"body": newsdesk.BODY, "source": ""}
    story = workflow.edit(story, by=rita, fields=fields, seen=story.version)
    return workflow.publish(story, by=edi, seen=story.version)


def _assigned(edi: User, sam: User) -> Article:
    story = newsdesk.a_draft(edi, **_hidden("Rahasiasam"))
    return workflow.edit(story, by=edi, fields={"assigned_to": sam}, seen=story.version)


def _taken_away(edi: User, sam: User) -> Article:
    """Return a story that was Sam's for a while: what he had of it tells him nothing of it now."""
    story = newsdesk.a_draft(edi, title="Titipan")
    story = workflow.edit(story, by=edi, fields={"assigned_to": sam}, seen=story.version)
    notes.write(story, by=sam, text="Saya mulai besok.")
    link = previews.share(story, by=sam, version=story.version, days=7)
    # The number that fills its address; PostgreSQL goes on counting where another test ended.
    PreviewLink.objects.filter(pk=link.pk).update(id=1)
    fields = {"title": "Judul Rahasiaedi", "body": "<p>Rahasiaedi.</p>", "assigned_to": None}
    story = workflow.edit(story, by=edi, fields=fields, seen=story.version)
    notes.write(story, by=edi, text="Catatan Rahasiaedi")
    return story


def _pages(mira: User) -> dict[str, Page]:
    shown = {"title": "Tentang kami", "body": "<p>Kami.</p>", "is_public": True}
    hidden = {"title": "Rahasiahalaman", "body": "<p>Rahasiahalaman.</p>", "is_public": False}
    return {
        "shown": pages.add(by=mira, fields=shown),
        "hidden": pages.add(by=mira, fields=hidden),
    }


def _shared(story: Article, by: User) -> PreviewLink:
    """Return a link whose number is not the 1 that fills every other number in an address."""
    link = previews.share(story, by=by, version=1, days=7)
    PreviewLink.objects.filter(pk=link.pk).update(id=777)
    return PreviewLink.objects.get(pk=777)


def _official() -> Official:
    day = timezone.localdate()
    return Official.objects.create(name="Budi Santoso", title="Pj. Bupati Bekasi", from_day=day)


def _old_address(story: Article) -> LegacyUrl:
    return LegacyUrl.objects.create(
        address="/2019/05/posyandu", article=story, added_at=timezone.now()
    )


def _missing_address() -> MissingAddress:
    now = timezone.now()
    return MissingAddress.objects.create(
        address="/2018/hilang", first_asked_at=now, last_asked_at=now
    )


def _gina() -> User:
    return _person("gina", "reporter", email="rahasia-akun@bekasikab.example")


def _entry(root: User) -> AuditEntry:
    return record("test", by=root, detail="Rahasiacatatan")


def _link(user: User) -> Parameters:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return {"uidb64": uid, "token": default_token_generator.make_token(user)}
