"""Clinics in the words of schema.org, for search engines and other machines.

Only what holds today and was checked by somebody else is called a certification.
"""

from clinics.enums import Weekday
from clinics.models import Clinic
from clinics.opening import Stretch
from clinics.presenting import Line, local_day
from clinics.public_profile import Profile

CONTEXT = "https://schema.org"


def clinic(profile: Profile, *, url: str) -> dict:
    """The place, its hours and its papers. Not a MedicalClinic: no doctor runs it."""
    place = profile.clinic
    return {"@context": CONTEXT} | _filled(
        {
            "@type": "HealthAndBeautyBusiness",
            "@id": url,
            "url": url,
            "name": place.name,
            "legalName": place.legal_name,
            "description": place.description,
            "address": _address(place),
            "geo": _geo(place),
            "telephone": place.public_phone,
            "email": place.public_email,
            "sameAs": place.website,
            "knowsLanguage": [code for code, _name in profile.languages],
            "openingHoursSpecification": [
                _hours(stretch, row)
                for stretch in profile.opening_week
                for row in stretch.hours
            ],
            "hasCertification": [_paper(line) for line in profile.papers.holding],
        }
    )


def _address(place: Clinic) -> dict:
    return _filled(
        {
            "@type": "PostalAddress",
            "streetAddress": place.street,
            "postalCode": place.postcode,
            "addressLocality": place.town,
            "addressCountry": place.country,
        }
    )


def _geo(place: Clinic) -> dict | None:
    if place.latitude is None:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": float(place.latitude),
        "longitude": float(place.longitude),
    }


def _hours(stretch: Stretch, row) -> dict:
    days = range(stretch.first, stretch.last + 1)
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [f"{CONTEXT}/{Weekday(day).name.capitalize()}" for day in days],
        "opens": f"{row.starts_at:%H:%M}",
        "closes": f"{row.until_at:%H:%M}",
    }


def _paper(line: Line) -> dict:
    """A paper without an end gets none here either."""
    paper = line.certification
    return _filled(
        {
            "@type": "Certification",
            "name": str(paper.type.name),
            "certificationIdentification": paper.number or line.code,
            "certificationStatus": f"{CONTEXT}/CertificationActive",
            "issuedBy": {"@type": "Organization", "name": paper.issuer},
            "auditDate": local_day(paper, paper.accepted_at).isoformat(),
            "validFrom": paper.valid_from.isoformat(),
            "expires": paper.valid_until and paper.valid_until.isoformat(),
        }
    )


def _filled(facts: dict) -> dict:
    """Without what is not known."""
    return {key: value for key, value in facts.items() if value}
