"""Lighthouse's four marks for the pages most readers see, as on a slow phone.

Needs Node's npm and Chromium; Lighthouse is fetched into `var/tools` the first time. A search page
is kept out of search engines on purpose, so its mark for SEO leaves out `is-crawlable`.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys

from benchmarks._site import Site, demonstration
from tests import tools

LIGHTHOUSE = "lighthouse@12.8.2"
ROUNDS = 3
MARKS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
ROW = "  {:<12}{:>13}{:>15}{:>16}{:>6}"


def main() -> int:
    """Print the marks of each page, and fail when one is lower than it should be."""
    program = _program()
    if not program:
        print("lighthouse: not run, it needs npm and Chromium")
        return 0
    low = []
    print(f"{LIGHTHOUSE}, mobile, median of {ROUNDS} visits:")
    print(ROW.format("page", *MARKS))
    with demonstration() as site:
        for name, path in pages(site):
            marks = _marks(program, site.address + path, without=_left_out(path))
            print(ROW.format(name, *marks.values()))
            low += [f"{name}: {kind} {mark}" for kind, mark in marks.items() if mark < MARKS[kind]]
    for sentence in low:
        print(f"  too low – {sentence}")
    return 1 if low else 0


def pages(site: Site) -> list[tuple[str, str]]:
    """Return the pages that are marked, each with its name."""
    return [
        ("home", "/"),
        ("article", site.story("published")),
        ("category", site.demo["categories"][0]["url"]),
        ("search", "/cari/?q=posyandu"),
    ]


def _left_out(path: str) -> str:
    return "is-crawlable" if path.startswith("/cari/") else ""


def _program() -> str | None:
    folder = tools.NPM_FOLDER.parent / "lighthouse"
    program = folder / "node_modules/.bin/lighthouse"
    if not tools.chromium() or not shutil.which("npm"):
        return None
    if not program.is_file():
        command = ["npm", "install", "--prefix", str(folder), "--no-save", "--no-audit"]
        subprocess.run([*command, "--no-fund", "--loglevel=error", LIGHTHOUSE], check=True)
    return str(program)


def _marks(program: str, address: str, *, without: str) -> dict[str, int]:
    visits = [_visit(program, address, without) for _ in range(ROUNDS)]
    return {kind: round(statistics.median(visit[kind] for visit in visits)) for kind in MARKS}


def _visit(program: str, address: str, without: str) -> dict[str, float]:
    command = [
        program,
        address,
        "--output=json",
        "--quiet",
        "--chrome-flags=--headless --no-sandbox",
    ]
    command += [f"--only-categories={','.join(MARKS)}"]
    command += [f"--skip-audits={without}"] if without else []
    environment = os.environ | {"CHROME_PATH": tools.chromium()}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    report = json.loads(done.stdout)
    for audit in _failed(report):
        print(f"    {address}: {audit}", file=sys.stderr)
    return {kind: 100 * report["categories"][kind]["score"] for kind in MARKS}


def _failed(report: dict) -> list[str]:
    """Return what cost marks outside the measured speed."""
    speed = {ref["id"] for ref in report["categories"]["performance"]["auditRefs"]}
    return [
        f"{name}: {audit['title']}"
        for name, audit in report["audits"].items()
        if audit["score"] is not None and audit["score"] < 1 and name not in speed
    ]


if __name__ == "__main__":
    sys.exit(main())
