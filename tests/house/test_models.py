"""Each model says what it is and what of it is personal, and has a factory."""

import pytest
from django.db import models

from tests.house.rows import makers
from tests.house.source import own_models
from tests.house.test_constraints import own_fields

TEXT = (models.CharField, models.TextField, models.JSONField, models.FileField)


def text_fields(model) -> set[str]:
    return {field.name for field in own_fields(model) if isinstance(field, TEXT)}


def declared(model, name) -> set[str]:
    return set(getattr(model, name, ()))


def test_every_model_says_what_the_thing_is():
    silent = [
        model.__name__
        for model in own_models()
        if (model.__doc__ or "").startswith(f"{model.__name__}(")  # Django's own
    ]

    assert silent == []


def test_every_text_field_is_declared_personal_or_public():
    undeclared = {
        model.__name__: missing
        for model in own_models()
        if (
            missing := text_fields(model)
            - declared(model, "personal_fields")
            - declared(model, "public_fields")
        )
    }

    assert undeclared == {}


def test_no_declaration_names_a_field_that_is_gone_or_names_it_twice():
    stale = {}
    for model in own_models():
        personal = declared(model, "personal_fields")
        public = declared(model, "public_fields")
        known = {field.name for field in model._meta.get_fields()}
        wrong = (personal | public) - known | personal & public
        if wrong:
            stale[model.__name__] = wrong

    assert stale == {}


def test_every_model_has_a_factory():
    assert {m.__name__ for m in set(own_models()) - makers().keys()} == set()


def left_empty(row) -> set[str]:
    """The columns that hold NULL and may."""
    return {
        field.name
        for field in row._meta.concrete_fields
        if field.null and getattr(row, field.attname) is None
    }


@pytest.mark.django_db
@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_a_factory_makes_a_valid_stored_row(model):
    row = makers()[model]()

    stored = model._default_manager.get(pk=row.pk)
    # "May be left out of a form" is no matter of a row that no form makes.
    stored.full_clean(exclude=left_empty(stored))
    assert str(stored)
