"""Ways to pass a story on: plain links. Nobody's script runs here, nobody is told who reads."""

from urllib.parse import quote

from articles.public.documents import address, one_line


def ways_to_share(title: str, path: str) -> list[tuple[str, str]]:
    """Return what each way is called and its address, the most used first."""
    url, words = quote(address(path), safe=""), quote(one_line(title), safe="")
    return [
        ("WhatsApp", f"https://wa.me/?text={words}%20{url}"),
        ("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={url}"),
        ("X", f"https://twitter.com/intent/tweet?text={words}&url={url}"),
        ("Telegram", f"https://t.me/share/url?url={url}&text={words}"),
        ("E-mail", f"mailto:?subject={words}&body={url}"),
    ]
