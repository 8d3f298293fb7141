"""Papers of a clinic that was never on the list: nobody but its team reads of them."""

import pytest

from clinics.domain import certifications, reviews
from clinics.enums import Act, ClinicStatus, Verification
from clinics.models import Appeal
from tests.answers import form_of
from tests.clinics.papers.handing_in import words
from tests.factories.clinics import CertificationFactory, SuspensionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def draft(clinic):
    clinic.status = ClinicStatus.DRAFT
    clinic.save()
    return clinic


def test_accepted_paper_leads_to_nothing_that_is_not_there(client, at, draft, kind):
    paper = CertificationFactory(clinic=draft, type=kind, in_force=True)
    public = f"/v/{paper.shown_code}/"

    html = client.get(at("certification", paper.pk)).content.decode()
    assert at("decisions", paper.shown_code) in html
    assert public not in html
    assert at("certification-share", paper.shown_code) not in html
    assert public not in client.get(at("decisions", paper.shown_code)).content.decode()
    today = client.get(at("dashboard"))
    assert "Premises licence" in words(today)
    assert at("certification-share", paper.shown_code) not in today.content.decode()


def test_on_the_list_it_leads_to_its_page_and_its_poster(client, at, clinic, kind):
    paper = CertificationFactory(clinic=clinic, type=kind, in_force=True)
    public = f"/v/{paper.shown_code}/"
    poster = at("certification-share", paper.shown_code)

    html = client.get(at("certification", paper.pk)).content.decode()
    assert public in html
    assert poster in html
    assert public in client.get(at("decisions", paper.shown_code)).content.decode()
    assert poster in client.get(at("dashboard")).content.decode()


def test_suspension_is_appealed_before_the_clinic_is_listed(client, at, draft):
    decision = SuspensionFactory(certification__clinic=draft)
    code = decision.certification.shown_code
    told = words(client.get(at("decisions", code)))
    assert "The public reads, once the clinic is on the list:" in told
    assert decision.public_sentence in told

    path = at("decision-appeal", code, decision.pk)
    client.post(path, form_of(client, path) | {"text": "We have sent every log."})

    assert Appeal.objects.get().decision == decision


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (ClinicStatus.LISTED, "Its poster and its badge are ready:"),
        (ClinicStatus.DRAFT, "come once the clinic is on the list:"),
    ],
)
def test_letter_promises_no_poster_that_is_not_there(
    clinic,
    paper,
    owner,
    person,
    status,
    told,
    mailoutbox,
    django_capture_on_commit_callbacks,
):
    clinic.status = status
    clinic.save()
    paper.type.slots.all().delete()
    certifications.submit(paper, by=owner)

    with django_capture_on_commit_callbacks(execute=True):
        reviews.decide(
            paper,
            Act.ACCEPT,
            by=person("reviewer"),
            seen=reviews.facts_of(certifications.lock(paper)),
            answers=[],
            verification=Verification.DOCUMENT_SEEN,
            interests="none",
        )

    [letter] = mailoutbox
    assert told in " ".join(letter.body.split())
