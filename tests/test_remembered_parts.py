"""What pages share is written once, and never holds what belongs to one page alone."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Engine, TemplateSyntaxError
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import timezone, translation

from articles.public import pulse
from articles.public.navigation import frame
from articles.public.places import Places
from articles.public.pulse import State
from articles.templatetags.shared import RememberNode

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LIVE = (
    "{% live_reads article reads %}",
    "{% live_reads_sentence article reads %}",
    "{% live_most_read %}",
    "{% live_statistics %}",
)


def compiled(text: str):
    return Engine.get_default().from_string("{% load i18n live shared %}" + text)


@pytest.mark.parametrize("tag", LIVE)
@pytest.mark.parametrize(
    "around", ["%s", "{%% if a %%}{%% for b in c %%}%s{%% endfor %%}{%% endif %%}"]
)
def test_a_number_of_one_page_cannot_stand_in_a_remembered_part(tag, around):
    inside = around % tag
    with pytest.raises(TemplateSyntaxError, match=r'cannot stand inside {% remember "menu" %}'):
        compiled(f'{{% remember "menu" %}}{inside}{{% endremember %}}')
    compiled(f'{{% remember "menu" %}}{{% endremember %}}{inside}')  # beside it, it may


@pytest.mark.parametrize("included", ["_most_read.html", "_footer.html"])
def test_nor_in_a_template_that_is_included_there(included):
    with pytest.raises(TemplateSyntaxError, match="cannot stand inside"):
        compiled(f'{{% remember "x" %}}{{% include "articles/{included}" %}}{{% endremember %}}')


@pytest.mark.parametrize("is_kept", [True, False])
def test_nor_in_one_that_is_chosen_while_the_page_is_written(is_kept, state):
    page = compiled('{% remember "x" %}{% include chosen %}{% endremember %}')
    request = RequestFactory().get("/")
    request.places = Places() if is_kept else None
    context = {"memory": state, "request": request, "chosen": "articles/_most_read.html"}
    with pytest.raises(TemplateSyntaxError, match=r"inside \{% remember %\}"):
        page.render(Context(context))


@pytest.fixture
def state() -> State:
    return pulse.current(timezone.now())


def test_a_part_is_written_once_for_the_words_after_its_name(state):
    page = compiled('{% remember "part" here %}{{ here }} {{ told }}{% endremember %}')
    told = [("a", 1), ("b", 2), ("a", 3)]
    written = [page.render(Context({"memory": state, "here": h, "told": t})) for h, t in told]
    assert written == ["a 1", "b 2", "a 1"]


def test_a_part_within_a_part_goes_with_it(state):
    page = compiled(
        '{% remember "outer" here %}{% remember "inner" %}{{ here }}{% endremember %}'
        "{% endremember %}"
    )
    written = [page.render(Context({"memory": state, "here": here})) for here in "ab"]
    assert written == ["a", "b"]


def test_without_a_memory_everything_is_written(state):
    page = compiled('{% remember "part" %}{{ told }}{% endremember %}')
    assert [page.render(Context({"told": told})) for told in "ab"] == ["a", "b"]


@pytest.mark.parametrize(("language", "is_remembered"), [("id", True), ("en", False)])
def test_only_pages_in_the_language_of_the_site_are_remembered(language, is_remembered):
    with translation.override(language):
        around = frame(RequestFactory().get("/"), timezone.now())
    assert (around["memory"] is not None) is is_remembered


def test_every_template_of_readers_keeps_to_it():
    folder = Path(settings.BASE_DIR) / "templates"
    names = [str(path.relative_to(folder)) for path in sorted(folder.rglob("*.html"))]
    parts = sum(
        len(get_template(name).template.nodelist.get_nodes_by_type(RememberNode)) for name in names
    )
    assert parts > 5
