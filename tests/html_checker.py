"""vnu, the checker of the W3C: one start of Java for as many pages as there are."""

import json
import subprocess
from pathlib import Path

from tests import tools


def errors_in(folder: Path) -> list[str]:
    """Check every page in the folder and return what is wrong, in one line each."""
    files = sorted(str(path) for path in folder.glob("*.html"))
    command = [tools.java(), "-Xss4m", "-jar", tools.vnu(), "--format", "json"]
    done = subprocess.run(
        [*command, "--exit-zero-always", *files], capture_output=True, text=True, timeout=300
    )
    return [
        f"{Path(m['url']).name}:{m['lastLine']}: {m['message']} ({m.get('extract', '')!r})"
        for m in json.loads(done.stderr)["messages"]
        if m["type"] != "info"
    ]


def file_name(path: str) -> str:
    """Return the name under which a page of this address is kept."""
    return f"{path.strip('/').replace('/', '_') or 'home'}.html"
