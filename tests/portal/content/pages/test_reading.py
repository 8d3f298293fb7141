"""What readers get from a page, in which language, and on paper."""

import datetime
import re

import pytest
from django.utils.formats import date_format
from wagtail.models import Locale, PageViewRestriction

from portal.content.models import SideEffectPage
from tests.conftest import NOW, TODAY
from tests.factories.content import (
    ContributorFactory,
    GuidePageFactory,
    SideEffectPageFactory,
    reviewer,
)
from tests.portal.content.pages.articles import article, picture, read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_an_article_shows_all_its_parts(client):
    html = read(client, article())

    for words in (
        "<h1>Redness</h1>",
        "Also known as: erythema, red scalp",
        "Clinically reviewed",
        f"by Dr Clara Okafor on {date_format(TODAY)}",
        "Call 999",
        "You cannot breathe",
        "On brown and black skin",
        "Scratch",
        "Clinical evidence",
        "Ana Ruiz, Health editor",
        "A &lt;b&gt;paper",
        "First version.",
        "Next review",
        "No clinician has signed off these bands yet.",
    ):
        assert words in html


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_people_are_shown_with_their_photo(client):
    author = ContributorFactory(name="Ana Ruiz", photo=picture())

    html = read(client, article(author=author))

    assert re.search(r'<img[^>]+alt=""[^>]*> Ana Ruiz, Health editor', html)


def test_marks_in_a_text_become_numbers_that_lead_to_the_sources(client):
    html = read(client, article())

    assert '<sup><a href="#source-M6" aria-label="Source 2">2</a></sup>.' in html
    assert 'id="source-M6"' in html


def test_the_healing_chart_stands_there_as_a_table_too(client):
    html = read(client, article())

    assert '<svg viewBox="0 0 360 214" role="img"' in html
    assert "On the treated skin, and not fading" in html
    assert "Day 0–1" in html


def test_a_page_past_its_review_date_says_so(client, clock):
    page = article()
    assert "past its review date" not in read(client, page)

    clock.move_to(NOW + datetime.timedelta(days=366))
    html = read(client, page)

    assert "This page is past its review date" in html
    assert (
        f"It should have been reviewed by {date_format(page.next_review_on)}." in html
    )


def test_on_the_review_day_itself_a_page_is_not_overdue(clock):
    page = article()

    clock.move_to(NOW + datetime.timedelta(days=365))

    assert page.next_review_on == (NOW + datetime.timedelta(days=365)).date()
    assert not page.is_overdue


def test_a_link_to_a_page_that_is_not_live_leads_nowhere(client):
    target = GuidePageFactory(title="Hidden")
    text = f'<p><a id="{target.pk}" linktype="page">there</a></p>'
    html = read(client, article(usual=[("text", text)]))

    assert "<a>there</a>" in html


def test_emergency_advice_needs_no_script(client):
    html = read(client, article())

    assert "Call 999" in re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)


def test_a_draft_and_a_private_page_are_not_shown(client, django_user_model):
    draft = SideEffectPageFactory(slug="draft")
    assert client.get("/side-effects/draft/").status_code == 404

    page = article()
    PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    response = client.get(page.url)
    assert response.status_code == 302
    assert response["Location"].startswith("/_util/login/")
    assert draft.title not in client.get("/").content.decode()


@pytest.mark.parametrize(
    "path", ["/nothing/", "/side-effects/x/", "/side-effects/a/b/"]
)
def test_no_page_no_answer(client, path):
    article()

    assert client.get(path).status_code == 404


def test_pages_only_answer_to_reading(client):
    page = article()

    assert client.post(page.url).status_code == 405


class TestLanguages:
    def test_a_language_without_pages_shows_ours_and_says_so(self, client):
        page = article()
        response = client.get(f"/es{page.url}")
        html = response.content.decode()

        assert response.status_code == 200
        assert '<div lang="en">' in html
        assert 'href="/es/side-effects/" aria-current="page" lang="en">' in html
        assert f'<link rel="canonical" href="http://testserver{page.url}">' in html

    def test_translations_are_named_and_reached(self, client):
        page = article()
        spanish = Locale.objects.create(language_code="es")
        home = page.get_ancestors().get(depth=2).specific
        for each in (home, page.get_parent().specific, page):
            each.copy_for_translation(spanish, copy_parents=True)
        for each in home.get_translation(spanish).get_descendants(inclusive=True):
            twin = each.specific
            if each.title == "Redness":
                twin.title, twin.in_short = "Enrojecimiento", "Baja en unos días."
                twin.clinical_reviewer = reviewer()
            twin.save_revision().publish()

        html = read(client, page)
        twin = SideEffectPage.objects.get(locale=spanish)
        assert f'hreflang="es" href="{twin.full_url}"' in html
        assert twin.url.startswith("/es/")
        answer = client.get(twin.url).content.decode()
        assert "<h1>Enrojecimiento</h1>" in answer
        assert f'hreflang="en" href="{page.full_url}"' in answer
        assert "<h1>Redness</h1>" not in answer
        assert 'aria-current="page" lang=' not in answer


def test_advice_leads_to_the_check(client):
    card = {"level": "urgent", "heading": "Today", "items": ["x"], "body": ""}
    guide = GuidePageFactory(published=True, body=[("care_card", card)])
    bare = GuidePageFactory(published=True, title="Law", slug="law")

    assert 'href="/check/">Check your symptoms' in read(client, article())
    assert 'href="/check/">Check your symptoms' in read(client, guide)
    assert "Check your symptoms" not in read(client, bare)


def test_a_checklist_and_the_foot_of_a_sheet_are_ready_for_paper(client):
    guide = GuidePageFactory(published=True, is_checklist=True)
    bare = GuidePageFactory(published=True, title="Law", slug="law")

    html = read(client, guide)

    assert '<article class="stack checklist">' in html
    assert '<article class="stack">' in read(client, bare)
    foot = html.split('class="print-foot"')[1]
    assert guide.full_url in foot
    assert f"Clinically reviewed on {date_format(TODAY)}" in foot
    assert "999 in the United Kingdom" in foot


def test_contents_come_once_folded_and_once_beside(client):
    html = read(client, article())

    above, beside = html.split("On this page")[1:]
    for part in (above, beside):
        assert 'href="#causes"' in part
    assert html.index("<details") < html.index('<article class="stack">')
