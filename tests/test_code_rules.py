"""The small rules of the house that a reader of the code relies on."""

import ast
import re

import pytest

from tests.source import ROOT, modules

pytestmark = pytest.mark.once

MOST_LINES = 300
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "services", "misc"}
SETS_STATUS = "articles.editorial.workflow"
WRITES_ROWS = {"update", "create", "get_or_create", "update_or_create", "bulk_update"}
SPEAK_SQL = {
    "articles.readership.statements",
    "articles.public.map_statements",
    "articles.public.search_statements",
    "articles.public.planned_once",
    "articles.public.story_statements",
}
RAW_SQL = {"execute", "executemany", "raw", "extra", "RawSQL"}
TEXTS = ("*.py", "*.md", "*.html", "*.css", "*.js", "*.toml", "*.txt", "Makefile", ".ci/run")
# Somebody's home or workplace; what a server keeps in /srv, /etc or /var is no such thing.
MACHINE_PATH = re.compile(r"(?<![\w.:/*}])/(?:work|root|home|Users|opt/wheels)/")


def ours(*patterns: str) -> list:
    """Return our own files, without what git ignores and what only a machine has."""
    ignored = {".venv", "var", ".git", "node_modules", "__pycache__"}
    found = [path for pattern in patterns for path in sorted(ROOT.rglob(pattern))]
    return [path for path in found if not ignored & set(path.relative_to(ROOT).parts)]


def test_no_python_file_is_longer_than_three_hundred_lines():
    files = [path for path in ours("*.py") if "migrations" not in path.parts]
    lengths = {str(p.relative_to(ROOT)): len(p.read_text().splitlines()) for p in files}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_no_module_has_a_name_that_says_nothing():
    names = [path for path in ours("*.py") if path.stem in NAMES_THAT_SAY_NOTHING]
    names += [path for path in ours("*/") if path.name in NAMES_THAT_SAY_NOTHING]
    assert names == []


def test_packages_are_empty_except_the_models():
    wrong = [
        str(module)
        for module in modules().values()
        if module.is_package and module.text.strip() and not module.name.endswith(".models")
    ]
    assert wrong == []


def test_only_the_workflow_changes_the_status_of_a_story():
    wrong = []
    for module in modules().values():
        if module.name == SETS_STATUS:
            continue
        wrong += [f"{module}:{n.lineno}" for n in ast.walk(module.tree) if _sets_status(n)]
    assert wrong == []


def _sets_status(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == "status" and isinstance(node.ctx, ast.Store)
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name == "setattr" and len(node.args) > 1:
        return getattr(node.args[1], "value", None) == "status"
    is_write = name in {*WRITES_ROWS, "Article"}
    return is_write and any(keyword.arg == "status" for keyword in node.keywords)


def test_sql_is_written_in_few_places():
    wrong = []
    for module in modules().values():
        if module.name in SPEAK_SQL or module.name.rpartition(".")[0] in SPEAK_SQL:
            continue
        calls = [node for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
        for call in calls:
            if getattr(call.func, "attr", getattr(call.func, "id", "")) in RAW_SQL:
                wrong.append(f"{module}:{call.lineno}")
    assert wrong == []


def test_nothing_names_a_path_of_somebodys_machine():
    wrong = []
    for path in ours(*TEXTS):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if MACHINE_PATH.search(line):
                wrong.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    assert wrong == []


def test_the_rule_about_paths_would_find_one():
    assert MACHINE_PATH.search("see " + "/home" + "/somebody/notes.txt")
    assert not MACHINE_PATH.search("https://example.go.id/home/")
