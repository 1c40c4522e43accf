"""How the suite as a whole behaves: what runs beside what, and what it says at the end.

Long tests come first, so that no core waits at the end; tests that share a running site share a
process. What could not run is said in plain lines, and a run in which nothing passed is a failure.
"""

import gc

import pytest

from tests import tools

NOT_RUN = "not run: "
# Kept on the item itself: xdist renames items, and a dictionary would not find them again.
GROUP = pytest.StashKey[str]()


def need(*names: str) -> None:
    """Leave the test out with a plain line when a tool is not here; with CI=true, fail."""
    if sentence := tools.missing(*names):
        if tools.required():
            pytest.fail(f"CI=true asks for every test, but {sentence}.", pytrace=False)
        pytest.skip(NOT_RUN + sentence)


def _group(item: pytest.Item) -> str | None:
    if chosen := item.get_closest_marker("xdist_group"):
        return chosen.args[0]
    if "demo_site" in item.fixturenames:
        return "demo_site"
    in_one_process = "demo" in item.fixturenames  # a slow fixture of its file
    if in_one_process or item.get_closest_marker("server") or item.get_closest_marker("browser"):
        return item.path.name
    return None


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items):
    for item in items:
        item.stash[GROUP] = group = _group(item) or ""
        if group and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(group))
    result = yield
    items.sort(key=lambda item: (not item.stash[GROUP], item.stash[GROUP]))
    return result


def pytest_collection_finish() -> None:
    """Let Python not look for garbage again and again among what was imported and collected."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _reason(report: pytest.TestReport) -> str:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
    return reason.removeprefix("Skipped: ").removeprefix(NOT_RUN)


def pytest_terminal_summary(terminalreporter) -> None:
    reasons = [_reason(report) for report in terminalreporter.stats.get("skipped", [])]
    for reason in sorted(set(reasons)):
        terminalreporter.write_line(f"NOT RUN: {reasons.count(reason)} test(s): {reason}.")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    nothing_passed = reporter is not None and not reporter.stats.get("passed")
    if (
        nothing_passed
        and session.exitstatus == pytest.ExitCode.OK
        and not session.config.option.collectonly
    ):
        session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED
