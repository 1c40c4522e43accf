"""How gunicorn serves this site when nothing else is said; `gunicorn newsroom.wsgi` reads it.

Left alone, gunicorn answers one request at a time, and a single phone on a bad line would keep
every other reader waiting. It also names the address of whoever sends a request that it cannot
read, in a log that is kept.
"""

import os

from gunicorn.glogging import Logger

_NAMES_THE_CALLER = "Invalid request from ip="


class WithoutCallers(Logger):
    """gunicorn's log without the address, and the words, of a request that could not be read."""

    def warning(self, msg, *args, **kwargs) -> None:
        if str(msg).startswith(_NAMES_THE_CALLER):
            msg, args = "A request could not be read and was refused.", ()
        super().warning(msg, *args, **kwargs)


workers = int(os.environ.get("WEB_CONCURRENCY", "2"))  # gunicorn's own variable
worker_class = "gthread"
threads = 8
control_socket_disable = True
logger_class = WithoutCallers
