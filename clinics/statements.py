"""What we say of one paper, signed, so that it can be checked without asking us.

docs/verification.md describes each member; a change of their meaning is a new version.
"""

import datetime

from django.conf import settings
from django.urls import reverse

from clinics.enums import ClinicStatus
from clinics.models import Certification, Clinic
from clinics.verifying import Verdict
from portal.operations import signing

VERSION = "1"


def signed(verdict: Verdict) -> bytes:
    return signing.signed(statement(verdict))


def statement(verdict: Verdict) -> dict:
    """What holds of the paper at the moment of asking; it ends with the day."""
    paper = verdict.certification
    live = reverse("statement", args=[paper.shown_code])
    return {
        "version": VERSION,
        "code": paper.shown_code,
        "standing": str(verdict.standing),
        "holds": verdict.holds,
        "day": verdict.day.isoformat(),
        "issued_at": _moment(verdict.asked_at),
        "expires_at": _moment(verdict.true_until),
        "subject": "clinic" if paper.clinic else "practitioner",
        "clinic": paper.clinic and _clinic(paper.clinic),
        "practitioner": paper.practitioner
        and {
            "name": paper.practitioner.public_name,
            "works_at": [_clinic(place.clinic) for place in verdict.places],
        },
        "certification": _certification(paper),
        "suspended_or_revoked_on": verdict.decision and verdict.decided_on.isoformat(),
        "public_sentence": verdict.decision and verdict.decision.public_sentence,
        "reply": verdict.decision and verdict.decision.reply_text,
        "replaced_by": verdict.renewal and verdict.renewal.shown_code,
        "issuer": settings.BASE_URL,
        "ask_again": settings.BASE_URL + live,
        "key_id": signing.signing_key().id,
        "keys": settings.BASE_URL + reverse("statement-keys"),
    }


def _certification(paper: Certification) -> dict:
    return {
        "type": paper.type.code,
        "name": paper.type.name.to("en"),
        "category": paper.type.category,
        "claim": paper.type.claim,
        "issued_by": paper.issuer,
        "number": paper.number,
        "scope": paper.scope,
        "jurisdiction": paper.jurisdiction,
        "verification": paper.verification,
        "valid_from": paper.valid_from.isoformat(),
        "valid_until": paper.valid_until and paper.valid_until.isoformat(),
        "counts_until": paper.counts_until.isoformat(),
    }


def _clinic(clinic: Clinic) -> dict:
    return {
        "name": clinic.name,
        "street": clinic.street,
        "postcode": clinic.postcode,
        "town": clinic.town,
        "country": clinic.country,
        "time_zone": clinic.time_zone,
        "status": str(ClinicStatus(clinic.status)),
    }


def _moment(moment: datetime.datetime) -> str:
    """In UTC, to the second."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
