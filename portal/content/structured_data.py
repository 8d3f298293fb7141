"""Pages in the words of schema.org, for search engines and other machines.

Nothing is said here that does not stand on the page. `specialty` is left out: no page
belongs to one field of medicine.
"""

from django.conf import settings

CONTEXT = "https://schema.org"
Crumbs = list[tuple[str, str]]
# What a part of an article tells about its subject, by the anchor of the part.
ASPECTS = {
    "get-help": "SeeDoctorHealthAspect",
    "usual": "StagesHealthAspect",
    "what-to-do": "SelfCareHealthAspect",
    "causes": "CausesHealthAspect",
    "risk-factors": "RisksOrComplicationsHealthAspect",
    "claims": "MisconceptionsHealthAspect",
    "what-to-ask": "PreventionHealthAspect",
}


def article(page, *, description: str, crumbs: Crumbs, picture) -> dict:
    """An article and the way to it, as one graph."""
    facts = _page("MedicalWebPage", page, description, picture) | {
        "datePublished": _moment(page.first_published_at),
        "lastReviewed": page.last_reviewed_on and page.last_reviewed_on.isoformat(),
        "author": page.author and _person(page.author),
        "reviewedBy": page.reviewer_shown and _person(page.reviewer_shown),
        "medicalAudience": {"@type": "MedicalAudience", "audienceType": "Patient"},
        "about": page.schema_subject(),
        "hasPart": _parts(page),
        "citation": [_work(row.shown) for row in page.source_list],
    }
    return _graph(facts, _breadcrumbs(page, crumbs))


def other(page, *, description: str, crumbs: Crumbs, picture) -> dict:
    """The front page, or a list and the way to it."""
    facts = _page(page.schema_type, page, description, picture)
    return _graph(facts, _breadcrumbs(page, crumbs) if crumbs else None)


def _graph(*nodes: dict | None) -> dict:
    return {"@context": CONTEXT, "@graph": [_filled(node) for node in nodes if node]}


def _filled(value):
    """The same without what is empty, all the way down."""
    if isinstance(value, dict):
        inner = {key: _filled(each) for key, each in value.items()}
        return {key: each for key, each in inner.items() if each}
    if isinstance(value, list):
        return [_filled(each) for each in value]
    return value


def _page(schema_type: str, page, description: str, picture) -> dict:
    site = {"name": settings.WAGTAIL_SITE_NAME, "url": f"{settings.BASE_URL}/"}
    whole = {"@type": "WebSite"} | site
    return {
        "@type": schema_type,
        "@id": page.full_url,
        "url": page.full_url,
        "name": page.title,
        "description": description,
        "inLanguage": page.locale.language_code,
        "dateModified": _moment(page.last_published_at),
        "image": picture and _image(picture),
        "publisher": {"@type": "Organization"} | site,
        "isPartOf": None if schema_type == "WebSite" else whole,
    }


def _image(picture) -> dict:
    return {
        "@type": "ImageObject",
        "url": picture.url,
        "width": picture.width,
        "height": picture.height,
        "caption": picture.alt,
    }


def _parts(page) -> list[dict]:
    return [
        {
            "@type": "HealthTopicContent",
            "@id": f"{page.full_url}#{anchor}",
            "name": heading,
            "hasHealthAspect": f"{CONTEXT}/{ASPECTS[anchor]}",
        }
        for anchor, heading in page.contents()
        if anchor in ASPECTS
    ]


def _person(contributor) -> dict:
    return {
        "@type": "Person",
        "name": contributor.name,
        "jobTitle": contributor.role,
        "hasCredential": contributor.credentials
        and {
            "@type": "EducationalOccupationalCredential",
            "name": contributor.credentials,
        },
    }


def _work(source) -> str:
    """A source as text: its address stands on the page too, so packed it is short."""
    return source.url or f"{source.title}. {source.publisher}"


def _breadcrumbs(page, crumbs: Crumbs) -> dict:
    way = [(name, f"{settings.BASE_URL}{url}") for name, url in crumbs]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(
                [*way, (page.title, page.full_url)], 1
            )
        ],
    }


def _moment(moment) -> str | None:
    return moment.isoformat() if moment else None
