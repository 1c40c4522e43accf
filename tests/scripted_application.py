"""An application that answers as a test says and remembers what it was asked: what nginx sends on.

The pages it gives name the number of the request that made them, so that a copy is told at sight.
"""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FOR_EVERYBODY = "public, max-age=0, s-maxage=1"


class ScriptedApplication:
    """Answers 200 with a page for everybody, until `status`, `headers` or `seconds` say otherwise.

    `asked` holds every request as (method, path with parameters, headers, body).
    """

    def __init__(self):
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self.status = 200
        self.headers: dict[str, str] = {}
        self.seconds = 0.0
        self.breaks_off = False
        self.body = b""
        self._server: ThreadingHTTPServer | None = None
        self.address = ""

    def start(self) -> "ScriptedApplication":
        """Listen; after a stop at the same address as before."""
        port = int(self.address.rpartition(":")[2]) if self.address else 0
        server = _Server(("127.0.0.1", port), _Handler)
        server.script = self
        self._server, self.address = server, f"127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def stop(self) -> None:
        """Refuse connections, as a stopped server does."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def __enter__(self) -> "ScriptedApplication":
        return self.start()

    def __exit__(self, *exc) -> None:
        self.stop()

    @property
    def paths(self) -> list[str]:
        return [path for _, path, _, _ in self.asked]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    script: ScriptedApplication


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def _answer(self) -> None:
        script = self.server.script
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        script.asked.append((self.command, self.path, headers, self.rfile.read(length)))
        page = script.body or f"page {len(script.asked)} of {self.path}".encode()
        time.sleep(script.seconds)
        if script.breaks_off:
            self.close_connection = True
            return
        self.send_response(script.status)
        for name, value in {"Cache-Control": FOR_EVERYBODY, **script.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _answer

    def log_message(self, *arguments) -> None:
        """Write nothing: the test asks `asked`."""
