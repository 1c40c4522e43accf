"""A Chromium whose tabs are really behind one another, which Playwright's never are.

Playwright tells every page that it is seen. Here the browser is told what to do over a pipe, in
the DevTools protocol, and says nothing to its pages that is not so.
"""

import json
import os
import subprocess
import tempfile
import time
from typing import Any

from tests import tools
from tests.browser import AGENT, ARGUMENTS

SECONDS = 60


class Refused(AssertionError):
    """The browser did not do what it was told."""


class Tabs:
    """A browser of its own, from the beginning of a block to its end."""

    def __enter__(self) -> "Tabs":
        self._folder = tempfile.TemporaryDirectory(prefix="newsroom-tabs-")
        hears, self._tell = os.pipe()
        self._hear, says = os.pipe()
        command = [tools.chromium(), *ARGUMENTS, "--headless=new", f"--user-agent={AGENT}"]
        command += [f"--user-data-dir={self._folder.name}", "--remote-debugging-pipe"]
        # The browser listens at 3 and speaks at 4, whatever numbers the ends have here.
        moved = f'exec "$@" 3<&{hears} 4>&{says}'
        self._process = subprocess.Popen(
            ["bash", "-c", moved, "bash", *command, "about:blank"],
            pass_fds=(hears, says),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(hears)
        os.close(says)
        self._said, self._number = b"", 0
        return self

    def __exit__(self, *exc) -> None:
        self._call("Browser.close")
        self._process.wait(timeout=SECONDS)
        os.close(self._tell)
        os.close(self._hear)
        self._folder.cleanup()

    def open(self, address: str, *, behind: bool = False) -> "Tab":
        """Open an address in a new tab, in front of all others or behind them."""
        target = self._call("Target.createTarget", url=address, background=behind)["targetId"]
        return Tab(self, target)

    def _call(self, method: str, session: str = "", **parameters) -> dict[str, Any]:
        self._number += 1
        order = {"id": self._number, "method": method, "params": parameters}
        order |= {"sessionId": session} if session else {}
        os.write(self._tell, json.dumps(order).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise Refused(f"{method}: {answer['error']}")
                return answer["result"]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._said:
            more = os.read(self._hear, 65536)
            assert more, "The browser has ended."
            self._said += more
        line, _, self._said = self._said.partition(b"\0")
        return json.loads(line)


class Tab:
    """One tab of the browser."""

    def __init__(self, tabs: Tabs, target: str) -> None:
        self._tabs, self._target = tabs, target
        attached = tabs._call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]

    def come_to_front(self) -> None:
        self._tabs._call("Target.activateTarget", targetId=self._target)

    def evaluate(self, expression: str) -> Any:
        found = self._call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def wait_until(self, expression: str) -> None:
        wait_for(lambda: self._is(expression))

    def _is(self, expression: str) -> bool:
        try:
            return bool(self.evaluate(expression))
        except Refused:
            return False  # between two pages there is none to ask

    def _call(self, method: str, **parameters) -> dict[str, Any]:
        return self._tabs._call(method, self._session, **parameters)


def wait_for(found):
    """Return what is found in the end."""
    deadline = time.monotonic() + SECONDS
    while not (answer := found()):
        assert time.monotonic() < deadline, "It never came."
        time.sleep(0.1)
    return answer
