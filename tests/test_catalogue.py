"""Every word of ours is there in Indonesian, and the compiled catalogue is the one we read."""

import re

import pytest

from tests import catalogue

pytestmark = pytest.mark.once

# Pages that must work when translations do not, see newsroom/outage.py.
WITHOUT_TRANSLATION = {"500.html", "503.html"}
NAMES = {"WhatsApp", "Facebook", "Telegram"}  # companies are called so in every language
TEMPLATE_CODE = re.compile(
    r"{% block bodyclass %}.*?{% endblock %}"
    r"|{%\s*blocktrans.*?endblocktrans(?:late)?\s*%}|{%\s*comment.*?endcomment\s*%}"
    r"|{%.*?%}|{{.*?}}|{#.*?#}",
    re.DOTALL,
)
HIDDEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>|&[a-z]+;", re.DOTALL)
TAG = re.compile(r"<[^<>]*>", re.DOTALL)
SPOKEN_ATTRIBUTE = re.compile(r'\b(?:alt|title|placeholder|aria-label)="([^"]*)"')


@pytest.mark.parametrize("problem", catalogue.PROBLEMS)
def test_no_message_is(problem):
    assert catalogue.PROBLEMS[problem]() == []


def test_messages_are_found_in_python_and_in_templates():
    places = set(catalogue.used().values())
    assert any(".py:" in place for place in places)
    assert any(place.endswith(".html") for place in places)


@pytest.mark.parametrize("path", catalogue.templates(), ids=lambda path: path.name)
def test_a_template_shows_no_word_that_is_not_translated(path):
    if path.name in WITHOUT_TRANSLATION:
        return
    source = HIDDEN.sub("", TEMPLATE_CODE.sub("", path.read_text(encoding="utf-8")))
    shown = [*SPOKEN_ATTRIBUTE.findall(source), TAG.sub(" ", source)]
    assert set(re.findall(r"[^\W\d_]{2,}", " ".join(shown))) - NAMES == set()


def test_messages_to_staff_do_not_boast():
    boasting = re.compile(r"\b(?:berhasil|sukses|successfully)\b", re.IGNORECASE)
    said = {e.msgid: [e.msgstr, *e.msgstr_plural.values()] for e in catalogue.catalogue()}
    assert [msgid for msgid, texts in said.items() if boasting.search(" ".join(texts))] == []
