"""One installation for all tests of this folder."""

import os

import pytest

from tests import services
from tests.production import people
from tests.production import stack as production
from tests.production.visitor import Visitor


@pytest.fixture(scope="session")
def stack():
    for name in services.missing():
        if name in {"PostgreSQL", "Redis"}:
            leave_out = pytest.fail if os.environ.get("CI") else pytest.skip
            leave_out(services.advice(name))
    with production.running() as running:
        yield running


@pytest.fixture
def visitor():
    return Visitor(production.HOST)


@pytest.fixture(scope="session")
def cookies(stack):
    """Those of Cleo on one device; everybody else is there too."""
    visitor = Visitor(production.HOST)
    people.sign_up(stack, visitor, address=people.CLEO)
    stack.manage("shell", "-v0", "-c", people.EVERYBODY)
    return visitor.cookies


@pytest.fixture
def cleo(cookies):
    """`cleo()`: the same device once more, for another thread."""
    return lambda: Visitor(production.HOST, cookies=dict(cookies))
