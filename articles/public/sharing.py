"""Ways to pass a story on: plain links. Nobody's script runs here, nobody is told who reads."""

from urllib.parse import quote

from articles.public.documents import address, one_line


def to_share(title: str, path: str) -> dict[str, str]:
    """Return the title and the whole address of a story as they stand inside other addresses."""
    return {"title": quote(one_line(title), safe=""), "address": quote(address(path), safe="")}
