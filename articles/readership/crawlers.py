"""Who reads by machine: robots are shown every page and counted on none.

`is-bot` knows robots best, but five of its patterns also meet phones, televisions and apps that
people here really use. It says nothing about an empty user agent, so that is our own rule.
"""

from functools import lru_cache

from is_bot import Bots

# Excluding a pattern that is-bot does not have changes nothing and says nothing: a test looks.
PATTERNS_THAT_MEET_PEOPLE = (
    "discovery",
    "catch",
    "sogou",
    "(?:^|[^g])news(?!sapphire)",
    "radar",
)
# A pattern's time grows with the text it is given; no browser needs more than this.
LONGEST_USER_AGENT = 512

_NOBODY = {"", "-", "Mozilla/5.0"}

_bots = Bots()
_bots.exclude(PATTERNS_THAT_MEET_PEOPLE)


def is_robot(user_agent: str) -> bool:
    """Say whether a user agent is a robot's. Only its first 512 characters are looked at."""
    return _is_robot(user_agent[:LONGEST_USER_AGENT].strip())


@lru_cache(maxsize=4096)
def _is_robot(user_agent: str) -> bool:
    return user_agent in _NOBODY or _bots.is_bot(user_agent)
