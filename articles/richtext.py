"""The one sanitiser of rich text (replaced below)."""

EDITOR_CONFIG: dict = {}


def clean(html: str) -> str:
    return html
