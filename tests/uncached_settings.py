"""The project's settings without the page cache: what a page would be if nobody kept any."""

from newsroom.settings import *  # noqa: F403

PAGE_CACHE = False
