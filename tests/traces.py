"""Looking for people, byte by byte, in everything that a site leaves on a disk."""

import base64
import hashlib
import hmac
import ipaddress
from collections.abc import Iterable
from pathlib import Path


def spellings(text: str, secret: str) -> set[bytes]:
    """Return how a text may stand in a file: as it is, encoded, or as a digest without salt.

    Letters are lower ones, as in what `found_in` looks through; a digest of bytes is not.
    """
    plain = text.encode()
    digests = [hashlib.new(name, plain) for name in ("md5", "sha1", "sha256")]
    digests.append(hmac.new(secret.encode(), plain, "sha256"))
    written = {
        text.lower().encode(),
        text.lower().encode("utf-16-le"),
        plain.hex().encode(),
        *(digest.hexdigest()[:20].encode() for digest in digests),
    }
    if len(plain) > 9:  # less than that is found by chance
        written.add(base64.b64encode(plain)[:-4].lower())
    return written | {digest.digest()[:12].lower() for digest in digests} | _packed(text)


def _packed(text: str) -> set[bytes]:
    """Return an IPv6 address, or its network, in as many bytes as nobody writes by chance."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return set()
    if address.version == 4:
        return {str(int(address)).encode(), f"{int(address):08x}".encode()}
    return {address.packed[:8].lower(), address.exploded.encode(), str(int(address)).encode()}


def found_in(content: bytes, wanted: Iterable[bytes]) -> list[bytes]:
    """Return what of it stands in a content, whatever the case of letters."""
    lower = content.lower()
    return [one for one in wanted if one in lower]


def files_below(*folders: Path) -> dict[Path, bytes]:
    """Return all files of some folders, links left out; what vanishes meanwhile is nobody's."""
    contents = {}
    for folder in folders:
        for path in folder.rglob("*"):
            try:
                if path.is_file() and not path.is_symlink():
                    contents[path] = path.read_bytes()
            except FileNotFoundError:
                continue
    return contents
