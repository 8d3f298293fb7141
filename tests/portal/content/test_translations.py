"""A translation behind its original says so, to readers and to editors."""

import datetime

import pytest
from django.template import engines
from django.urls import reverse
from django.utils import timezone

from portal.content.domain import translations
from portal.content.models import SideEffectPage
from portal.content.page_types import page_types
from tests.factories.content import SideEffectPageFactory, reviewer, translation_of
from tests.stories.test_publishing import in_form

pytestmark = pytest.mark.django_db

BANNER = "La página en inglés es más reciente"


@pytest.fixture
def original():
    return SideEffectPageFactory(published=True, title="Redness", slug="redness")


@pytest.fixture
def spanish(original):
    signed = {"clinical_reviewer": reviewer()}
    return translation_of(original, title="Enrojecimiento", **signed)


def publish_again(page):
    page.in_short = "It usually fades within a week."
    page.save_revision().publish(skip_permission_checks=True)
    return type(page).objects.get(pk=page.pk)


def behind() -> list[str]:
    return [page.title for page in translations.behind(page_types())]


def read(client, page) -> str:
    return client.get(page.url).content.decode()


def test_a_translation_that_keeps_up_says_nothing(original, spanish, client):
    assert behind() == []
    assert BANNER not in read(client, spanish)
    assert spanish.url == f"/es{original.url}"


def test_it_says_so_once_its_original_is_published_anew(original, spanish, client):
    newer = publish_again(original)

    html = read(client, spanish)

    assert BANNER in html
    assert f'<a href="{newer.full_url}" hreflang="en">' in html
    assert behind() == ["Enrojecimiento"]
    assert "The English page is newer" not in read(client, original)


def test_a_draft_of_the_original_changes_nothing(original, spanish, client):
    original.in_short = "Not out yet."
    original.save_revision()

    assert behind() == []
    assert BANNER not in read(client, spanish)


def test_a_translation_that_nobody_compared_is_behind(original, client):
    twin = translation_of(original, title="Enrojecimiento", compared_with=None)

    assert BANNER in read(client, twin)
    assert behind() == ["Enrojecimiento"]


def test_an_original_out_of_print_leaves_nobody_behind(original, spanish, client):
    publish_again(original).unpublish()

    assert behind() == []
    assert BANNER not in read(client, spanish)


def test_a_new_version_of_the_translation_alone_does_not_catch_up(original, spanish):
    publish_again(original)
    spanish.title = "Rojez"
    spanish.save_revision().publish(skip_permission_checks=True)

    assert behind() == ["Rojez"]


def test_the_longest_behind_come_first(clock, original, spanish):
    swelling = SideEffectPageFactory(published=True, title="Swelling", slug="swelling")
    translation_of(swelling, title="Hinchazón", clinical_reviewer=reviewer())
    publish_again(original)
    clock.shift(datetime.timedelta(days=1))
    publish_again(swelling)

    found = translations.behind(page_types())

    assert [page.title for page in found] == ["Enrojecimiento", "Hinchazón"]
    assert found[1].newer_since == timezone.now()


def test_only_translations_have_an_original(original, spanish):
    assert translations.original_of(original) is None
    assert translations.original_of(spanish).pk == original.pk
    assert translations.original_of(SideEffectPage()) is None


def test_a_page_kept_for_readers_says_so_at_once(
    original, spanish, client, django_capture_on_commit_callbacks
):
    assert BANNER not in read(client, spanish)

    with django_capture_on_commit_callbacks(execute=True):
        publish_again(original)

    assert BANNER in read(client, spanish)


def test_saying_so_costs_no_query_more(
    original, spanish, client, django_assert_max_num_queries
):
    publish_again(original)
    read(client, original.get_parent())  # the way down is known from here on

    with django_assert_max_num_queries(8):
        assert BANNER in read(client, spanish)


@pytest.mark.usefixtures("migrated")
@pytest.mark.ignore_template_errors
class TestEditors:
    def test_the_list_names_both_days_and_leads_to_the_editor(
        self, original, spanish, sign_in_as
    ):
        editor = sign_in_as("editor")
        url = reverse("translations_behind")
        empty = "Every translation keeps up with its original."
        assert empty in editor.get(url).content.decode()
        publish_again(original)

        html = editor.get(url).content.decode()

        assert "Enrojecimiento" in html
        assert f"/cms/pages/{spanish.pk}/edit/" in html
        assert empty not in html

    def test_the_list_can_be_taken_along(self, original, spanish, sign_in_as):
        publish_again(original)

        address = reverse("translations_behind") + "?export=csv"
        answer = sign_in_as("editor").get(address)

        assert "Enrojecimiento" in b"".join(answer.streaming_content).decode()

    def test_only_a_translation_has_the_box(
        self, original, spanish, sign_in_as, monkeypatch
    ):
        # Wagtail's editor counts on undefined variables being empty and so false.
        monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")
        editor = sign_in_as("admin")
        edit = "wagtailadmin_pages:edit"

        html = editor.get(reverse(edit, args=[spanish.pk])).content.decode()
        assert 'name="is_compared"' in html
        html = editor.get(reverse(edit, args=[original.pk])).content.decode()
        assert 'name="is_compared"' not in html

    def test_the_box_ticked_takes_it_off_the_list(self, original, spanish, sign_in_as):
        newer = publish_again(original)
        edit = reverse("wagtailadmin_pages:edit", args=[spanish.pk])
        editor = sign_in_as("admin")
        typed = in_form(spanish)

        answer = editor.post(edit, typed | {"is_compared": "on", "action-publish": "1"})

        assert answer.status_code == 302
        page = SideEffectPage.objects.get(pk=spanish.pk)
        assert page.compared_with_id == newer.live_revision_id
        assert page.clinical_reviewer == spanish.clinical_reviewer
        assert behind() == []
