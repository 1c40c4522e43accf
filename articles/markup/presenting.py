"""What a page makes of a clean text: tables in a box that scrolls, videos that wait to be asked.

The stored text knows nothing of this: it stays the plain thing that feeds, exports and editors
have. PURE: text in, text out.
"""

import re
from html import escape, unescape
from urllib.parse import parse_qs, urlsplit

_TABLE = re.compile(r"<table>.*?</table>", re.S)
_VIDEO = re.compile(r'<p>(?:<a href="([^"]+)"[^>]*>([^<]*)</a>|(https://[^\s<]+))</p>')
_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com"}


def with_tables_that_scroll(html: str, label: str) -> str:
    """Put each table into a box of its own, which a keyboard can reach; `label` is its name."""

    def boxed(found: re.Match) -> str:
        name = escape(label)
        return f'<div class="table" role="group" tabindex="0" aria-label="{name}">{found[0]}</div>'

    return _TABLE.sub(boxed, html)


def with_videos(html: str, label: str) -> str:
    """Make of each address of YouTube that is a paragraph of its own a place for its video.

    Without script it is a link; nothing is asked of YouTube before somebody presses. `label` is
    the link's text.
    """

    def placed(found: re.Match) -> str:
        address, text = unescape(found[1] or found[3]), found[2] or ""
        video = youtube_id(address)
        if not video:
            return found[0]
        caption = "" if "://" in text or not text.strip() else text
        figcaption = f"<figcaption>{caption}</figcaption>" if caption else ""
        address = f"https://www.youtube.com/watch?v={video}"
        link = f'<a href="{address}" rel="noopener">{escape(label)}</a>'
        return f'<figure class="video" data-video="{video}">{link}{figcaption}</figure>'

    return _VIDEO.sub(placed, html)


def youtube_id(address: str) -> str:
    """Return which video of YouTube an address shows, or "" where it shows none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme != "https" or "@" in parts.netloc:
        return ""
    first, _, rest = parts.path.strip("/").partition("/")
    if parts.netloc == "youtu.be":
        named = first
    elif parts.netloc not in _HOSTS:
        return ""
    elif first == "watch":
        named = parse_qs(parts.query).get("v", [""])[0]
    else:
        named = rest if first in {"shorts", "live", "embed"} else ""
    return named if _ID.fullmatch(named) else ""
