"""What each role is for and may do, as data that a managing editor could read.

A role gives Django permissions (`app.action_model`), which open the pages of the desk. What may
be done to one particular story is decided by `articles.editorial.rules`, never here.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REPORTER = "reporter"
EDITOR = "editor"
MANAGING_EDITOR = "managing_editor"


@dataclass(frozen=True)
class Role:
    """One kind of work in the newsroom: its name, what it is for, and the permissions it gives."""

    name: Promise
    purpose: Promise
    permissions: frozenset[str]


def _everything(*models: str) -> frozenset[str]:
    return frozenset(
        f"articles.{a}_{m}" for a in ("view", "add", "change", "delete") for m in models
    )


_REPORTER = frozenset(
    {
        "articles.view_article",
        "articles.add_article",
        "articles.change_article",
        "articles.view_category",
        "articles.view_reporter",
        "articles.view_tag",
    }
)
_EDITOR = (
    _REPORTER
    | _everything("tag", "reporter")
    | {
        "articles.view_articleevent",
        "articles.view_leadstory",
        "articles.add_leadstory",
        "articles.view_legacyurl",
        "articles.add_legacyurl",
        "articles.delete_legacyurl",
        "articles.view_missingaddress",
        "articles.delete_missingaddress",
        "articles.view_searchmiss",
    }
)
_MANAGING_EDITOR = (
    _EDITOR
    | _everything("category", "page", "official", "desktemplate")
    | {
        "articles.view_sitesettings",
        "articles.change_sitesettings",
        "articles.view_banner",
        "articles.change_banner",
        "articles.view_checklistpoint",
        "articles.change_checklistpoint",
        "accounts.view_auditentry",
    }
)

ROLES: dict[str, Role] = {
    REPORTER: Role(
        name=_("Reporter"),
        purpose=_("Writes stories and hands them in; sees only his own until they are published."),
        permissions=_REPORTER,
    ),
    EDITOR: Role(
        name=_("Editor"),
        purpose=_("Checks, returns, publishes and schedules everybody's stories; keeps the tags."),
        permissions=_EDITOR,
    ),
    MANAGING_EDITOR: Role(
        name=_("Managing editor"),
        purpose=_("Answers for the newsroom: withdraws, forces a publication, keeps categories."),
        permissions=_MANAGING_EDITOR,
    ),
}

CHOICES = [(key, role.name) for key, role in ROLES.items()]

_RANK = {REPORTER: 1, EDITOR: 2, MANAGING_EDITOR: 3}


def permissions_of(role: str) -> frozenset[str]:
    """Return the Django permissions of a role; none for an unknown or empty role."""
    return ROLES[role].permissions if role in ROLES else frozenset()


def is_at_least(role: str, needed: str) -> bool:
    """Say whether `role` includes what `needed` may do (an editor is at least a reporter)."""
    return _RANK.get(role, 0) >= _RANK[needed]
