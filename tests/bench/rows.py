"""Many rows by one statement: copies of one that the factories made."""

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max, Model

UUID = {
    "sqlite": "printf('%032x', {pk})",
    "postgresql": "lpad(to_hex({pk}), 32, '0')::uuid",
}
INTO = """INSERT INTO {table} ({columns})
WITH RECURSIVE series(n) AS (
    SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < {count}
)
SELECT {values} FROM series CROSS JOIN {table} AS p WHERE p.{key} = {pattern}"""


def copies(row: Model, count: int, **changed: str) -> int:
    """Add so many copies of a stored row; their keys follow the last one there is.

    `changed` says in SQL what each has of its own: `n` counts them from 1 on, `{pk}`
    is the key. Returns the key before the first.
    """
    model, quote = type(row), connection.ops.quote_name
    last = model.objects.aggregate(last=Max("pk"))["last"]
    key = f"({last} + n)"
    changed = {model._meta.pk.attname: "{pk}"} | changed
    columns, values = [], []
    for field in model._meta.concrete_fields:
        own = changed.get(field.attname)
        columns.append(quote(field.column))
        values.append(own.replace("{pk}", key) if own else f"p.{quote(field.column)}")
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            INTO.format(
                table=table,
                columns=", ".join(columns),
                values=", ".join(values),
                key=quote(model._meta.pk.column),
                count=count,
                pattern=row.pk,
            )
        )
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)
    return last


def uuid() -> str:
    """What `copies` makes a key of a form of."""
    return UUID[connection.vendor]
