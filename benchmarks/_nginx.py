"""nginx with the shipped configuration before a server that is measured, and a file beside it.

It speaks plain http to the client that asks: encrypting costs a page and a file the same, and
would hide what is compared.
"""

import contextlib
import http.client
from pathlib import Path

import psutil

from tests.nginx import Nginx

SAME_BYTES = "/same-bytes"
_FILE = """location = /same-bytes {
    root %s;
    default_type text/html;
    add_header Content-Encoding gzip always;
}
location ^~ /static/ {"""


class Front(Nginx):
    """A running nginx whose cost can be told; `keep` puts the bytes of a page into its file."""

    def __init__(self, port: int, *, var: Path):
        self._beside = var / "same-bytes"
        super().__init__(
            f"127.0.0.1:{port}",
            var=var,
            changes={
                "443 ssl http2": "443",
                "server_name berita.example.go.id;": "server_name berita.example.go.id 127.0.0.1;",
                "location ^~ /static/ {": _FILE % var,
            },
        )

    def keep(self, page: bytes) -> None:
        self._beside.write_bytes(page)

    def page(self, path: str) -> bytes:
        """Return a page as it goes over the line to a browser that takes gzip."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            if (answer.status, answer.headers["Content-Encoding"]) != (200, "gzip"):
                raise RuntimeError(f"{path} answered {answer.status}.")
            return answer.read()

    def cpu(self) -> float:
        """Return the seconds of processor time that nginx has used."""
        workers = psutil.Process(self._server.pid).children(recursive=True)
        return sum(sum(process.cpu_times()[:2]) for process in workers)
