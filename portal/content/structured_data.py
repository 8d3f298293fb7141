"""Articles in the words of schema.org, for search engines and other machines."""

from django.conf import settings

CONTEXT = "https://schema.org"


def article(page, *, description: str, crumbs: list[tuple[str, str]]) -> dict:
    """The page and the way to it, as one graph."""
    return {
        "@context": CONTEXT,
        "@graph": [_medical_page(page, description), _breadcrumbs(page, crumbs)],
    }


def _medical_page(page, description: str) -> dict:
    facts = {
        "@type": "MedicalWebPage",
        "@id": page.full_url,
        "url": page.full_url,
        "name": page.title,
        "description": description,
        "inLanguage": page.locale.language_code,
        "datePublished": _moment(page.first_published_at),
        "dateModified": _moment(page.last_published_at),
        "lastReviewed": page.last_reviewed_on and page.last_reviewed_on.isoformat(),
        "author": page.author and _person(page.author),
        "reviewedBy": page.reviewer_shown and _person(page.reviewer_shown),
        "medicalAudience": {"@type": "MedicalAudience", "audienceType": "Patient"},
        "publisher": {"@type": "Organization", "name": settings.WAGTAIL_SITE_NAME},
        "about": page.schema_subject(),
        "citation": [_work(row.shown) for row in page.source_list],
    }
    return {key: value for key, value in facts.items() if value}


def _person(contributor) -> dict:
    facts = {
        "@type": "Person",
        "name": contributor.name,
        "jobTitle": contributor.role,
        "hasCredential": contributor.credentials,
    }
    return {key: value for key, value in facts.items() if value}


def _work(source) -> str:
    """A source as text: its address stands on the page too, so packed it is short."""
    return source.url or f"{source.title}. {source.publisher}"


def _breadcrumbs(page, crumbs: list[tuple[str, str]]) -> dict:
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
