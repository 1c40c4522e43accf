"""Charts as drawings: where every bar, line, label and mark stands, in units of the picture.

The picture is as wide as a phone and grows with the page, so that its letters can be read on both.
Places are texts, because a template would write 12.5 the Indonesian way. The markup is in
`templates/articles/_chart.html`, the colours are in `charts.css`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

WIDTH = 360
HEIGHT = 184
MOST_BARS = 92  # more would be thinner than a hair on a phone; a line shows them

_LEFT, _RIGHT, _TOP, _BOTTOM = 38, 4, 14, 22
_ROOM_FOR_MARKS = 14
_ROOM_FOR_A_LABEL = 64
_HALF_A_LABEL = 24
_MOST_TICKS = 4
_GAP = 0.24  # of the room of a bar
_WIDEST_BAR = 26  # a single value is no wall
_LEAST_HEIGHT = 1.5  # something is never drawn as nothing
# How each kind of mark is drawn around its middle: shapes, so that colours need not be told apart.
_SHAPES = {
    "up": "M-4.5 3.5H4.5L0 -4.5Z",
    "dot": "M-4 0A4 4 0 1 0 4 0A4 4 0 1 0 -4 0Z",
    "diamond": "M0 -5L5 0L0 5L-5 0Z",
}


@dataclass(frozen=True)
class Value:
    """A number, the few letters below it, and what it says in full; `is_open` while it grows."""

    label: str
    number: int
    text: str
    is_open: bool = False


@dataclass(frozen=True)
class Mark:
    """Something that happened at the place of a value; `shape` is up, dot or diamond."""

    place: int
    shape: str
    text: str


@dataclass(frozen=True)
class Bar:
    """A number as drawn; on a line its top is a dot of it."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    text: str
    is_open: bool


@dataclass(frozen=True)
class Tick:
    """A level of the scale: the line across and the number beside it."""

    y: str
    number: int


@dataclass(frozen=True)
class Label:
    """Letters below the scale, around their middle."""

    x: str
    text: str


@dataclass(frozen=True)
class PlacedMark:
    """A mark as drawn: its shape, and the line down to the scale."""

    x: str
    y: str
    path: str
    text: str


@dataclass(frozen=True)
class Chart:
    """A drawing. It has bars, or the points of a line and of the ground below it."""

    width: int
    height: int
    left: str
    right: str
    base: str
    ticks: tuple[Tick, ...]
    labels: tuple[Label, ...]
    bars: tuple[Bar, ...]
    marks: tuple[PlacedMark, ...]
    line: str = ""
    ground: str = ""

    @property
    def has_open_bar(self) -> bool:
        """Say whether an outlined bar is to be seen, so that it is explained."""
        return not self.line and any(bar.is_open and bar.height != "0" for bar in self.bars)


def bars(values: Sequence[Value], marks: Iterable[Mark] = ()) -> Chart:
    """Draw a bar for each value; of very many, a line."""
    if len(values) > MOST_BARS:
        return line(values, marks)
    return _chart(values, tuple(marks))


def line(values: Sequence[Value], marks: Iterable[Mark] = ()) -> Chart:
    """Draw a line from value to value."""
    return _chart(values, tuple(marks), is_line=True)


def share(number: int, most: int) -> str:
    """Return how much of the longest bar a number is, of a hundred."""
    return _text(max(100 * number / most, 0.5)) if number and most else "0"


def scale(most: int) -> list[int]:
    """Return the levels of a scale from nothing up to at least the largest number.

    They are whole numbers, evenly apart, of the kind people count in: 1, 2, 5, 10, 20, 50, …
    """
    step = 1
    while step * _MOST_TICKS < most:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return list(range(0, max(most, 1) + step, step))[: -(-max(most, 1) // step) + 1]


def _chart(values: Sequence[Value], marks: tuple[Mark, ...], *, is_line: bool = False) -> Chart:
    levels = scale(max((value.number for value in values), default=0))
    top = _TOP + (_ROOM_FOR_MARKS if marks else 0)
    base = HEIGHT - _BOTTOM
    unit = (base - top) / levels[-1]
    room = (WIDTH - _LEFT - _RIGHT) / max(len(values), 1)
    drawn = tuple(_bar(value, place, room, base, unit) for place, value in enumerate(values))
    points = " ".join(f"{bar.middle},{bar.y}" for bar in drawn) if is_line and drawn else ""
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=_text(_LEFT),
        right=_text(WIDTH - _RIGHT),
        base=_text(base),
        ticks=tuple(Tick(_text(base - level * unit), level) for level in levels),
        labels=_labels(values, room),
        bars=drawn,
        marks=_placed(marks, room, top),
        line=points,
        ground=f"{drawn[0].middle},{base} {points} {drawn[-1].middle},{base}" if points else "",
    )


def _bar(value: Value, place: int, room: float, base: float, unit: float) -> Bar:
    height = max(value.number * unit, _LEAST_HEIGHT) if value.number else 0
    middle = _LEFT + (place + 0.5) * room
    width = min(room * (1 - _GAP), _WIDEST_BAR)
    return Bar(
        x=_text(middle - width / 2),
        y=_text(base - height),
        width=_text(width),
        height=_text(height),
        middle=_text(middle),
        text=value.text,
        is_open=value.is_open,
    )


def _labels(values: Sequence[Value], room: float) -> tuple[Label, ...]:
    """Return as many labels as have room, evenly apart, the last value always among them."""
    every = ceil(_ROOM_FOR_A_LABEL / room)
    last = len(values) - 1
    labels = []
    for place in range(last, -1, -every):
        x = min(_LEFT + (place + 0.5) * room, WIDTH - _HALF_A_LABEL)
        labels.append(Label(_text(x), values[place].label))
    return tuple(reversed(labels))


def _placed(marks: tuple[Mark, ...], room: float, top: float) -> tuple[PlacedMark, ...]:
    """Return the marks as drawn; those of one place stand below one another."""
    at_place: Counter[int] = Counter()
    placed = []
    for mark in marks:
        y = top - _ROOM_FOR_MARKS + 2 + 11 * at_place[mark.place]
        at_place[mark.place] += 1
        x = _LEFT + (mark.place + 0.5) * room
        placed.append(PlacedMark(_text(x), _text(y), _SHAPES[mark.shape], mark.text))
    return tuple(placed)


def _text(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
