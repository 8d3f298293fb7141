"""What the admin shows beside the editor, and the addresses for machines."""

import datetime

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from portal.content.reports.due_for_review import due_pages
from tests.conftest import TODAY
from tests.factories.content import (
    GuidePageFactory,
    RiskFactorPageFactory,
    SideEffectPageFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def due_in(days, factory=SideEffectPageFactory, **fields):
    on = TODAY + datetime.timedelta(days=days)
    page = factory(published=True, title=f"Due in {days}", **fields)
    type(page).objects.filter(pk=page.pk).update(next_review_on=on)
    return page


class TestDuePages:
    def test_they_come_overdue_first_and_no_draft_is_among_them(self):
        due_in(61)
        due_in(60, RiskFactorPageFactory)
        due_in(-1, GuidePageFactory)
        due_in(0)
        SideEffectPageFactory(title="Draft", next_review_on=TODAY)

        found = due_pages(on=TODAY, within_days=60)

        assert [page.title for page in found] == ["Due in -1", "Due in 0", "Due in 60"]


@pytest.mark.usefixtures("migrated")
@pytest.mark.ignore_template_errors
class TestScreens:
    def test_the_front_of_the_admin_lists_them(self, sign_in_as):
        due_in(59)
        due_in(-3, GuidePageFactory)
        due_in(90, RiskFactorPageFactory)

        html = sign_in_as("editor").get(reverse("wagtailadmin_home")).content.decode()

        assert "Pages due for review" in html
        assert html.index("Due in -3") < html.index("Due in 59")
        assert "Due in 90" not in html.split("due-for-review")[1].split("</table>")[0]
        assert html.count("overdue") == 1

    def test_it_says_when_nothing_is_due(self, sign_in_as):
        html = sign_in_as("editor").get(reverse("wagtailadmin_home")).content.decode()

        assert "No page is due for review in the next 60 days." in html

    def test_the_report_holds_all_of_them(self, sign_in_as):
        page = due_in(300)

        html = sign_in_as("editor").get(reverse("due_for_review")).content.decode()

        assert "Due in 300" in html
        assert date_format(TODAY + datetime.timedelta(days=300)) in html
        assert f"/cms/pages/{page.pk}/edit/" in html

    def test_the_report_can_be_taken_along(self, sign_in_as):
        due_in(10)

        response = sign_in_as("editor").get(reverse("due_for_review") + "?export=csv")
        text = b"".join(response.streaming_content).decode()

        assert "Due in 10" in text

    def test_the_report_can_be_empty(self, sign_in_as):
        html = sign_in_as("editor").get(reverse("due_for_review")).content.decode()

        assert "No page has a review date yet." in html

    def test_contributors_are_for_administrators(self, sign_in_as):
        url = reverse("wagtailsnippets_content_contributor:add")

        assert sign_in_as("admin").get(url).status_code == 200
        assert sign_in_as("moderator").get(url).status_code != 200
