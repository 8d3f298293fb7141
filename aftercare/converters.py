"""What stands in an address, read into values; registered when the app starts."""

import datetime


class DateConverter:
    """A day in an address, as 2026-11-26; a day that never was is no address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> datetime.date:
        return datetime.date.fromisoformat(value)

    def to_url(self, value: datetime.date) -> str:
        return value.isoformat()
