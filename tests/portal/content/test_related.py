"""Where an article leads on to: what is near, what an editor chose, what it costs."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from portal.content import related, revisions
from portal.content.models import GuidePage, PageSource, SideEffectPage
from tests.factories.content import (
    GuidePageFactory,
    RiskFactorPageFactory,
    SideEffectPageFactory,
    translation_of,
)
from tests.stories.test_publishing import in_form

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def leaning_on(*keys) -> list[PageSource]:
    return [PageSource(key=key, sort_order=n) for n, key in enumerate(keys)]


def effect(title, factors=(), sources=("F1",), **fields):
    return SideEffectPageFactory(
        title=title,
        slug=title.lower(),
        risk_factors=list(factors),
        sources=leaning_on(*sources),
        published=True,
        **fields,
    )


def guide(title, sources=("F1",), **fields):
    return GuidePageFactory(
        title=title,
        slug=title.lower(),
        sources=leaning_on(*sources),
        published=True,
        **fields,
    )


def to(page) -> list[str]:
    return [each.title for each in related.to(type(page).objects.get(pk=page.pk))]


def test_a_side_effect_leads_to_its_kin_and_to_the_guides_that_fit():
    page = effect("Redness", ["allergies", "poor-inks"], ["M1", "M5", "H1"])
    effect("Fading", ["unsanitary-tools"], ["M1", "M5"])  # no factor in common
    effect("Swelling", ["allergies", "poor-inks"])
    effect("Infection", ["poor-inks"], ["M1"])
    effect("Itching", ["poor-inks"])
    guide("Law", ["M1"])  # one source may be chance
    guide("Healing", ["M1", "M5", "H1"])
    guide("Waiting", ["M1", "H1"])
    guide("Help", ["M1", "M5", "H1"], show_in_menus=True)

    assert to(page) == ["Swelling", "Infection", "Healing", "Waiting"]


def test_room_that_one_kind_leaves_goes_to_the_other():
    page = effect("Redness", ["allergies"], ["M1", "M5"])
    for title in ("Swelling", "Infection", "Itching"):
        effect(title, ["allergies"])
    guide("Healing", ["M1", "M5"])

    assert to(page) == ["Infection", "Itching", "Healing", "Swelling"]
    assert to(guide("Alone", ["H9"])) == []


def test_a_risk_factor_leads_to_what_it_makes_more_likely():
    page = RiskFactorPageFactory(
        factor="allergies", sources=leaning_on("M1", "M5"), published=True
    )
    effect("Fading", ["poor-inks"], ["M1", "M5"])
    effect("Swelling", ["allergies"])
    effect("Itching", ["allergies", "poor-inks"], ["M1"])
    guide("Healing", ["M1", "M5"])

    assert to(page) == ["Itching", "Swelling", "Healing"]


def test_a_guide_leads_to_what_it_links_to_first():
    linked = effect("Swelling")
    body = f'<p>See <a id="{linked.pk}" linktype="page">swelling</a>.</p>'
    page = guide("Healing", ["M1", "M5", "H1"], body=[("text", body)])
    RiskFactorPageFactory(
        factor="allergies", sources=leaning_on("M1", "M5"), published=True
    )
    guide("Waiting", ["M1", "M5", "H1"])
    guide("Law", ["M1"])

    assert to(page) == ["Swelling", "Waiting", "Allergies"]


def test_drafts_and_other_languages_are_left_out():
    page = effect("Redness", ["allergies"])
    twin = translation_of(effect("Swelling", ["allergies"]), title="Hinchazón")
    SideEffectPageFactory(title="Draft", slug="draft", risk_factors=["allergies"])

    assert to(page) == ["Swelling"]
    assert to(twin) == []


def test_an_editors_choice_stands_in_its_order_and_shows_live_pages_only(client):
    page = effect("Redness", ["allergies"])
    effect("Swelling", ["allergies"])
    first, second = guide("Waiting"), effect("Fading")
    draft = GuidePageFactory(title="Draft", slug="draft")
    page.related = [("page", first), ("page", draft), ("page", second)]
    page.save_revision().publish()

    assert to(page) == ["Waiting", "Fading"]
    html = client.get(page.url).content.decode()
    assert '<h2 class="no-print" id="related">Related pages</h2>' in html
    assert '<p class="small muted">Guide</p><h3><a href="/guides/waiting/">' in html


def test_an_article_without_kin_shows_no_heading(client):
    assert 'id="related"' not in client.get(effect("Redness").url).content.decode()


@pytest.mark.parametrize("others", [1, 9])
def test_it_costs_one_query(others, django_assert_num_queries):
    page = effect("Redness", ["allergies"], ["M1", "M5"])
    for number in range(others):
        effect(f"Effect-{number}", ["allergies"])
        guide(f"Guide-{number}", ["M1", "M5"])
    page = SideEffectPage.objects.get(pk=page.pk)
    page.source_list  # noqa: B018 - the page shows its sources anyway
    related.to(page)

    with django_assert_num_queries(1):
        related.to(page)


def test_what_stands_beside_the_text_needs_no_new_review():
    page = guide("Healing")
    before = page.latest_revision
    page = GuidePage.objects.get(pk=page.pk)
    page.is_checklist = True
    page.related = [("page", guide("Waiting"))]

    assert revisions.same_text(before, page.save_revision())


@pytest.mark.usefixtures("migrated")
@pytest.mark.ignore_template_errors  # Wagtail's own templates
def test_an_editor_picks_the_pages_in_the_form(sign_in_as):
    page, picked = effect("Redness"), guide("Waiting")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    admin = sign_in_as("admin")
    typed = in_form(page, related=streamfield([("page", str(picked.pk))]))

    answer = admin.post(edit, typed | {"action-publish": "1"})

    assert answer.status_code == 302
    stored = SideEffectPage.objects.get(pk=page.pk)
    assert to(stored) == ["Waiting"]
    assert stored.clinical_reviewer == page.clinical_reviewer
