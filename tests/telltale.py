"""Readers who tell much of themselves at every door of a running site, to be looked for later."""

import socket
from dataclasses import dataclass

from tests.running_site import RunningSite
from tests.site_readers import connected

PEER = "127.66.77.88"  # of this machine too, and yet nobody else's
FORWARDED = ("203.0.113.77", "2001:db8:77aa:1b2c:3d4e:5f60:7182:93a4")
NETWORKS = ("203.0.113.", "2001:db8:77aa:")
PHONE = (
    "Mozilla/5.0 (Linux; Android 13; Qz7KxPhone) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/126.0.0.0 Mobile Safari/537.36"
)
ROBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; Qz7KxPhone)"
LANGUAGE, REFERRER = "wq-Xqzvk", "https://asal-Rf3Vn.example/"
SECRETS = (*FORWARDED, PEER, PHONE, "Qz7KxPhone", LANGUAGE, "asal-Rf3Vn")


@dataclass
class Reader:
    """One reader with everything that a request tells of him, by a proxy or past it."""

    site: RunningSite
    address: str
    agent: str
    peer: str = "127.0.0.1"  # a proxy of ours, unless it is another

    def headers(self) -> dict[str, str]:
        return {
            "Host": f"127.0.0.1:{self.site.port}",
            "User-Agent": self.agent,
            "Accept-Language": LANGUAGE,
            "Referer": REFERRER,
            "X-Forwarded-For": self.address,
            "Forwarded": f"for={self.address}",
            "Connection": "close",
        }

    def ask(self, line: str, body: bytes = b"", **more: str) -> int:
        """Send a request as it is written, and return the status."""
        headers = self.headers() | {name.replace("_", "-"): text for name, text in more.items()}
        if body:
            headers["Content-Length"] = str(len(body))
        head = "".join(f"{name}: {text}\r\n" for name, text in headers.items())
        server = ("127.0.0.1", self.site.port)
        peer = (self.peer, 0)
        with socket.create_connection(server, timeout=30, source_address=peer) as connection:
            connection.sendall(f"{line}\r\n{head}\r\n".encode("utf-8", "surrogatepass") + body)
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        return int(answer[9:12])


def read_at_every_door(site: RunningSite, story: str) -> set[int]:
    """Let three people and a robot ask for everything; return what was answered."""
    readers = [
        *(Reader(site, address, PHONE) for address in FORWARDED),
        Reader(site, FORWARDED[0], PHONE, PEER),
        Reader(site, FORWARDED[1], ROBOT, PEER),
    ]
    return set().union(*(_ask_for_everything(reader, story) for reader in readers))


def _ask_for_everything(reader: Reader, story: str) -> set[int]:
    """Ask for pages of every kind, in every way, good and bad; return what was answered."""
    number = story.split("/")[2]
    pages = (story, "/", "/kategori/pemerintahan/", "/cari/?q=jalan", "/cari/?q=xyzzy", "/arsip/",
             "/rss.xml", "/sitemap.xml", "/statistik/", "/tidak-ada/", f"/berita/{number}/lama/",
             "/index.php?option=com_content&id=7", "/admin/", "/admin/login/", "/livez",
             f"/baca/{number}.gif", "/berita/99999999/x/")  # fmt: skip
    lines = [f"GET {page} HTTP/1.1" for page in pages]
    lines += [f"HEAD {story} HTTP/1.1", f"OPTIONS {story} HTTP/1.1", f"PUT {story} HTTP/1.1"]
    statuses = {reader.ask(line) for line in lines}
    report = f"POST /baca/{number}/ HTTP/1.1"
    statuses.add(reader.ask(report, b"{}"))
    statuses.add(reader.ask(report, b"{}", Origin="https://jahat.example"))
    statuses.add(reader.ask(lines[0], Sec_Purpose="prefetch"))
    statuses.add(reader.ask(lines[0], Cookie=f"sessionid={'x' * 32}"))
    statuses.add(reader.ask(lines[0], Host="jahat.example"))
    # What gunicorn itself refuses, before the application hears of it.
    statuses.add(reader.ask(f"GET {story} HTTP/9.9"))
    statuses.add(reader.ask(f"GET {story} BaCa {reader.agent}"))
    statuses.add(reader.ask(lines[0], **{"X Bad": reader.agent}))
    statuses.add(reader.ask(lines[0], X_Long=reader.agent * 200))
    return statuses | {_fail(reader)}


def _fail(reader: Reader) -> int:
    """Let the application stumble over its own tables; return what the reader was answered."""
    rename = "ALTER TABLE articles_article RENAME COLUMN {} TO {}"
    with connected(reader.site) as connection:
        connection.cursor().execute(rename.format("title", "titel"))
        connection.commit()
        status = reader.ask("GET /berita/88888888/x/ HTTP/1.1")
        connection.cursor().execute(rename.format("titel", "title"))
        connection.commit()
    connection.close()
    return status
