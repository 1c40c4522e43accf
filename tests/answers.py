"""What a server said to one request, and a port for a server of a test to say it on."""

import http.client
import json
import socket
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """What the site said to one request; nothing is followed, nothing is remembered."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> dict:
        return json.loads(self.body)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
