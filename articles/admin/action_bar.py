"""The bar at the foot of the writing page: one button for what is done next, the rest behind it."""

from dataclasses import dataclass

from articles.admin.verbs import Button

# Which button stands on the bar itself; the first one that is open to the person.
_NEXT = (
    "publish", "restore", "submit", "take_back", "update", "reschedule", "reinstate",
    "force_publish", "second_look",
)  # fmt: skip


@dataclass(frozen=True)
class Bar:
    """What stands on the bar, and what behind “More”."""

    first: Button | None
    rest: list[Button]


def bar_of(buttons: list[Button]) -> Bar:
    """Sort the buttons that are open; throwing away has its place off the bar."""
    here = [button for button in buttons if button.verb != "trash"]
    by_verb = {button.verb: button for button in here}
    first = next((by_verb[verb] for verb in _NEXT if verb in by_verb), None)
    return Bar(first, [button for button in here if button is not first])
