"""The layers of the house: an import points down, and every module has a floor.

The table is data. A new module outside the packages named here fails until it is given a floor,
and whoever moves a module moves its line. `tests/test_code_rules.py` holds the smaller rules.
"""

import ast

import pytest

from tests.source import imported_modules, imported_names, modules

pytestmark = pytest.mark.once

# From the roof down. A module may import modules of lower floors, and of its own package on its
# own floor; two packages on one floor know nothing of each other.
FLOORS = (
    {"newsroom.urls", "newsroom.wsgi", "newsroom.settings"},
    {
        "newsroom.health",
        "newsroom.large_forms",
        "newsroom.desk",
        "newsroom.afterwards",
        "newsroom.beside",
        "newsroom.policy",
    },
    {"newsroom.outage", "newsroom.environment", "newsroom.databases", "newsroom.caches"},
    {"articles.apps", "accounts.apps"},
    {
        "articles.admin",
        "articles.management",
        "accounts.admin",
        "accounts.management",
        "accounts.urls",
    },
    {"articles.desk_site", "articles.public", "accounts.views"},
    {"articles.overview"},
    {"articles.reports"},
    {"articles.templatetags", "accounts.forms", "accounts.log_form"},
    {"articles.importing", "accounts.password_links", "accounts.sign_in"},
    {
        "accounts.carried",
        "accounts.csv_files",
        "accounts.lockout",
        "accounts.log_search",
        "accounts.passwords",
        "accounts.proxies",
        "accounts.refused_pages",
    },
    {"articles.editorial", "articles.readership", "articles.pictures"},
    {"articles.models"},
    {"accounts.switching_off"},
    {"accounts.audit"},
    {"accounts.models"},
    {
        "articles.charts",
        "articles.richtext",
        "articles.stemming",
        "articles.slugs",
        "articles.old_addresses",
        "accounts.roles",
        "accounts.client_address",
    },
    {"articles.markup"},
)
PACKAGE_MARKERS = {"newsroom", "accounts", "articles"}

# No database, no settings: their tests run in microseconds, and everything is passed in.
PURE = {
    "accounts.roles",
    "accounts.client_address",
    "articles.charts",
    "articles.editorial.blanks",
    "articles.editorial.comparing",
    "articles.editorial.joining",
    "articles.editorial.language_checks",
    "articles.editorial.office_titles",
    "articles.editorial.people_checks",
    "articles.editorial.sentences",
    "articles.editorial.shortest_way",
    "articles.editorial.spellings",
    "articles.editorial.weekday_dates",
    "articles.importing.dates",
    "articles.importing.jsonl",
    "articles.importing.lifting",
    "articles.importing.records",
    "articles.markup",
    "articles.old_addresses",
    "articles.pictures.decoding",
    "articles.pictures.renditions",
    "articles.public.near_words",
    "articles.public.places",
    "articles.public.ready_pages",
    "articles.public.search_terms",
    "articles.readership.crawlers",
    "articles.readership.judging",
    "articles.readership.keyed_digests",
    "articles.readership.records",
    "articles.readership.stretches",
    "articles.reports.figures",
    "articles.reports.periods",
    "articles.reports.photo_credits",
    "articles.richtext",
    "articles.slugs",
    "articles.stemming",
}
OPENS_A_DATABASE_OR_SETTINGS = ("django.db", "django.conf", "django.apps", "django.contrib")


def owner(name: str, owners: set[str]) -> str | None:
    """Return the package or module of a table that a module belongs to."""
    while name and name not in owners:
        name = name.rpartition(".")[0]
    return name or None


def floor_of(name: str) -> tuple[int, str] | None:
    """Return the number of a module's floor (0 is the roof) and the package it belongs to."""
    for number, floor in enumerate(FLOORS):
        if package := owner(name, floor):
            return number, package
    return None


def test_every_module_has_a_floor():
    homeless = [name for name in modules() if name not in PACKAGE_MARKERS and not floor_of(name)]
    assert homeless == []


def test_every_line_of_the_table_is_a_module_that_exists():
    known = set(modules())
    named = set().union(*FLOORS) | PURE
    assert sorted(named - known) == []


def test_an_import_points_down():
    wrong = []
    for module in modules().values():
        for target in imported_modules(module):
            if not _may_import(module.name, target):
                wrong.append(f"{module} imports {target}")
    assert wrong == []


def _may_import(name: str, target: str) -> bool:
    (above, package), (below, other) = floor_of(name), floor_of(target)
    return above < below or package == other


def test_accounts_know_nothing_of_articles_and_nobody_knows_the_project():
    wrong = []
    for module in modules().values():
        mine = module.name.split(".")[0]
        for target in imported_modules(module):
            theirs = target.split(".")[0]
            if (mine, theirs) == ("accounts", "articles") or (mine != theirs == "newsroom"):
                wrong.append(f"{module} imports {target}")
    assert wrong == []


def test_no_modules_import_each_other_in_a_circle():
    imports = {module.name: imported_modules(module) for module in modules().values()}
    done: set[str] = set()
    circles = [circle for name in imports if (circle := _circle(name, imports, [], done))]
    assert circles == []


def _circle(name: str, imports: dict, trail: list[str], done: set[str]) -> str:
    if name in trail:
        return " → ".join([*trail[trail.index(name) :], name])
    if name in done:
        return ""
    for target in sorted(imports[name] - {name}):
        if circle := _circle(target, imports, [*trail, name], done):
            return circle
    done.add(name)
    return ""


def test_imports_stand_at_the_top_of_the_file():
    wrong = []
    for module in modules().values():
        top = [node for node in module.tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        every = [n for n in ast.walk(module.tree) if isinstance(n, ast.Import | ast.ImportFrom)]
        wrong += [f"{module}:{node.lineno}" for node in every if node not in top]
        for number, node in enumerate(module.tree.body):
            if node in top and number > len(top):  # the docstring may come first
                wrong.append(f"{module}:{node.lineno}")
    assert wrong == []


def test_the_pure_modules_open_no_database_and_read_no_settings():
    wrong = []
    for module in modules().values():
        if not owner(module.name, PURE):
            continue
        for name in imported_names(module):
            impure = name.startswith(OPENS_A_DATABASE_OR_SETTINGS) or ".models" in name
            ours = owner(name, set(modules()))
            if impure or (ours and not owner(ours, PURE)):
                wrong.append(f"{module} imports {name}")
    assert wrong == []
