"""Drawings are true to their numbers, stay inside their picture, and say what they show."""

from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from articles.charts import HEIGHT, MOST_BARS, WIDTH, Mark, Value, bars, line, scale, share
from articles.templatetags.charts import briefly
from tests.reading import parse

pytestmark = pytest.mark.once


def values(*numbers: int) -> list[Value]:
    return [
        Value(f"{n} Sep", number, f"{n} September: {number}") for n, number in enumerate(numbers)
    ]


@pytest.mark.parametrize(
    "most", [0, 1, 2, 3, 4, 5, 9, 10, 37, 99, 100, 101, 1204, 10**6 + 1, 10**12]
)
def test_a_scale_begins_at_nothing_holds_the_largest_and_has_few_even_whole_steps(most):
    levels = scale(most)
    assert levels[0] == 0
    assert levels[-2] < max(most, 1) <= levels[-1]
    assert len({after - before for before, after in pairwise(levels)}) == 1
    assert 2 <= len(levels) <= 5


@pytest.mark.parametrize("numbers", [(1,), (0, 0), (3, 1, 4, 1, 5, 9, 2, 6), tuple(range(92))])
def test_bars_are_as_high_as_their_numbers_say(numbers):
    chart = bars(values(*numbers))
    top = scale(max(numbers))[-1]
    full = float(chart.base) - float(chart.ticks[-1].y)
    for bar, number in zip(chart.bars, numbers, strict=True):
        assert float(bar.height) == pytest.approx(number / top * full, abs=1.6)
        assert float(bar.y) + float(bar.height) == pytest.approx(float(chart.base), abs=0.02)
        assert (float(bar.height) > 0) == (number > 0)


@pytest.mark.parametrize("count", [0, 1, 2, 12, 31, 60, MOST_BARS, 400])
def test_everything_stands_inside_the_picture_and_labels_do_not_touch(count):
    chart = bars(values(*range(count)), [Mark(n, "dot", "Terbit") for n in range(min(count, 2))])
    for bar in chart.bars:
        assert float(chart.left) <= float(bar.x)
        assert float(bar.x) + float(bar.width) <= WIDTH
        assert float(bar.y) >= 0
    places = [float(label.x) for label in chart.labels]
    assert all(after - before >= 44 for before, after in pairwise(places))
    assert all(0 < float(mark.y) < HEIGHT for mark in chart.marks)
    if count:
        assert chart.labels[-1].text == f"{count - 1} Sep"


def test_very_many_values_are_a_line_and_a_line_is_one_when_asked_for():
    assert bars(values(*range(MOST_BARS))).line == ""
    many = bars(values(*range(MOST_BARS + 1)))
    assert len(many.line.split()) == MOST_BARS + 1
    assert len(line(values(1, 2)).line.split()) == 2


def test_marks_of_one_day_stand_below_one_another_over_their_day():
    chart = bars(values(5, 6), [Mark(1, "up", "Terbit"), Mark(1, "diamond", "Ralat")])
    first, second = chart.marks
    assert first.x == second.x == chart.bars[1].middle
    assert float(second.y) - float(first.y) >= 10
    assert first.path != second.path


def test_a_share_is_a_part_of_a_hundred_and_something_is_never_nothing():
    assert [share(*pair) for pair in [(5, 10), (10, 10), (0, 10), (1, 10**6), (0, 0)]] == [
        *("50", "100", "0", "0.5", "0")
    ]


@pytest.mark.parametrize(
    ("number", "indonesian", "english"),
    [
        (9_000, "9.000", "9,000"),
        (50_000, "50 rb", "50K"),
        (1_500_000, "1,5 jt", "1.5M"),
        (10**10, "10.000 jt", "10,000M"),
    ],
)
def test_levels_are_written_briefly(number, indonesian, english):
    with translation.override("id"):
        assert briefly(number) == indonesian
    with translation.override("en"):
        assert briefly(number) == english


def test_a_drawing_names_itself_and_each_bar_and_bears_no_style_of_its_own():
    chart = bars(values(2, 1204), [Mark(0, "up", "Terbit <cepat>")])
    with translation.override("id"):
        markup = render_to_string(
            "articles/_chart.html",
            {"chart": chart, "key": "days", "title": "Pengunjung", "about": "Dua hari."},
        )
    page = parse(markup)
    drawing = page.one("svg", class_="chart__drawing")
    assert drawing.attributes["aria-labelledby"] == "days-title days-about"
    assert "1 September: 1204" in markup
    assert "Terbit &lt;cepat&gt;" in markup
    assert "style=" not in markup
    assert 'y="12,' not in markup


def test_an_outlined_bar_is_explained_where_one_is_seen():
    today = Value("24 Nov", 3, "24 November: 3", is_open=True)
    assert bars([*values(5), today]).has_open_bar
    assert not bars([*values(5), Value("24 Nov", 0, "24 November: 0", is_open=True)]).has_open_bar
    assert not bars(values(5, 3)).has_open_bar
    assert not line([*values(5), today]).has_open_bar
