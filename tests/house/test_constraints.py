"""The database refuses what can never be, with a sentence a person can act on."""

import re

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, models, transaction

from tests.house.source import PACKAGES, own_models
from tests.house.violations import VIOLATIONS

SENTENCE = re.compile(r"^[a-z0-9]+(_[a-z0-9]+){2,}$")
ABBREVIATED = re.compile(r"_(uniq|unique|ck|check|idx|chk|uq)$")


def constraints() -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    return {
        constraint.name: (model, constraint)
        for model in own_models()
        for constraint in model._meta.constraints
    }


def conditions(model) -> list[models.Q]:
    return [
        constraint.condition
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    ]


def leaves(condition) -> list[tuple]:
    """The (lookup, value) pairs of a condition, however deep they lie."""
    if isinstance(condition, tuple):
        return [condition]
    if not isinstance(condition, models.Q):
        return []
    return [leaf for child in condition.children for leaf in leaves(child)]


def emptiness(condition) -> set[tuple[str, bool]]:
    """Which fields a condition wants to be NULL (True) or not (False)."""
    found = set()
    for lookup, value in leaves(condition):
        if value is None:
            found.add((f"{lookup}__isnull", True))
        elif isinstance(value, bool):
            found.add((lookup, value))
    return found


def own_fields(model) -> list[models.Field]:
    """The fields written here: not those of a base class that came with a library."""

    def is_foreign(field):
        for base in model.__mro__[1:]:
            if base.__module__.partition(".")[0] in PACKAGES:
                continue
            try:
                base._meta.get_field(field.name)
            except (AttributeError, FieldDoesNotExist):
                continue
            return True
        return False

    return [field for field in model._meta.local_fields if not is_foreign(field)]


def offered_values(field) -> set:
    return {value for value, _ in field.flatchoices}


def named_values(model, field) -> list[set]:
    """What each check on this field alone allows, apart from NULL."""
    found = []
    for condition in conditions(model):
        pairs = leaves(condition)
        lists = [set(value) for lookup, value in pairs if lookup == f"{field.name}__in"]
        others = {lookup for lookup, _ in pairs} - {
            f"{field.name}__in",
            f"{field.name}__isnull",
        }
        if len(lists) == 1 and not others:
            found += lists
    return found


def test_every_choice_is_also_a_constraint_that_names_exactly_its_values():
    unguarded = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in own_fields(model)
        if field.choices
        and not any(
            values - {""} == offered_values(field) - {""}
            for values in named_values(model, field)
        )
    ]

    assert unguarded == []


def test_who_and_when_stand_or_fall_together():
    unpaired = []
    for model in own_models():
        fields = {field.name: field for field in own_fields(model)}
        for name in fields:
            stem = name.removesuffix("_by")
            if stem == name or f"{stem}_at" not in fields:
                continue
            pair = (fields[f"{stem}_by"], fields[f"{stem}_at"])
            if not any(field.null for field in pair):
                continue
            needed = {
                (f"{field.name}__isnull", null)
                for field in pair
                for null in (True, False)
            }
            if not any(needed <= emptiness(each) for each in conditions(model)):
                unpaired.append(f"{model.__name__}.{stem}_by")

    assert unpaired == []


def test_every_constraint_is_named_as_a_sentence():
    unnamed = [
        name
        for name in constraints()
        if not SENTENCE.match(name) or ABBREVIATED.search(name)
    ]

    assert unnamed == []


def test_every_constraint_tells_a_person_what_to_do():
    default = models.BaseConstraint.default_violation_error_message
    silent = [
        name
        for name, (_, constraint) in constraints().items()
        if str(constraint.violation_error_message) == str(default)
        or not str(constraint.violation_error_message).endswith(".")
    ]

    assert silent == []


def test_every_constraint_has_a_row_that_breaks_it():
    names = {
        name
        for name, (_, constraint) in constraints().items()
        if isinstance(constraint, models.CheckConstraint | models.UniqueConstraint)
    }

    assert names == VIOLATIONS.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(VIOLATIONS))
def test_the_database_itself_refuses_the_row(name):
    model, constraint = constraints()[name]
    marks = {name}
    if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
        column = model._meta.get_field(constraint.fields[0]).column
        marks.add(f"{model._meta.db_table}.{column}")  # how SQLite names it

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        VIOLATIONS[name]()

    assert any(mark in str(refusal.value) for mark in marks), refusal.value
