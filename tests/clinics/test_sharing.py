"""A clinic hangs up a sheet and puts a badge on its website."""

import ctypes
import re
import sys

import pypdfium2
import pytest
import zxingcpp
from django.urls import reverse
from html5lib import parseFragment

from clinics import posters
from clinics.enums import CertificationStatus, ClinicStatus, Subject
from portal.ui import sheets
from tests.clinics.test_verification import days, of_practitioner, paper, suspended
from tests.factories.clinics import (
    CertificationTypeFactory,
    ClinicFactory,
    PlacementFactory,
    PractitionerFactory,
)
from tests.factories.people import clinic_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def clinic(person):
    person("owner")
    return clinic_of("owner")


def address(clinic, certification, name="share"):
    return reverse(
        f"workspace:certification-{name}", args=[clinic.slug, certification.shown_code]
    )


def pictures(pdf: bytes):
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=2).to_pil() for page in document]


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    return re.sub(r"\s+", " ", text)


def language_of(pdf) -> str:
    length = pypdfium2.raw.FPDFCatalog_GetLanguage(pdf, None, 0)
    letters = (ctypes.c_ushort * (length // 2))()
    pypdfium2.raw.FPDFCatalog_GetLanguage(pdf, letters, length)
    return "".join(map(chr, letters)).rstrip("\0")


def scanned(picture) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def test_share_page_holds_the_snippet_and_the_way_to_the_sheet(clinic, sign_in_as):
    made = paper(clinic=clinic)
    client = sign_in_as("frontdesk")

    response = client.get(address(clinic, made))

    html = response.content.decode()
    assert address(clinic, made, "poster-pdf") in html
    fragment = parseFragment(response.context["snippet"], namespaceHTMLElements=False)
    [link] = fragment
    [image] = link
    page = f"http://testserver/v/{made.shown_code}/"
    assert (link.tag, dict(link.attrib)) == ("a", {"href": page})
    assert image.tag == "img"
    assert image.get("src") == f"{page}badge.svg"
    assert image.get("alt").startswith("Premises licence")


def test_snippet_in_spanish_leads_to_the_spanish_page(clinic, sign_in_as):
    made = paper(clinic=clinic)

    response = sign_in_as("owner").get("/es" + address(clinic, made))

    snippet = response.context["snippet"]
    assert f'href="http://testserver/es/v/{made.shown_code}/"' in snippet
    assert f'src="http://testserver/es/v/{made.shown_code}/badge.svg"' in snippet


def test_name_with_quotes_stays_inside_the_snippet(clinic, sign_in_as):
    kind = CertificationTypeFactory(name={"en": '"><script>alert(1)</script>'})
    made = paper(clinic=clinic, type=kind)

    response = sign_in_as("owner").get(address(clinic, made))

    assert "<script>alert" not in response.content.decode()
    fragment = parseFragment(response.context["snippet"], namespaceHTMLElements=False)
    assert [each.tag for each in fragment.iter()] == ["DOCUMENT_FRAGMENT", "a", "img"]


@pytest.mark.parametrize("name", ["share", "poster", "poster-pdf"])
def test_paper_of_another_clinic_is_not_there(clinic, sign_in_as, name):
    foreign = paper(clinic=ClinicFactory(status=ClinicStatus.LISTED, name="Secret"))
    stranger = of_practitioner()

    for each in (foreign, stranger):
        response = sign_in_as("owner").get(address(clinic, each, name))
        assert response.status_code == 404
        assert "Secret" not in response.content.decode()


def test_practitioners_paper_hangs_where_the_person_works(clinic, sign_in_as):
    made = of_practitioner()
    placement = PlacementFactory(practitioner=made.practitioner, clinic=clinic)
    client = sign_in_as("owner")
    own = paper(clinic=clinic)

    assert made.shown_code in client.get(address(clinic, own)).content.decode()
    assert client.get(address(clinic, made)).status_code == 200

    placement.until = days(0)
    placement.save()
    assert made.shown_code not in client.get(address(clinic, own)).content.decode()
    assert client.get(address(clinic, made)).status_code == 404


@pytest.mark.parametrize("make", [suspended, lambda: paper(valid_until=days(-1))])
def test_nothing_is_hung_up_of_what_does_not_hold(sign_in_as, clinic, make):
    made = make()
    made.clinic = clinic
    made.save()
    client = sign_in_as("owner")

    html = client.get(address(clinic, made)).content.decode()

    assert "There is nothing to hang up" in html
    assert "poster" not in html.partition("<main")[2]
    for name in ("poster", "poster-pdf"):
        response = client.get(address(clinic, made, name))
        assert (response.status_code, response.url) == (302, address(clinic, made))


@pytest.mark.parametrize("status", [ClinicStatus.SUSPENDED, ClinicStatus.CLOSED])
def test_nothing_is_hung_up_in_a_clinic_off_the_list(sign_in_as, clinic, status):
    own, theirs = paper(clinic=clinic), of_practitioner()
    PlacementFactory(practitioner=theirs.practitioner, clinic=clinic)
    clinic.status = status
    clinic.save()
    client = sign_in_as("owner")

    for made, other in ((own, theirs), (theirs, own)):
        html = client.get(address(clinic, made)).content.decode().partition("<main")[2]
        assert "Take down the sheet" in html
        assert "badge.svg" not in html
        assert address(clinic, other) not in html
        for name in ("poster", "poster-pdf"):
            response = client.get(address(clinic, made, name))
            assert (response.status_code, response.url) == (302, address(clinic, made))


def test_practitioners_paper_still_hangs_at_their_other_clinic(sign_in_as, clinic):
    made = of_practitioner()
    PlacementFactory(practitioner=made.practitioner, clinic=clinic)
    closed = ClinicFactory(status=ClinicStatus.CLOSED)
    PlacementFactory(practitioner=made.practitioner, clinic=closed)

    response = sign_in_as("owner").get(address(clinic, made, "poster"))

    assert made.shown_code in response.content.decode()


def test_draft_has_no_code_and_no_page(clinic, sign_in_as):
    made = paper(clinic=clinic)
    made.status = CertificationStatus.SUBMITTED
    made.save()

    assert sign_in_as("owner").get(address(clinic, made)).status_code == 404


def test_sheet_is_scanned_and_leads_to_the_page(clinic, sign_in_as, client):
    made = paper(clinic=clinic)

    response = sign_in_as("owner").get(address(clinic, made, "poster-pdf"))

    assert response["Content-Type"] == "application/pdf"
    assert made.shown_code in response["Content-Disposition"]
    [picture] = pictures(response.content)
    [found] = scanned(picture)
    assert found == f"http://testserver/v/{made.shown_code}/"
    assert client.get(found.removeprefix("http://testserver")).status_code == 200
    text = text_of(response.content)
    for words in (
        clinic.name,
        "Rua do Carmo 12",
        "1200-093 Lisbon",
        made.shown_code,
        "Scan to see whether this holds today.",
        "testserver/v/",
        "Printed on 23 November 2026.",
    ):
        assert words in text


def test_sheet_is_one_tagged_page_of_a4_with_its_title_and_language(clinic):
    document = posters.pdf(paper(clinic=clinic), clinic)

    pdf = pypdfium2.PdfDocument(document)
    width, height = pdf[0].get_size()
    assert (len(pdf), round(width), round(height)) == (1, 595, 842)
    assert clinic.name in pdf.get_metadata_dict()["Title"]
    assert pdf.is_tagged()
    assert language_of(pdf) == "en"


@pytest.mark.parametrize(
    ("name", "street", "town", "kind", "person"),
    [
        (120, 160, 120, 120, 80),
        (120, 60, 30, 60, 19),  # as much as is shown in the usual sizes
        (20, 140, 100, 20, 8),
        (31, 50, 20, 120, 70),
    ],
)
def test_long_names_fit_on_one_sheet_with_a_code_that_scans(
    name, street, town, kind, person
):
    words = "Micropigmentación Avanzada " * 7
    clinic = ClinicFactory(
        name=words[:name],
        street=words[:street],
        town=words[:town],
        status=ClinicStatus.LISTED,
    )
    type_ = CertificationTypeFactory(
        subject=Subject.PRACTITIONER, name={"en": words[:kind]}
    )
    practitioner = PractitionerFactory(public_name=words[:person])
    made = paper(type=type_, practitioner=practitioner)

    [picture] = pictures(posters.pdf(made, clinic))

    assert scanned(picture) == [f"http://testserver/v/{made.shown_code}/"]


def test_sheet_scans_with_a_tenth_of_it_covered(clinic):
    [picture] = pictures(posters.pdf(paper(clinic=clinic), clinic))
    [code] = zxingcpp.read_barcodes(picture)
    corner, far = code.position.bottom_right, code.position.top_left
    side = (corner.x - far.x) // 3
    picture.paste("white", (corner.x - side, corner.y - side, corner.x, corner.y))

    assert scanned(picture) == [code.text]


def test_code_has_its_quiet_zone():
    code = posters.qr_code("https://smp.example.org/v/8K2M-4T7Q-WXX9/")

    modules = [
        (int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", code.path)
    ]
    for place in (0, 1):
        assert min(module[place] for module in modules) == 4
        assert max(module[place] for module in modules) == code.side - 5


def test_sheet_fetches_nothing(clinic, caplog):
    clinic.name = '<img src="https://evil.example/x.png">'

    document = posters.pdf(paper(clinic=clinic), clinic)

    assert "evil.example/x.png" in text_of(document)
    assert caplog.records == []
    with pytest.raises(ValueError, match="may not fetch"):
        sheets._refuse("https://evil.example/x.png")


def test_without_the_libraries_there_is_a_page_to_print(
    clinic, sign_in_as, monkeypatch
):
    made = paper(clinic=clinic)
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    response = sign_in_as("owner").get(address(clinic, made, "poster-pdf"), follow=True)

    assert response.redirect_chain == [(address(clinic, made, "poster"), 302)]
    html = response.content.decode()
    assert "No PDF can be made here." in html
    assert posters.qr_code(posters.address_of(made)).path in html


def test_dashboard_leads_to_the_sheet_of_what_holds(clinic, sign_in_as):
    made, lapsed = paper(clinic=clinic), paper(clinic=clinic, valid_until=days(-1))

    html = (
        sign_in_as("owner")
        .get(reverse("workspace:dashboard", args=[clinic.slug]))
        .content.decode()
    )

    assert address(clinic, made) in html
    assert address(clinic, lapsed) not in html
