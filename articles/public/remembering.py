"""Making a thing once while several threads ask for it, and remembering it as long as it holds.

What is remembered is bounded in number: what was asked for longest ago gives way. A failure is told
to whoever asked and is not remembered.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

MOST_THINGS = 2000


class Remembered:
    """Things by name. Whoever asks first makes a thing; the others wait for him."""

    def __init__(self, most: int = MOST_THINGS) -> None:
        self._most = most
        self._things: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()
        self._being_made: dict[Hashable, threading.Lock] = {}

    def get(self, name: Hashable, make: Callable[[], Any]) -> Any:
        """Return the thing of this name, making it where nobody has yet."""
        try:
            thing = self._things[name]
            self._things.move_to_end(name)
            return thing
        except KeyError:
            pass  # or it gave way to another this moment
        with self._lock:
            making = self._being_made.setdefault(name, threading.Lock())
        with making:
            if name in self._things:
                return self._things[name]
            try:
                thing = make()
                self._keep(name, thing)
            finally:
                with self._lock:
                    self._being_made.pop(name, None)
        return thing

    def _keep(self, name: Hashable, thing: Any) -> None:
        with self._lock:
            self._things[name] = thing
            while len(self._things) > self._most:
                self._things.popitem(last=False)
