"""The screens of inks and reports: of a clinic, of a reviewer, of the public."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from clinics.domain import lab_reports
from clinics.enums import LabReason, LabReportStatus
from clinics.models import Bottle, InkBatch, LabelPhoto, LabReport
from portal.moderation.domain import claims
from tests.answers import form_of, text_of
from tests.conftest import TODAY
from tests.factories import documents
from tests.factories.inks import (
    BottleFactory,
    InkBatchFactory,
    InkFactory,
    LabReportFactory,
    LabResultFactory,
    passing,
)
from tests.factories.people import clinic_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
INKS = "/workspace/crown-clinic/inks/"
ADD = f"{INKS}add/"
NEW = f"{INKS}reports/add/"
DAY = datetime.timedelta(days=1)
THREE_WRONG = """Substance;Result;Unit;LOQ
Nickel;0,4;mg/kg;0,05
Lead;1 200;µg/kg;20
Cadmium;below;mg/kg;0,02
Arsenic;0,2;mg/l;0,05
"""


@pytest.fixture
def clinic(db):
    return clinic_of("owner")


@pytest.fixture
def owner(clinic, sign_in_as):
    return sign_in_as("owner")


def words(response):
    return text_of(response.content.decode())


def typed(client, **told):
    usual = {"maker": "Fjordpigment", "name": "Fjord Grey", "lot": "LOT 12-04"}
    return form_of(client, ADD) | usual | told


def test_stock_shows_what_needs_somebody_and_what_is_empty(clinic, owner):
    past = BottleFactory(clinic=clinic, batch__expires_on=TODAY - DAY)
    BottleFactory(clinic=clinic, aside=True)
    gone = BottleFactory(clinic=clinic, emptied_on=TODAY)
    BottleFactory(batch__ink__name="Somebody else's")

    page = words(owner.get(INKS))

    assert "2 bottles need somebody today." in page
    assert str(past.batch.ink) in page
    assert "Throw it away, and mark it as empty." in page
    assert "It smells." in page
    assert f"{gone.batch.ink} Lot" in page
    assert "Somebody else's" not in page


def test_a_bottle_is_added_by_what_stands_on_its_label(clinic, owner):
    response = owner.post(ADD, typed(owner, expires_on="2028-05-31"))

    bottle = Bottle.objects.get()
    assert response.url == f"{INKS}{bottle.pk}/"
    assert (bottle.clinic, bottle.batch.lot) == (clinic, "1204")
    assert "It may be used for a session today." in words(owner.get(response.url))


def test_a_slip_is_asked_about_before_anything_is_made(clinic, owner):
    known = InkFactory(maker__name="Fjordpigment", name="Fjord Grey", shade="")
    form = typed(owner, maker="Fjordpigmnt")

    asked = owner.post(ADD, form)
    assert "Do you mean one of these?" in words(asked)
    assert 'value="Fjordpigmnt"' in asked.content.decode()
    assert not Bottle.objects.exists()

    owner.post(ADD, form | {"meant": str(known.pk)})
    assert Bottle.objects.get().batch.ink == known
    owner.post(ADD, form | {"meant": "new", "key": ""})
    assert InkBatch.objects.exclude(ink=known).get().ink.maker.name == "Fjordpigmnt"


def test_an_ink_the_clinic_has_had_is_picked(clinic, owner):
    had = BottleFactory(clinic=clinic).batch
    form = form_of(owner, ADD)

    owner.post(ADD, form | {"known": str(had.ink_id), "lot": had.lot_printed})

    assert Bottle.objects.filter(batch=had).count() == 2


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"lot": "lot"}, "Type the number with its digits"),
        ({"maker": "–"}, "Give the maker, as it stands on the label."),
        ({"name": "!"}, "Give the name of the ink"),
        ({"received_on": "2026-12-24"}, "Give today, or a day before it."),
        ({"expires_on": "2029-01-01"}, "This lot is known with another date"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_is_kept(
    clinic, owner, told, sentence
):
    ink = InkFactory(maker__name="Fjordpigment", name="Fjord Grey", shade="")
    InkBatchFactory(ink=ink, lot_printed="1204")

    response = owner.post(ADD, typed(owner, **told))

    assert sentence in words(response)
    assert next(iter(told.values())) in response.content.decode()
    assert not Bottle.objects.exists()


def test_a_bottle_is_opened_set_aside_released_and_emptied(clinic, owner):
    bottle = BottleFactory(clinic=clinic)
    at = f"{INKS}{bottle.pk}/"
    late = {"opened_on": "2026-11-23", "discard_on": "2030-01-01"}

    assert "The batch ends before that" in words(owner.post(f"{at}open/", late))
    owner.post(f"{at}open/", late | {"discard_on": "2027-01-01"})
    owner.post(f"{at}quarantine/", {"reason": "A rash."})
    page = words(owner.get(at))
    assert "It may not be used for a session today" in page
    assert "It is in quarantine." in page
    owner.post(f"{at}release/", {"reason": "It was the soap."})
    owner.post(f"{at}empty/")
    page = words(owner.get(at))

    assert "Released : It was the soap." in page or "Released: It was the soap." in page
    again = owner.post(f"{at}empty/", follow=True)
    assert "Nothing was done. The bottle is: empty." in words(again)
    assert owner.get(f"{at}drink/").status_code == 404


def test_a_label_is_read_with_its_photo(clinic, owner, watched_storage):
    bottle = BottleFactory(clinic=clinic)
    at = f"{INKS}{bottle.pk}/label/"
    for name, kind in (("l.jpg", "JPEG"), ("l.png", "PNG")):
        photo = SimpleUploadedFile(name, documents.picture(kind))
        owner.post(
            at, {"batch": "yes", "ph-regulator": "does_not_apply", "photo": photo}
        )

    page = words(owner.get(f"{INKS}{bottle.pk}/"))
    assert "Does not apply" in page
    assert "“REACH compliant” on a label counts as nothing" in page
    kept = LabelPhoto.objects.get()
    assert kept.name == "l.png"
    assert watched_storage.held == [False, False]
    shown = owner.get(f"{at}photo/")
    assert (shown["Content-Type"], shown.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    refused = owner.post(at, {"photo": SimpleUploadedFile("l.jpg", b"<svg/>")})
    assert "This is no photo that can be read here" in words(refused)


def begin(client, batch, **table):
    form = form_of(client, NEW) | {
        "batch": str(batch.pk),
        "laboratory": "Labor Hollund",
        "number": "LH-1",
        "issued_on": "2026-11-20",
    }
    form.pop("file", None)
    return client.post(NEW, form | table)


def test_three_bad_rows_are_kept_mended_and_handed_in(clinic, owner):
    batch = BottleFactory(clinic=clinic).batch

    begun = begin(owner, batch, pasted=THREE_WRONG)
    report = LabReport.objects.get()
    page = words(owner.get(begun.url))
    assert "3 rows are to be mended" in page
    assert "Row 3, Value: Write the number without signs or gaps" in " ".join(
        page.replace(" :", ":").split()
    )
    assert report.results.count() == 0
    refused = owner.post(f"{begun.url}submit/", follow=True)
    assert "Mend the rows below first." in words(refused)

    form = form_of(owner, begun.url)
    assert form["row-4-value"] == ["below"]
    owner.post(begun.url, form | {"row-3-value": "1200", "row-4-value": "n.d."})
    assert "1 row is to be mended" in words(owner.get(begun.url))
    form = form_of(owner, begun.url)
    owner.post(begun.url, form | {"row-5-unit": "mg/kg"})
    assert report.results.count() == 4

    done = owner.post(f"{begun.url}submit/", follow=True)
    assert "The report is with the reviewers." in words(done)
    assert "At or above the limit: Lead" in words(done)
    late = owner.post(begun.url, form, follow=True)
    assert "Nothing was changed. The report is: submitted." in words(late)


def test_a_workbook_is_read_and_given_back_as_it_came(clinic, owner):
    book, file = Workbook(), io.BytesIO()
    for row in (["Substance", "Value", "Unit"], ["Nickel", 0.4, "mg/kg"]):
        book.active.append(row)
    book.save(file)
    upload = SimpleUploadedFile("../r\u202eslx.xlsx", file.getvalue())

    begun = begin(owner, BottleFactory(clinic=clinic).batch, file=upload)

    original = owner.get(f"{begun.url}original/1/")
    assert original.content == file.getvalue()
    assert original["Content-Disposition"] == 'attachment; filename="rslx.xlsx"'
    assert "sandbox" in original["Content-Security-Policy"]
    assert "0.4 mg/kg" in words(owner.get(begun.url))


def test_results_are_typed_in_one_by_one(clinic, owner):
    begun = begin(owner, BottleFactory(clinic=clinic).batch)
    form = form_of(owner, begun.url)
    assert form["row-2-substance"] == ["Mercury"]

    owner.post(begun.url, form)
    assert "Nothing was typed in." in words(owner.get(begun.url))
    owner.post(begun.url, form | {"row-2-value": "<0,05", "row-4-value": "many"})

    assert "1 row is to be mended" in words(owner.get(begun.url))
    owner.post(begun.url, form_of(owner, begun.url) | {"row-4-value": "0.1"})
    told = [each.substance for each in LabReport.objects.get().results.all()]
    assert told == ["Mercury", "Organometallic tin"]


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({"pasted": "Substance;Value;Unit\n;;"}, "There is no result in it."),
        (
            {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04nothing")},
            "This Excel file cannot be opened.",
        ),
        ({"file": SimpleUploadedFile("a.csv", b"")}, "The file is empty."),
        (
            {"file": SimpleUploadedFile("a.csv", b"a;b\n" * 400_000)},
            "The file is larger than 1 MB.",
        ),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_and_begins_nothing(
    clinic, owner, table, sentence
):
    response = begin(owner, BottleFactory(clinic=clinic).batch, **table)

    assert sentence in words(response)
    assert "Labor Hollund" in response.content.decode()
    assert not LabReport.objects.exists()


def test_the_whole_table_is_changed_as_a_text(clinic, owner):
    report = LabReportFactory(clinic=clinic)
    at = f"{INKS}reports/{report.pk}/table/"

    assert "Paste the table, or choose a file." in words(owner.post(at, {"pasted": ""}))
    owner.post(at, {"pasted": "Nickel;0.2;ppm"})
    assert form_of(owner, at)["pasted"][0].endswith("1\tNickel\t0.2\tppm\t\t\n")
    assert report.results.count() == 1


def test_without_a_bottle_there_is_nothing_to_report_on(clinic, owner):
    assert "Add a bottle of that batch first." in words(owner.get(NEW))


@pytest.fixture
def waiting(clinic):
    report = LabReportFactory(
        submitted=True, clinic__country="PT", clinic__town="Porto"
    )
    passing(report)
    return report


@pytest.mark.ignore_template_errors
@pytest.mark.usefixtures("migrated")
class TestReview:
    def decide(self, client, report, **told):
        form = {"seen": report.round, "reason": "", "text": ""}
        return client.post(f"/cms/queue/lab-report/{report.pk}/", form | told)

    def test_what_is_over_the_limit_is_not_accepted_and_is_named(
        self, waiting, sign_in_as, person
    ):
        waiting.results.filter(substance="Nickel").update(value=5)
        client = sign_in_as("reviewer")
        claims.take("lab-report", waiting.pk, by=person("reviewer"))

        refused = self.decide(client, waiting, act="accept")
        assert "It cannot be accepted. At or above the limit: Nickel." in words(refused)
        bare = self.decide(client, waiting, act="reject")
        assert "Choose a reason." in words(bare)
        told = {"act": "reject", "reason": "over_limit", "text": "Nickel is at 5."}
        self.decide(client, waiting, **told)

        waiting.refresh_from_db()
        assert waiting.status == LabReportStatus.REJECTED
        assert not claims.alive("lab-report", waiting.pk)

    def test_nothing_is_decided_without_a_claim_or_on_another_round(
        self, waiting, sign_in_as, person
    ):
        client = sign_in_as("reviewer")
        unclaimed = self.decide(client, waiting, act="accept")
        assert unclaimed.url == f"/cms/queue/lab-report/{waiting.pk}/claim/"
        claims.take("lab-report", waiting.pk, by=person("reviewer"))
        stale = self.decide(client, waiting, act="accept", seen="7")
        assert "Nothing was decided" in words(client.get(stale.url))

        waiting.refresh_from_db()
        assert waiting.status == LabReportStatus.SUBMITTED

    def test_who_was_faster_is_named(self, waiting, sign_in_as, person):
        lab_reports.accept(waiting, by=person("second_reviewer"))
        client = sign_in_as("reviewer")
        claims.take("lab-report", waiting.pk, by=person("reviewer"))

        late = self.decide(client, waiting, act="accept")

        assert "Second reviewer was faster" in words(client.get(late.url))

    def test_the_review_costs_the_same_whatever_it_shows(
        self, waiting, sign_in_as, django_assert_num_queries
    ):
        client, path = sign_in_as("reviewer"), f"/cms/queue/lab-report/{waiting.pk}/"
        client.get(path)

        with django_assert_num_queries(20):
            page = words(client.get(path))

        assert "Below every limit tested" in page
        assert "Nobody has it in hand. Claim it to decide." in page


def queries(client, path, **asked) -> int:
    client.get(path, asked)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path, asked).status_code == 200
    return len(captured)


def test_what_the_screens_of_a_clinic_cost(clinic, owner, migrated):
    for _number in range(3):
        BottleFactory(clinic=clinic, in_use=True)
        BottleFactory(clinic=clinic, emptied_on=TODAY)
        report = LabReportFactory(clinic=clinic)
        passing(report)
    bottle = Bottle.objects.first()
    paths = ["", "add/", f"{bottle.pk}/", "reports/", "reports/add/"]
    paths += [f"reports/{report.pk}/"]

    costs = {path: queries(owner, f"{INKS}{path}") for path in paths}

    assert list(costs.values()) == [8, 6, 9, 7, 6, 9]


def on_show(**told):
    return BottleFactory(in_use=True, clinic__status="listed", **told)


def address(ink):
    return f"/inks/{ink.maker.slug}/{ink.slug}/"


def test_an_ink_says_what_was_found_and_who_uses_it(person):
    bottle = on_show(clinic__name="Crown Clinic")
    report = LabReportFactory(batch=bottle.batch, submitted=True)
    passing(report, Nickel=5)
    lab_reports.reject(
        report, by=person("reviewer"), reason=LabReason.OVER_LIMIT, text="Secret."
    )
    LabResultFactory(
        report=LabReportFactory(batch=bottle.batch, submitted=True, laboratory="Waits")
    )

    page = words(Client().get(address(bottle.batch.ink)))

    assert "At or above the limit: Nickel" in page
    assert "Great Britain decided on 30 December 2025" in page
    assert "Crown Clinic" in page
    assert "Secret." not in page
    assert "Waits" not in page


def test_an_ink_is_on_show_while_it_was_tested_or_is_in_use():
    used, tested = on_show(), LabReportFactory(accepted=True)
    aside = on_show(aside=True)
    draft = BottleFactory(in_use=True)

    page = words(Client().get("/inks/"))

    for bottle, is_shown in (
        (used, True),
        (tested, True),
        (aside, False),
        (draft, False),
    ):
        ink = bottle.batch.ink
        assert (ink.shown_name in page) is is_shown
        status = Client().get(address(ink)).status_code
        assert status == (200 if is_shown else 404)


def test_public_pages_of_inks_cost_the_same_however_many(migrated):
    ink = InkFactory()
    for number in range(3):
        bottle = on_show(batch__ink=ink, batch__lot_printed=f"LOT {number}")
        passing(LabReportFactory(batch=bottle.batch, accepted=True))
        on_show()

    costs = [queries(Client(), path, page="1") for path in ("/inks/", address(ink))]

    assert costs == [3, 5]


def test_a_kept_page_of_an_ink_costs_nothing_and_ends_with_the_day(
    django_assert_num_queries, clock
):
    bottle = on_show(discard_on=TODAY, clinic__name="Crown Clinic")
    client, path = Client(), address(bottle.batch.ink)
    assert "Crown Clinic" in words(client.get(path))
    with django_assert_num_queries(0):
        client.get(path)

    clock.shift(16 * 3600)

    assert client.get(path).status_code == 404


def test_a_profile_shows_the_inks_in_use_with_their_results():
    bottle = on_show()
    report = LabReportFactory(batch=bottle.batch, accepted=True)
    LabResultFactory(report=report)
    at = f"/clinics/{bottle.clinic.slug}/"

    page = words(Client().get(at))
    assert f"{bottle.batch.ink} Lot {bottle.batch.shown_lot}" in page
    assert "Labor Hollund" in page
    assert "Proves nothing" in page
    assert "Not tested" not in page

    Bottle.objects.update(emptied_on=TODAY)
    Client().get("/inks/")
    page = words(Client().get(at, {"anew": "1"}))
    assert "The clinic names none. Ask for the maker" in page
