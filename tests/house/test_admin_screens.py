"""The screens that Wagtail brings open for those who need them and for nobody else."""

import pytest

from tests.house.admin_screens import HARMLESS, RAISES, SCREENS, allowed
from tests.house.matrix import STAFF, Answer
from tests.house.routes import all_routes
from tests.house.test_permissions import answer_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("migrated"),
    pytest.mark.ignore_template_errors,  # Wagtail's own templates
]
OPEN_FOR_CERTAIN = {"images/", "pages/", "redirects/", "users/", "account/"}
OPEN_FOR_CERTAIN |= {"reports/site-history/"}
SIGNED_OUT = "cms/logout/"


def screens():
    """Wagtail's addresses in the admin, but for those that open nothing."""
    quiet = {f"cms/{name}" for name in (*HARMLESS, RAISES)}
    return [
        route
        for route in all_routes()
        if route.maker == "wagtail"
        and route.pattern.lstrip("^").startswith("cms/")
        and route.pattern not in quiet | {SIGNED_OUT}
    ]


def test_every_screen_is_in_a_part_that_we_know_and_every_part_has_a_screen():
    found = [route.pattern for route in screens()]
    for pattern in found:
        allowed(pattern)

    parts = [pattern.removeprefix("^").removeprefix("cms/") for pattern in found]
    unused = {each for each in SCREENS if not any(p.startswith(each) for p in parts)}
    assert unused == {"logout/"}


@pytest.mark.parametrize(
    ("role", "verbs"),
    [
        ("owner", ["get", "post"]),
        ("client", ["get"]),
        ("editor", ["get", "post"]),
        ("clinical_reviewer", ["get"]),
        ("reviewer", ["get"]),
        ("moderator", ["get"]),
        ("admin", ["get"]),
    ],
)
def test_a_role_opens_nothing_that_is_not_for_it(role, verbs, sign_in_as):
    client = sign_in_as(role)

    opened = [
        (route.pattern, verb)
        for route in screens()
        if role not in allowed(route.pattern)
        for verb in verbs
        if answer_of(getattr(client, verb)(route.path)) == Answer.YES
    ]

    assert opened == []


@pytest.mark.parametrize("role", STAFF)
def test_a_role_opens_the_screens_that_are_for_it(role, sign_in_as):
    client = sign_in_as(role)
    starts = {"/cms/": allowed("cms/")} | {
        f"/cms/{begin}": roles
        for begin, roles in SCREENS.items()
        if begin in OPEN_FOR_CERTAIN
    }

    for path, roles in starts.items():
        assert (client.get(path).status_code == 200) is (role in roles), path
