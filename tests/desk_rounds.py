"""A running site with the newsroom of the matrix of roles in it, and the pages of its desk.

Which pages there are follows from tests/role_matrix.txt: whatever answers somebody's GET with 200
is a page of his, so a new address is looked at without being listed here.
"""

import json

from tests.role_matrix import Row, request_of, written
from tests.role_world import PEOPLE, World
from tests.running_site import RunningSite

# Run in the site's own process: writes the newsroom, and signs everybody in.
_BUILD = """
import json
from django.test import Client
from tests import role_world
world = role_world.build()
sessions = {}
for name, user in world.people.items():
    if user is not None:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        sessions[name] = client.cookies["sessionid"].value
print(json.dumps({"sessions": sessions, "objects": world.objects}))
"""


class Newsroom(RunningSite):
    """The site, who is signed in (`sessions`), and what there is (`world`)."""

    sessions: dict[str, str]
    world: World

    def start(self) -> "Newsroom":
        built = json.loads(self.python(_BUILD))
        self.sessions = built["sessions"]
        self.world = World({}, built["objects"])
        return super().start()

    def pages_of(self, name: str) -> dict[str, Row]:
        """Return the addresses that this person may read, each once, and the rows they are from."""
        column, found = PEOPLE.index(name), {}
        for row in written():
            method, address, _form = request_of(row, self.world)
            if method == "GET" and row.expected[column] == "200":
                found.setdefault(address, row)
        return found

    def read_by(self, name: str, address: str):
        """Return the answer to this person."""
        return self.get(address, Cookie=f"sessionid={self.sessions[name]}")
