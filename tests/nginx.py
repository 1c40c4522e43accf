"""nginx as deploy/nginx.conf configures it, before any application: for tests and benchmarks.

The shipped files are what is started. Other are only addresses, ports and folders, and what a test
says it changes, such as a time that nobody can wait for.
"""

import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from pathlib import Path

from tests import tools
from tests.answers import Answer, free_port

ROOT = Path(__file__).resolve().parent.parent
HOST = "berita.example.go.id"
DEPLOY = ROOT / "deploy"
SHARED_MODULES = Path("/usr/lib/nginx/modules")
START_SECONDS = 120


class NginxDidNotStart(Exception):
    """The configuration was refused, or nothing ever answered; the message holds what it said."""


class Nginx:
    """A running nginx; `get`, `post` and `request` speak TLS to it under the site's own name.

    `applications` are the addresses of the upstream servers (host:port), `var` the folder with
    static/ and media/. `changes` are pairs of texts: the first must stand in the shipped files.
    """

    def __init__(self, *applications: str, var: Path, changes: dict[str, str] | None = None):
        self.folder = Path(tempfile.mkdtemp(prefix="newsroom-nginx-"))
        self.folder.chmod(0o755)
        self.port, self.plain_port = free_port(), free_port()
        self._applications = applications
        self._var = var
        self._server: subprocess.Popen | None = None
        for name in ("lib", "log", "acme/.well-known/acme-challenge", "conf"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "modules").symlink_to(SHARED_MODULES)
        _make_certificate(self.folder)
        self._write_configuration(changes or {})
        self._trust = ssl.create_default_context(cafile=self.folder / "fullchain.pem")

    def _write_configuration(self, changes: dict[str, str]) -> None:
        shipped = [DEPLOY / "nginx.conf", *sorted((DEPLOY / "nginx").glob("*.conf"))]
        texts = {path: path.read_text() for path in shipped}
        for old in changes:
            assert any(old in text for text in texts.values()), f"{old} is in no shipped file"
        for path, text in texts.items():
            for old, new in {**changes, **self._places()}.items():
                text = text.replace(old, new)
            text = re.sub(r"^ *listen \[::\]:.*\n", "", text, flags=re.MULTILINE)
            (self.folder / "conf" / path.name).write_text(text)

    def _places(self) -> dict[str, str]:
        servers = "".join(
            f"server {address} max_fails=1 fail_timeout=1s;\n" for address in self._applications
        )
        return {
            "user www-data;": "user root;" if os.geteuid() == 0 else "",
            "server unix:/run/newsroom/newsroom.sock;": servers,
            "listen 443": f"listen 127.0.0.1:{self.port}",
            "listen 80": f"listen 127.0.0.1:{self.plain_port}",
            "127.0.0.1:8079": f"127.0.0.1:{free_port()}",
            "/etc/letsencrypt/live/berita.example.go.id": str(self.folder),
            "/etc/nginx/newsroom/": f"{self.folder}/conf/",
            "/var/lib/nginx/": f"{self.folder}/lib/",
            "/var/lib/newsroom": str(self._var),
            "/var/log/nginx/": f"{self.folder}/log/",
            "/var/www/acme": str(self.folder / "acme"),
            "/run/nginx.pid": str(self.folder / "nginx.pid"),
            "/srv/newsroom": str(ROOT),
        }

    def _command(self, *more: str) -> list[str]:
        configuration = str(self.folder / "conf" / "nginx.conf")
        return [tools.nginx(), "-p", str(self.folder), "-c", configuration, *more]

    def test(self) -> str:
        """Let nginx check the configuration; return what it says, which ends with its verdict."""
        done = subprocess.run(self._command("-t"), capture_output=True, text=True)
        return done.stderr

    def start(self) -> "Nginx":
        """Serve, and return once it answers."""
        with (self.folder / "log" / "output").open("ab") as output:
            command = self._command("-g", "daemon off;")
            self._server = subprocess.Popen(command, stdout=output, stderr=output)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._server.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=2).close()
                return self
            except OSError:
                time.sleep(0.02)
        self.close()
        raise NginxDidNotStart(self.output)

    def close(self) -> None:
        """Stop it and leave nothing behind."""
        if self._server is not None and self._server.poll() is None:
            self._server.send_signal(signal.SIGTERM)
            self._server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> "Nginx":
        return self.start()

    def __exit__(self, *exc) -> None:
        self.close()

    @property
    def output(self) -> str:
        path = self.folder / "log" / "output"
        return path.read_text(errors="replace") if path.exists() else ""

    @property
    def logs(self) -> bytes:
        """Everything that was written down, by whatever part of nginx."""
        return b"".join(path.read_bytes() for path in sorted((self.folder / "log").iterdir()))

    def line(self, source: str = "127.0.0.1", *, name: str = HOST) -> "Line":
        """Open a connection from an address of this machine (any 127.x.y.z)."""
        return Line(self.port, self._trust, source, name)

    def raw_line(self, protocols: list[str], *, version: str = "") -> ssl.SSLSocket:
        """Open a TLS connection that speaks one of these protocols, in this TLS version alone."""
        context = ssl.create_default_context(cafile=self.folder / "fullchain.pem")
        context.set_alpn_protocols(protocols)
        if version:
            context.set_ciphers("DEFAULT:@SECLEVEL=0")  # that it is nginx who refuses an old one
            context.minimum_version = context.maximum_version = ssl.TLSVersion[version]
        plain = socket.create_connection(("127.0.0.1", self.port), 60)
        return context.wrap_socket(plain, server_hostname=HOST)

    def tls(self, version: str) -> str | None:
        """Return the version that was agreed upon when only this one is offered; None for none."""
        try:
            with self.raw_line(["http/1.1"], version=version) as line:
                return line.version()
        except (ssl.SSLError, ConnectionError):
            return None

    def get(self, path: str, *, source: str = "127.0.0.1", **headers: str) -> Answer:
        """GET on a connection of its own; header names with _ for -."""
        return self.request("GET", path, source=source, **headers)

    def post(self, path: str, body: bytes, *, source: str = "127.0.0.1", **headers: str) -> Answer:
        """POST on a connection of its own."""
        return self.request("POST", path, body=body, source=source, **headers)

    def request(self, method, path, *, body=None, source="127.0.0.1", **headers: str) -> Answer:
        line = self.line(source)
        try:
            return line.ask(method, path, body=body, **headers)
        finally:
            line.close()


class Line(http.client.HTTPSConnection):
    """One TLS connection to nginx, kept open for many requests."""

    def __init__(self, port: int, trust: ssl.SSLContext, source: str, name: str):
        super().__init__(name, port, timeout=60, context=trust)
        self._from, self._name, self._trust = source, name, trust

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port), 60, (self._from, 0))
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock = self._trust.wrap_socket(plain, server_hostname=self._name)

    def ask(self, method: str, path: str, *, body=None, **headers: str) -> Answer:
        """Send one request and return the whole answer."""
        sent = {"Host": self._name}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        self.request(method, path, body=body, headers=sent)
        response = self.getresponse()
        return Answer(response.status, response.headers, response.read())


def _make_certificate(folder: Path) -> None:
    names = ("-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem"))
    kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
    whom = ("-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}")
    command = ["openssl", "req", "-x509", *kind, *names, *whom]
    subprocess.run(command, check=True, capture_output=True)
