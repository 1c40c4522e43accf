"""Everything a trustworthy counter must withstand has a test that bears its number.

The table is tests/reads_cases.txt: a number, and a test that holds it. Whoever renames a test
renames it there, and no case loses its last one.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

HERE = Path(__file__).parent
CASES = 60


def table() -> list[tuple[int, str, str]]:
    lines = (HERE / "reads_cases.txt").read_text().splitlines()
    rows = [line.split(maxsplit=1) for line in lines]
    return [(int(number), *test.split("::")) for number, test in rows]


@cache
def names_in(file: str) -> set[str]:
    path = HERE / file
    if not path.exists():
        return set()
    nodes = ast.walk(ast.parse(path.read_text()))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef)}


def test_every_case_has_a_test_and_every_number_is_there():
    assert sorted({number for number, _file, _name in table()}) == list(range(1, CASES + 1))


def test_every_test_of_the_table_exists():
    missing = [(number, name) for number, file, name in table() if name not in names_in(file)]
    assert missing == []
