"""How a valid row of each model is made: the factories, found by their model."""

import inspect
import pkgutil
from collections.abc import Callable
from importlib import import_module

from django.db.models import Model
from factory.django import DjangoModelFactory

from portal.audit.models import AuditEvent, AuditHead
from tests import factories
from tests.factories.accounts import UserFactory
from tests.factories.audit import event

# Made by one function of the domain and in no other way, so by no factory class.
BY_FUNCTION: dict[type[Model], Callable[[], Model]] = {
    AuditEvent: lambda: event(by=UserFactory(), clinic=1, details={"page": 1}),
    AuditHead: lambda: event() and AuditHead.objects.get(),
}


def makers() -> dict[type[Model], Callable[[], Model]]:
    """What stores a valid row, for each model that has something that does."""
    found = {}
    for module in pkgutil.iter_modules(factories.__path__, f"{factories.__name__}."):
        members = vars(import_module(module.name)).values()
        for member in members:
            if inspect.isclass(member) and issubclass(member, DjangoModelFactory):
                model = member._meta.get_model_class()
                if model is not None and not member._meta.abstract:
                    found.setdefault(model, member)
    return found | BY_FUNCTION
