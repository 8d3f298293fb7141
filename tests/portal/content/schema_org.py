"""The part of schema.org that pages use, to hold what they say against it.

Types, properties and what each may hold, as in schema-dts 2.1.0. A date is written as
"YYYY-MM-DD", a moment with its time zone, an address in full.
"""

import datetime
from urllib.parse import urlsplit

TEXT, DATE, MOMENT, ADDRESS, NUMBER = "text", "date", "moment", "address", "number"
ASPECT = "aspect"
ASPECTS = {
    f"https://schema.org/{name}HealthAspect"
    for name in (
        "Causes",
        "Misconceptions",
        "Prevention",
        "RisksOrComplications",
        "SeeDoctor",
        "SelfCare",
        "SideEffects",
        "Stages",
        "Symptoms",
    )
}
THING = {"@type": TEXT, "@id": ADDRESS, "name": TEXT, "url": ADDRESS}
THING |= {"alternateName": TEXT, "description": TEXT, "image": "ImageObject"}
WORK = THING | {
    "author": "Person",
    "citation": TEXT,
    "dateModified": MOMENT,
    "datePublished": MOMENT,
    "hasPart": "HealthTopicContent",
    "inLanguage": TEXT,
    "isPartOf": "WebSite",
    "publisher": "Organization",
}
PAGE = WORK | {"lastReviewed": DATE, "reviewedBy": "Person"}
KNOWN = {
    "BreadcrumbList": THING | {"itemListElement": "ListItem"},
    "CollectionPage": PAGE,
    "CreativeWork": WORK,
    "EducationalOccupationalCredential": THING,
    "HealthTopicContent": WORK | {"hasHealthAspect": ASPECT},
    "ImageObject": THING | {"width": NUMBER, "height": NUMBER, "caption": TEXT},
    "ListItem": THING | {"position": NUMBER, "item": ADDRESS},
    "MedicalAudience": THING | {"audienceType": TEXT},
    "MedicalRiskFactor": THING,
    "MedicalSymptom": THING | {"riskFactor": "MedicalRiskFactor"},
    "MedicalWebPage": PAGE
    | {
        "about": ("MedicalSymptom", "MedicalRiskFactor"),
        "medicalAudience": "MedicalAudience",
    },
    "Organization": THING,
    "Person": THING
    | {"jobTitle": TEXT, "hasCredential": "EducationalOccupationalCredential"},
    "WebSite": WORK,
}


def faults(node: dict, *, at: str = "") -> list[str]:
    """What schema.org does not know about a node, or knows to be something else."""
    kind = node.get("@type")
    at = f"{at}/{kind}"
    if kind not in KNOWN:
        return [f"{at}: no such type"]
    found = []
    for name, value in node.items():
        place = f"{at}.{name}"
        if name not in KNOWN[kind]:
            found.append(f"{place}: no such property")
            continue
        values = value if isinstance(value, list) else [value]
        if value in ("", [], {}, None):
            found.append(f"{place}: empty")
        for each in values:
            found += _faults(each, KNOWN[kind][name], at=place)
    return found


def _faults(value, expected, *, at: str) -> list[str]:
    if isinstance(value, dict):
        kinds = expected if isinstance(expected, tuple) else (expected,)
        wrong = [] if value.get("@type") in kinds else [f"{at}: {value.get('@type')}"]
        return wrong + faults(value, at=at)
    return [] if _is(value, expected) else [f"{at}: {value!r} is no {expected}"]


def _is(value, expected) -> bool:
    if expected == NUMBER:
        return isinstance(value, int)
    if not isinstance(value, str):
        return False
    if expected == ADDRESS:
        return urlsplit(value).scheme in ("http", "https")
    if expected == ASPECT:
        return value in ASPECTS
    try:
        if expected == DATE:
            return bool(datetime.date.fromisoformat(value))
        if expected == MOMENT:
            return datetime.datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False
    return expected == TEXT
