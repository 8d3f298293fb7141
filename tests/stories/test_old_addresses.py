"""A page gets another name or another place, and whoever knew the old one finds it."""

import pytest
from django.core.cache import cache
from django.template import engines
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from portal.accounts.enums import StaffRole
from portal.content.models import SideEffectPage
from tests.factories.content import (
    ContributorFactory,
    HomePageFactory,
    SideEffectIndexPageFactory,
    SideEffectPageFactory,
    reviewer,
    translation_of,
)
from tests.stories.test_publishing import decide, staff, submit

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("migrated"),
    pytest.mark.ignore_template_errors,  # Wagtail's own admin templates
]
OLD, NEW = "/side-effects/redness/", "/side-effects/red-skin/"


@pytest.fixture(autouse=True)
def admin_templates(monkeypatch):
    """Wagtail's editor counts on undefined variables being empty and so false."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")


@pytest.fixture
def page():
    made = SideEffectPageFactory(published=True, title="Redness", slug="redness")
    cache.clear()  # publishing renews it on commit
    return made


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """`rename(page, "red-skin")`: the page is published under another name."""

    def publish(page, slug):
        page = type(page).objects.get(pk=page.pk)
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish(skip_permission_checks=True)
        return page

    return publish


def led(path) -> str:
    """Where an address leads for good."""
    response = Client().get(path)
    assert response.status_code == 301, path
    return response["Location"]


def reads(path, words) -> bool:
    response = Client().get(path)
    return response.status_code == 200 and words in response.content.decode()


def test_a_page_renamed_through_the_review_is_found_under_its_old_name(
    page, person, sign_in_as, django_capture_on_commit_callbacks
):
    clara = person("clinical_reviewer")
    ContributorFactory(name="Dr Clara Okafor", role="Dermatologist", user=clara)
    second = Client()
    second.force_login(staff(StaffRole.EDITOR))
    assert reads(OLD, "<h1>Redness</h1>")  # kept for the next reader

    with django_capture_on_commit_callbacks(execute=True):
        submit(sign_in_as("editor"), page, slug="red-skin")
        decide(second, page)
    assert reads(OLD, "<h1>Redness</h1>")
    with django_capture_on_commit_callbacks(execute=True):
        decide(sign_in_as("clinical_reviewer"), page)

    assert led(OLD) == NEW
    assert led(f"{OLD}?from=mail") == NEW
    assert Client().head(OLD).status_code == 301
    assert reads(NEW, "<h1>Redness</h1>")
    assert f"{NEW}</loc>" in Client().get("/sitemap.xml").content.decode()


def test_names_given_one_after_another_all_lead_to_the_last(page, rename):
    rename(rename(page, "red-skin"), "red")

    assert {led(OLD), led(NEW)} == {"/side-effects/red/"}


def test_a_name_taken_back_leads_nobody_round_in_a_circle(page, rename):
    renamed = rename(page, "red-skin")
    assert Client().get(OLD)["Cache-Control"] == "public, max-age=3600"

    rename(renamed, "redness")

    assert reads(OLD, "<h1>Redness</h1>")
    assert led(NEW) == OLD


def test_a_new_page_may_have_the_old_name(page, rename):
    rename(page, "red-skin")

    SideEffectPageFactory(published=True, title="Another", slug="redness")
    cache.clear()

    assert reads(OLD, "<h1>Another</h1>")


def test_a_translation_keeps_its_language(page, rename):
    signed = {"clinical_reviewer": reviewer()}
    spanish = translation_of(page, title="Enrojecimiento", **signed)
    cache.clear()

    rename(spanish, "enrojecimiento")

    assert led(f"/es{OLD}") == "/es/side-effects/enrojecimiento/"
    assert reads("/es/side-effects/enrojecimiento/", "<h1>Enrojecimiento</h1>")
    assert reads(OLD, "<h1>Redness</h1>")


def test_a_renamed_list_takes_its_pages_along(page, django_capture_on_commit_callbacks):
    index = page.get_parent().specific
    index.slug = "effects"
    with django_capture_on_commit_callbacks(execute=True):
        index.save_revision().publish()

    assert led("/side-effects/") == "/effects/"
    assert led(OLD) == "/effects/redness/"
    assert reads("/effects/redness/", "<h1>Redness</h1>")


def test_a_moved_page_is_found(page, django_capture_on_commit_callbacks):
    """There is one list of side effects for each front page, so a second is made."""
    front = HomePageFactory(published=True, parent=page.get_ancestors().get(depth=2))
    other = SideEffectIndexPageFactory(published=True, parent=front, slug="b")
    Site.objects.update(root_page=page.get_ancestors().get(depth=2))

    with django_capture_on_commit_callbacks(execute=True):
        page.move(other, pos="last-child")

    assert led(OLD) == SideEffectPage.objects.get().url
    assert led(OLD).endswith("/b/redness/")


@pytest.mark.parametrize("role", ["editor", "admin"])
def test_editors_see_where_old_addresses_lead_and_mend_it(
    page, rename, sign_in_as, role
):
    rename(page, "red-skin")
    person = sign_in_as(role)

    listed = person.get(reverse("wagtailredirects:index")).content.decode()
    assert OLD.rstrip("/") in listed
    assert reverse("wagtailredirects:index") in person.get("/cms/").content.decode()

    typed = {"old_path": "/gone/", "redirect_page": page.pk, "redirect_link": ""}
    typed |= {"is_permanent": "on", "site": "", "redirect_page_route_path": ""}
    person.post(reverse("wagtailredirects:add"), typed)

    assert led("/gone/") == NEW


@pytest.mark.parametrize("role", ["clinical_reviewer", "reviewer", "moderator"])
def test_others_do_not_see_it(page, rename, sign_in_as, role):
    rename(page, "red-skin")
    response = sign_in_as(role).get(reverse("wagtailredirects:index"))

    assert OLD.rstrip("/") not in response.content.decode()
    assert response.status_code != 200
