"""The public register as data: what everybody may take along and work with.

Only what a profile shows: listed clinics, and papers that were accepted once, with
what each is worth on the day of its own place.
"""

import datetime
from collections.abc import Iterator
from decimal import Decimal

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import translation

from clinics import addresses, codes
from clinics.directory import kinds as directory
from clinics.enums import HOLDS, Category, Claim, ClinicStatus
from clinics.models import (
    Bottle,
    Certification,
    CertificationType,
    Clinic,
    ClinicLanguage,
    Placement,
    Practitioner,
)

CHUNK = 2000
STRUCK_OFF = frozenset({ClinicStatus.SUSPENDED, ClinicStatus.CLOSED})


def clinics(
    *,
    at: datetime.datetime,
    country: str | None = None,
    town: str | None = None,
    language: str | None = None,
    holds: str | None = None,
    after: str | None = None,
) -> QuerySet[Clinic]:
    """The listed clinics behind an address, in the order of their addresses.

    `holds` is a category, or the code of a kind of certification, and means what it
    means in the directory, at that moment.
    """
    found = Clinic.objects.listed().order_by("slug").prefetch_related("languages")
    if country:
        found = found.filter(country=country)
    if town:
        found = found.filter(town__iexact=town)
    if language:
        spoken = ClinicLanguage.objects.filter(clinic=OuterRef("pk"))
        found = found.filter(Exists(spoken.filter(language=language)))
    if holds:
        found = found.filter(_shows(holds, at=at))
    if after:
        found = found.filter(slug__gt=after)
    return found


def clinic(slug: str) -> Clinic:
    """A listed clinic. Raises Http404."""
    listed = Clinic.objects.listed().prefetch_related("languages")
    return get_object_or_404(listed, slug=slug)


def certifications_of(clinic: Clinic, *, after: str = "") -> QuerySet[Certification]:
    """Its papers and those of who works there today, in the order of their codes."""
    # Asked apart: not knowing how few there are, PostgreSQL goes through all codes.
    people = list(Practitioner.objects.at_work(clinic, on=clinic.today))
    theirs = Q(clinic=clinic) | Q(practitioner__in=people)
    papers = Certification.objects.decided().filter(theirs).for_reading()
    return papers.filter(code__gt=after).order_by("code")


def certification(typed: str) -> Certification:
    """The paper with that code, however it is written. Raises Http404.

    Also when its clinic is off the list: what it said once is answered for.
    """
    known = Certification.objects.answered_for().for_reading()
    return get_object_or_404(known, code=codes.read(typed) or "")


def stored_code(typed: str | None) -> str:
    """A cursor as codes are stored: where to go on, even if no paper has that code."""
    return "".join(sign for sign in (typed or "").upper() if sign.isalnum())


def kinds() -> QuerySet[CertificationType]:
    offered = CertificationType.objects.offered().order_by("code")
    return offered.prefetch_related("jurisdictions", "factors")


def kind(code: str) -> CertificationType:
    """A kind of certification on offer. Raises Http404."""
    return get_object_or_404(kinds(), code=code)


def papers_in_force(*, at: datetime.datetime) -> Iterator[Certification]:
    """The papers of listed clinics that hold, one after the other, in one query.

    Papers of people are not handed out in bulk.
    """
    papers = Certification.objects.in_force_at(at).filter(
        clinic__status=ClinicStatus.LISTED
    )
    papers = papers.select_related("type", "clinic").order_by("pk")
    return papers.iterator(chunk_size=CHUNK)


def clinic_data(clinic: Clinic) -> dict:
    """What a profile shows of a clinic."""
    return {
        "slug": clinic.slug,
        "url": profile_url(clinic),
        "name": clinic.name,
        "legal_name": clinic.legal_name,
        "street": clinic.street,
        "postcode": clinic.postcode,
        "town": clinic.town,
        "country": clinic.country,
        "latitude": _degrees(clinic.latitude),
        "longitude": _degrees(clinic.longitude),
        "time_zone": clinic.time_zone,
        "languages": [row.language for row in clinic.languages.all()],
        "description": clinic.description,
        "website": clinic.website,
        "email": clinic.public_email,
        "phone": clinic.public_phone,
    }


def certification_data(paper: Certification) -> dict:
    """What a paper says, and what it is worth today."""
    day = paper.today
    standing = paper.standing(on=day)
    struck_off = paper.clinic is not None and paper.clinic.status in STRUCK_OFF
    return {
        "code": codes.shown(paper.code),
        "url": verification_url(paper),
        "type": paper.type.code,
        "type_name": paper.type.name,
        "category": paper.type.category,
        "claim": paper.type.claim,
        "holder": _holder(paper),
        "issuer": paper.issuer,
        "issuer_register_url": paper.issuer_register_url,
        "number": paper.number,
        "scope": paper.scope,
        "jurisdiction": paper.jurisdiction,
        "issued_on": paper.issued_on,
        "valid_from": paper.valid_from,
        "valid_until": paper.valid_until,
        "counts_until": paper.counts_until,
        "verification": paper.verification,
        "as_of": day,
        "standing": standing,
        "holds": standing in HOLDS and not struck_off,
    }


def kind_data(kind: CertificationType) -> dict:
    return {
        "code": kind.code,
        "category": kind.category,
        "subject": kind.subject,
        "claim": kind.claim,
        "strongest_check": kind.best_verification,
        "name": kind.name,
        "shows": kind.shows,
        "does_not_show": kind.does_not_show,
        "longest_validity_months": kind.longest_validity_months,
        "recheck_months": kind.recheck_months,
        "jurisdictions": [row.jurisdiction for row in kind.jurisdictions.all()],
        "risk_factors": [row.factor for row in kind.factors.all()],
        "sources": kind.sources.split(),
    }


def profile_url(clinic: Clinic) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return absolute(addresses.profile(clinic.slug))


def verification_url(paper: Certification) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return absolute(addresses.verification(paper.code))


def absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"


def _degrees(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _holder(paper: Certification) -> dict:
    if paper.clinic:
        return {
            "kind": "clinic",
            "slug": paper.clinic.slug,
            "name": paper.clinic.name,
            "status": paper.clinic.status,
        }
    return {"kind": "practitioner", "slug": paper.practitioner.slug}


def _shows(holds: str, *, at: datetime.datetime) -> Q:
    """As in clinics.directory.kinds, but by the days of a moment, and in one query."""
    if holds == Category.INK:
        bottles = Bottle.objects.in_use_at(at).tested()
        return Q(Exists(bottles.filter(clinic=OuterRef("pk"))))
    is_category = holds in Category.values
    column = "type__category" if is_category else "type__code"
    counting = directory.counting().exclude(type__claim=Claim.DECLARED)
    papers = counting.in_force_at(at).filter(**{column: holds})
    own = Q(Exists(papers.filter(clinic=OuterRef("pk"))))
    here = Placement.objects.running_at(at).filter(clinic=OuterRef("pk"))
    theirs = papers.filter(practitioner=OuterRef("practitioner"))
    brought = Q(Exists(here.filter(Exists(theirs))))
    if not is_category:
        return own | brought
    return brought if holds == Category.TRAINING else own
