"""The arithmetic of the reports: the middle of some durations, and parts of a whole."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from statistics import median


def middle(durations: Iterable[timedelta]) -> timedelta | None:
    """Return the median, to the second; None where there is nothing to look at."""
    seconds = [duration.total_seconds() for duration in durations]
    return timedelta(seconds=round(median(seconds))) if seconds else None


def shares(parts: Mapping[str, int]) -> dict[str, float]:
    """Return what part of all each number is, between 0 and 1; of nothing, every part is 0."""
    whole = sum(parts.values())
    return {name: part / whole if whole else 0.0 for name, part in parts.items()}
