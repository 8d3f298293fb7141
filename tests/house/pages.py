"""Every page of ours that somebody can open, found through the permission matrix."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.cache import cache
from django.test import Client
from wagtail.models import Site

from tests.conftest import ROLES
from tests.factories.content import (
    GuidePageFactory,
    RiskFactorPageFactory,
    SideEffectPageFactory,
)
from tests.house.matrix import YES
from tests.house.permissions import ROWS
from tests.house.routes import all_routes

# allauth's screens in our templates, for somebody who is signed in.
OF_ALLAUTH = ("account_", "mfa_", "usersessions_")


@dataclass(frozen=True)
class Shown:
    """A page as it came: where from, to whom, and its HTML."""

    path: str
    role: str
    html: str


def shown(path: str, role: str, client: Client) -> Shown | None:
    """The page at that address; None where something else than HTML comes."""
    response = client.get(path)
    if response.status_code != 200 or "text/html" not in response["Content-Type"]:
        return None
    return Shown(path, role, response.content.decode())


def own_pages(person, sign_in_as) -> Iterator[Shown]:
    """Our own addresses outside the admin, each as the first role that may see it."""
    for role in ROLES[1:]:
        person(role)
    for name, row in ROWS.items():
        role = next((role for role in ROLES if row.get[role] == YES), None)
        if role is None:
            continue
        path = row.path(name, person)
        if path.startswith("/cms/"):
            continue
        page = shown(path, role, sign_in_as(role))
        if page:
            yield page


def account_pages(sign_in_as) -> Iterator[Shown]:
    """allauth's pages, for a stranger and for somebody who is signed in."""
    for route in all_routes():
        if route.maker != "allauth":
            continue
        for role in ("anonymous", "client"):
            page = shown(route.path, role, sign_in_as(role))
            if page:
                yield page


def tree_pages(client: Client) -> Iterator[Shown]:
    """A published page of each type of the tree, for a stranger."""
    SideEffectPageFactory(slug="an-effect", risk_factors=["allergies"], published=True)
    RiskFactorPageFactory(slug="a-factor", published=True)
    GuidePageFactory(slug="a-guide", published=True)
    cache.clear()  # publishing renews it on commit, which no test reaches
    for words in ("", "nothing of the kind", "a page", "suicide"):
        answer = shown(f"/search/?q={words}", "anonymous", client)
        assert answer, words
        yield answer
    front = Site.objects.get().root_page
    for stored in front.get_descendants(inclusive=True).live():
        page = shown(stored.get_url(), "anonymous", client)
        assert page, stored
        yield page
