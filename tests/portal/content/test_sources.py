"""Which sources are used where, and what is wrong with them."""

import datetime

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from portal.content.models import PageSource, SideEffectPage
from portal.content.sources import using
from portal.content.sources.using import Fault
from portal.knowledge import sources as known
from tests.conftest import NOW, TODAY
from tests.factories.content import (
    CheckedAddressFactory,
    GuidePageFactory,
    PageSourceFactory,
    SideEffectPageFactory,
    translation_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
OWN = {"key": "", "title": "A paper", "publisher": "A journal", "kind": "clinical"}
PAPER = "https://www.example.org/paper"
EARLY = TODAY - datetime.timedelta(days=732)


def page(*rows, published=True, **fields):
    """A page with these sources: keys, or the fields of one typed in full."""
    sources = [
        PageSource(sort_order=n, **({"key": row} if isinstance(row, str) else row))
        for n, row in enumerate(rows)
    ]
    return SideEffectPageFactory(published=published, sources=sources, **fields)


def faults():
    """What is wrong, as fault, key and the titles of the pages."""
    found = using.broken(using.uses(), on=TODAY)
    return [
        (each.fault, each.use.key, [page.title for page in each.pages])
        for each in found
    ]


class TestUses:
    def test_they_are_counted_by_live_page_those_on_most_pages_first(self):
        page("N1", "N2", title="One", in_short="A [N1]. B [N1][N2].")
        two = page("N1", title="Two", in_short="It fades [N1].")
        translation_of(two, title="Dos")
        page("N1", published=False, title="Draft", in_short="No [N1].")

        found = using.uses()

        assert [(use.key, use.page_titles, use.times) for use in found] == [
            ("N1", "Dos; One; Two", 4),
            ("N2", "One", 1),
        ]

    def test_a_source_typed_in_full_is_one_of_its_own(self):
        page(OWN | {"url": PAPER, "read_on": TODAY})
        page(OWN | {"url": PAPER, "read_on": TODAY}, slug="two")
        checked = CheckedAddressFactory(address=PAPER)

        found = using.uses()

        assert [(use.title, use.url, use.kind) for use in found] == [
            ("A paper", PAPER, "Clinical")
        ] * 2
        assert [use.checked for use in found] == [checked, checked]

    def test_a_page_on_which_only_an_explanation_cites_it(self):
        explanation = {"claim": "A", "strength": "clinical", "sources": ["N1", "N1"]}
        page("N1", causes=[("explanation", explanation)])

        assert [(use.key, use.times) for use in using.uses()] == [("N1", 2)]


class TestBroken:
    def test_nothing_is_wrong_with_a_known_source_that_is_listed_and_cited(self):
        page("N1", in_short="It fades [N1].")

        assert faults() == []

    def test_a_key_that_we_know_no_longer(self, monkeypatch):
        page("N1", "N2", title="Old", in_short="A [N1]. B [N2].")
        left = {key: one for key, one in known.SOURCES.items() if key != "N2"}
        monkeypatch.setattr(known, "SOURCES", left)

        assert faults() == [(Fault.UNKNOWN, "N2", ["Old"])]

    def test_cited_and_not_listed(self):
        live = page("N1", title="Live", in_short="A [N1].")
        SideEffectPage.objects.filter(pk=live.pk).update(in_short="A [N1]. B [S1].")

        assert faults() == [(Fault.NOT_LISTED, "S1", ["Live"])]

    def test_listed_and_not_cited_on_one_of_two_pages(self):
        page("N1", title="Cites", in_short="It fades [N1].")
        page("N1", title="Does not", in_short="It fades.")

        assert faults() == [(Fault.NOT_CITED, "N1", ["Does not"])]

    @pytest.mark.parametrize(
        ("key", "fault"),
        [
            ("A8", Fault.NOT_HTTPS),  # a bare host
            ("M2", Fault.NO_ADDRESS),  # a citation
            ("V4", Fault.NO_ADDRESS),  # a law
            ("U", Fault.UNSOURCED),
        ],
    )
    def test_known_sources(self, key, fault):
        page(key, in_short=f"It fades [{key}].", title="One")

        assert faults() == [(fault, key, ["One"])]

    def test_a_source_read_in_a_copy(self):
        key = "M13"
        assert known.get(key).read_in_copy
        page(key, in_short=f"It fades [{key}].")

        assert [fault for fault, _, _ in faults()] == [
            Fault.NOT_HTTPS,
            Fault.READ_IN_COPY,
        ]

    def test_our_own_decisions_need_no_address(self):
        page("D", in_short="It fades [D].")

        assert faults() == []

    @pytest.mark.parametrize(
        ("fields", "fault"),
        [
            ({"url": ""}, Fault.NO_ADDRESS),
            ({"url": "http://www.example.org/"}, Fault.NOT_HTTPS),
            ({"url": PAPER, "read_on": EARLY}, Fault.OLD),
        ],
    )
    def test_sources_typed_in_full(self, fields, fault):
        page(OWN | {"read_on": TODAY} | fields, title="One")

        assert faults() == [(fault, "", ["One"])]

    def test_two_years_to_the_day_are_not_too_long(self):
        on = EARLY + datetime.timedelta(days=1)
        page(OWN | {"url": PAPER, "read_on": on})

        assert faults() == []

    def test_an_address_that_fails(self):
        page(OWN | {"url": PAPER, "read_on": TODAY}, title="One")
        row = CheckedAddressFactory(address=PAPER, outcome="turned-away", status=403)
        assert faults() == []

        type(row).objects.update(outcome="missing", fails_since=row.checked_at)

        assert faults() == [(Fault.FAILING, "", ["One"])]

    def test_the_worst_comes_first(self):
        page("A8", "M2", "N1", in_short="A [A8].")

        assert [fault for fault, _, _ in faults()] == [
            Fault.NOT_HTTPS,
            Fault.NO_ADDRESS,
            Fault.NOT_CITED,
            Fault.NOT_CITED,
        ]


@pytest.mark.usefixtures("migrated")
@pytest.mark.ignore_template_errors
class TestReport:
    def read(self, sign_in_as):
        html = sign_in_as("editor").get(reverse("sources")).content.decode()
        return " ".join(html.split())

    def test_it_names_what_is_wrong_with_the_pages_that_mend_it(self, sign_in_as):
        began = NOW - datetime.timedelta(days=14)
        listed = page(
            OWN | {"url": PAPER, "read_on": TODAY}, "A8", title="Swelling <b>"
        )
        CheckedAddressFactory(
            address=PAPER,
            outcome="missing",
            status=404,
            checked_at=NOW,
            fails_since=began,
        )

        html = self.read(sign_in_as)

        mend, in_use = html.split("In use (2)")
        assert "To mend (3)" in mend
        assert (
            "<strong>Its address fails</strong>: "
            f"There is no such page any more (404), since {date_format(began)}" in mend
        )
        assert "Its address does not begin with https://" in mend
        assert f"/cms/pages/{listed.pk}/edit/" in mend
        assert "Swelling &lt;b&gt;" in mend
        assert f'<a href="{PAPER}" rel="noreferrer">A paper</a>, A journal' in in_use
        assert "<strong>A8</strong>" in in_use
        assert "InsiderAdvantage Georgia: insideradvantagegeorgia.com" in mend

    @pytest.mark.parametrize(
        ("is_on", "checked", "sentence"),
        [
            (False, False, "The link check is off: nobody looks"),
            (False, True, "addresses still answer. It last ran on {at}."),
            (True, False, "The link check is on and has not run yet."),
            (True, True, "The link check last ran on {at}."),
        ],
    )
    def test_it_says_when_links_were_checked_or_that_it_is_off(
        self, is_on, checked, sentence, settings, sign_in_as
    ):
        settings.CHECK_SOURCE_LINKS = is_on
        page("N1", in_short="It fades [N1].")
        if checked:
            CheckedAddressFactory(checked_at=NOW)

        html = self.read(sign_in_as)

        assert sentence.format(at=date_format(NOW, "DATETIME_FORMAT")) in html
        assert "Nothing is wrong with any source." in html

    def test_it_can_be_taken_along(self, sign_in_as):
        page("N1", in_short="It fades [N1].", title="One")
        GuidePageFactory(published=True, title="Two", sources=[PageSource(key="N1")])

        response = sign_in_as("editor").get(reverse("sources") + "?export=csv")
        lines = b"".join(response.streaming_content).decode().splitlines()

        assert lines[0].endswith("Key,Source,Publisher,Address,Pages,Times cited,Link")
        assert lines[1].startswith("N1,")
        assert lines[1].endswith(",One; Two,1,")

    def test_it_can_be_empty(self, sign_in_as):
        PageSourceFactory(page=SideEffectPageFactory(title="Draft"))

        html = self.read(sign_in_as)

        assert "No live page has a source yet." in html
        assert "Draft" not in html


@pytest.mark.usefixtures("migrated")
@pytest.mark.ignore_template_errors
@pytest.mark.parametrize(
    ("role", "shown"), [("editor", True), ("admin", True), ("moderator", False)]
)
def test_the_menu_leads_to_the_reports_that_open(role, shown, sign_in_as):
    html = sign_in_as(role).get(reverse("wagtailadmin_home")).content.decode()

    for name in ("due_for_review", "readability", "sources", "search_misses"):
        assert (reverse(name) in html) is shown, name
