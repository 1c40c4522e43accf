"""Runs `import_articles` on records as a person would, and keeps what it said."""

import json
from pathlib import Path

from django.core.management import call_command

RECORD = {
    "source": "Newsroom",
    "id": "91",
    "title": "Pemkab Bekasi Buka Posko",
    "body": "CIKARANG UTARA – Posko dibuka.\n\nReporter : Fajar CQA\n\nEditor   : Yus Ismail",
    "body_format": "text",
    "category": "Pemerintahan",
    "tags": "Posko, Banjir",
    "date": "2025-02-25 14:05:00",
    "views": "2.485",
}


class Importer:
    """Writes records to a file, imports them and keeps what the command said."""

    def __init__(self, folder: Path, capsys):
        self.path, self.capsys, self.said = folder / "berita.jsonl", capsys, ""

    def __call__(self, *records: dict | str) -> tuple[int, int, int]:
        lines = (one if isinstance(one, str) else json.dumps(one) for one in records)
        self.path.write_text("\n".join(lines), encoding="utf-8")
        return self.run()

    def run(self) -> tuple[int, int, int]:
        """Return created, updated and skipped of the last line, which is JSON."""
        try:
            call_command("import_articles", str(self.path))
        finally:
            out, self.said = self.capsys.readouterr()
            *before, last = out.splitlines()
            assert before == []
        counts = json.loads(last)
        assert list(counts) == ["created", "updated", "skipped"]
        return tuple(counts.values())
