"""Constants that stand in the SQL itself."""

from django.db.models import Value


class Spelt(Value):
    """A number or a word of ours, for planners that must see it.

    SQLite plans before it knows the parameters: a condition that came with them is
    never recognised as that of an index.
    """

    def as_sql(self, compiler, connection):
        if isinstance(self.value, int):
            return f"{self.value:d}", []
        if not self.value.isidentifier():
            raise ValueError("No word of ours.")
        return f"'{self.value}'", []


def spelt_out(lookups: dict) -> dict:
    """The same lookups, with their values in the SQL."""
    return {
        name: [Spelt(each) for each in value]
        if isinstance(value, list)
        else Spelt(value)
        for name, value in lookups.items()
    }
