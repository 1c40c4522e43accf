"""The Indonesian catalogue against the code: what is missing, stale, or compiled from yesterday.

A fresh machine has no msgfmt and no xgettext, so both are done here: Python by its syntax tree,
templates by Django's own `templatize`, catalogues by polib. `python -m tests.catalogue` prints
what is wrong and ends with 1.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from tests.source import ROOT, Module, modules

FOLDER = ROOT / "locale" / "id" / "LC_MESSAGES"
LIBRARIES = ("django", "axes", "simple_history", "ckeditor", "csp")
STRING = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALLS_IN_TEMPLATES = re.compile(rf"\b(n?p?gettext|_)\({STRING}(?:,\s*{STRING})?(?:,\s*{STRING})?")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
# Which argument of a function is the context, the message, the plural.
ARGUMENTS = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}


@dataclass(frozen=True)
class Message:
    """A text of ours that somebody will read: the key of its translation."""

    msgid: str
    plural: str | None = None
    context: str | None = None


def used() -> dict[Message, str]:
    """Return every message of our code, with one place where it is used."""
    found = {message: place for module in modules().values() for message, place in _python(module)}
    for path in templates():
        found |= {message: str(path.relative_to(ROOT)) for message in _template(path)}
    return found


def templates() -> list[Path]:
    """Return our own templates."""
    folders = [ROOT / "templates", *ROOT.glob("*/templates")]
    return [path for folder in folders for path in sorted(folder.rglob("*.*")) if path.is_file()]


def _python(module: Module) -> Iterator[tuple[Message, str]]:
    names = {
        alias.asname or alias.name: alias.name.removesuffix("_lazy")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }
    for node in ast.walk(module.tree):
        called = names.get(node.func.id) if _is_plain_call(node) else None
        if called in ARGUMENTS:
            yield _message(called, node.args, module), f"{module}:{node.lineno}"


def _is_plain_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


def _message(called: str, arguments: list[ast.expr], module: Module) -> Message:
    context, msgid, plural = ARGUMENTS[called]

    def text(position: int | None) -> str | None:
        if position is None:
            return None
        value = getattr(arguments[position], "value", None)
        if not isinstance(value, str):
            place = f"{module}:{arguments[position].lineno}"
            raise ValueError(f"{place} translates something that is not written out.")
        return value

    return Message(text(msgid), text(plural), text(context))


def _template(path: Path) -> Iterator[Message]:
    for call in CALLS_IN_TEMPLATES.finditer(templatize(path.read_text(encoding="utf-8"))):
        name = "gettext" if call[1] == "_" else call[1]
        texts = [ast.literal_eval(text) if text else None for text in call.groups()[1:]]
        context, msgid, plural = (None if i is None else texts[i] for i in ARGUMENTS[name])
        # Django doubles the percent signs of a translated block, and halves them when it shows it.
        yield Message(msgid, plural, context)


def of_libraries() -> set[tuple[str, str | None]]:
    """Return what the libraries we use translate themselves; we may say it in our own words."""
    found = set()
    for library in LIBRARIES:
        folder = Path(find_spec(library).origin).parent
        for path in [*folder.rglob("locale/en/**/*.po"), *folder.rglob("locale/id/**/*.po")]:
            found |= {(entry.msgid, entry.msgctxt) for entry in polib.pofile(str(path))}
    return found


def catalogue() -> polib.POFile:
    return polib.pofile(str(FOLDER / "django.po"))


def missing() -> list[str]:
    """Return every message of our code without a finished Indonesian translation."""
    entries = {(entry.msgid, entry.msgctxt): entry for entry in catalogue()}
    wrong = []
    for message, place in used().items():
        entry = entries.get((message.msgid, message.context))
        plural_differs = entry is not None and (entry.msgid_plural or None) != message.plural
        if entry is None or not entry.translated() or plural_differs:
            wrong.append(f"{place}: {message.msgid!r}")
    return sorted(wrong)


def stale() -> list[str]:
    """Return entries that nothing shows any more: no code of ours, and no library."""
    known = {(message.msgid, message.context) for message in used()} | of_libraries()
    return sorted(e.msgid for e in catalogue() if (e.msgid, e.msgctxt) not in known)


def with_other_placeholders() -> list[str]:
    """Return entries whose translation does not fill in what the original fills in."""
    return sorted(entry.msgid for entry in catalogue() if not _fills_in_the_same(entry))


def _fills_in_the_same(entry: polib.POEntry) -> bool:
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    return all(set(PLACEHOLDER.findall(text)) == wanted for text in texts if text)


def not_compiled() -> list[str]:
    """Return entries that the committed .mo file does not say as the .po file does."""
    compiled = {(e.msgid, e.msgctxt): e for e in polib.mofile(str(FOLDER / "django.mo"))}
    source = {(e.msgid, e.msgctxt): e for e in catalogue() if e.translated()}
    return sorted(
        msgid
        for msgid, context in compiled.keys() | source.keys()
        if _said(compiled.get((msgid, context))) != _said(source.get((msgid, context)))
    )


def _said(entry: polib.MOEntry | None) -> tuple | None:
    return entry and (entry.msgstr, {int(k): v for k, v in entry.msgstr_plural.items()})


PROBLEMS = {
    "without a translation": missing,
    "translated but no longer used": stale,
    "with other placeholders than the original": with_other_placeholders,
    "not compiled into django.mo": not_compiled,
}


def main() -> int:
    """Print what is wrong with the catalogue."""
    wrong = {name: found for name, find in PROBLEMS.items() if (found := find())}
    for name, found in wrong.items():
        print(f"{len(found)} {name}:", *found, sep="\n  ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
