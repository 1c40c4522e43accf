"""Numbers as they stand in our addresses: one spelling each, so that no page has two addresses."""


class Number:
    """A whole number from 1 up, without zeros before it."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Year(Number):
    """A year of four digits."""

    regex = "[1-9][0-9]{3}"


class TwoDigits(Number):
    """A month or a day, with its zero."""

    regex = "[0-9]{2}"

    def to_url(self, value: int) -> str:
        return f"{value:02}"
