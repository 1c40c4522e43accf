"""Finds the sample data that lies outside the repository; tests that need it skip without it."""

import os
from pathlib import Path

import pytest

from tests.source import ROOT


def sample(name: str) -> Path:
    """Return a file of the sample data, or skip the test and say what is missing.

    It is looked for in `../shared/data` beside the repository, or where NEWSROOM_SAMPLE_DATA says.
    """
    folder = Path(os.environ.get("NEWSROOM_SAMPLE_DATA") or ROOT.parent / "shared" / "data")
    path = folder / name
    if not path.exists():
        pytest.skip(f"the sample data is not here: {name}")
    return path
