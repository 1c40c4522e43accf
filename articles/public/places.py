"""Open places in a page that is kept: where the tags of `live` write a mark instead of a number.

The mark is made anew by each process and never leaves it: whoever writes a story cannot write one.
"""

import secrets

MARK = f"place-{secrets.token_hex(16)}-"


class Places:
    """The open places of one page being rendered for the page cache."""

    def __init__(self) -> None:
        self.story: int | None = None  # whose reads the page shows
        self.reads: int | None = None  # how many they were at the rendering

    def mark(self, name: str) -> str:
        """Return what stands in the page until it is filled."""
        return f"{MARK}{name};"

    def mark_reads(self, name: str, *, story: int, reads: int) -> str:
        """Return the mark of a place for the reads of a story."""
        self.story, self.reads = story, reads
        return self.mark(name)
