"""What an open writing page sends by itself, and a page of the desk to send it from."""

import json

from accounts.models import User
from articles.models import Article
from tests.desk import LIST, typed

BEGIN = f"{LIST}autosave/"
KEY = "halaman-uji-yang-pertama"


def asks(client, address: str, person: User | None, **fields):
    """Send something from a page of this person; return the answer with its JSON as `told`."""
    data = {"person": str(person.pk) if person else "", "page_key": KEY, **fields}
    response = client.post(address, data, headers={"Accept": "application/json"})
    is_json = "json" in response.headers.get("Content-Type", "")
    response.told = json.loads(response.content) if is_json else {}
    return response


def autosaves(client, story: Article | None, person: User, *, turn: int = 1, **fields):
    """Let a page save the story by itself; a new one where there is none."""
    address = f"{LIST}{story.pk}/autosave/" if story else BEGIN
    fields = typed(story, **fields) | {"page_turn": turn}
    return asks(client, address, person, **fields)
