"""One example of each block and page part, for the gallery of components."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from django.templatetags.static import static
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from clinics.answering import Answer, Holder
from clinics.enums import Claim, Subject
from portal.content import illustrations
from portal.content.enums import CareLevel, SkinTone, SourceKind, Strength
from portal.content.search.excerpts import Part
from portal.ui import healing_chart

DAY = date(2026, 11, 23)


def contributor() -> SimpleNamespace:
    return SimpleNamespace(
        name="Ana Ruiz",
        role=_("Dermatologist"),
        credentials=_("Register, number 000000"),
        conflicts_of_interest=pgettext("conflicts of interest", "None"),
    )


def source() -> SimpleNamespace:
    shown = SimpleNamespace(
        title=_("A paper that was read"),
        publisher=_("A journal"),
        url="",
        reference="2026;1:1",
        kind=SourceKind.CLINICAL,
        read_on=DAY,
    )
    return SimpleNamespace(anchor="source-M6", key="", shown=shown)


def article() -> SimpleNamespace:
    return SimpleNamespace(
        pk=0,
        live_revision_id=0,
        slug="redness",
        full_url="https://example.com/side-effects/redness/",
        title=_("Redness"),
        listing_summary=_("Usual for one to three days after each session."),
        is_overdue=False,
        author=contributor(),
        reviewer_shown=contributor(),
        last_reviewed_on=DAY,
        next_review_on=date(2027, 11, 23),
        change_list=[SimpleNamespace(changed_on=DAY, what=_("First version."))],
    )


def blocks() -> dict:
    """A value for each block of a page, by the name of its template."""
    sentence = _("Redness fades within days [M6].")
    tell = _("Tell your clinic as well.")
    return {
        "text": f"<p>{sentence}</p>",
        "section": {"heading": _("A section"), "text": f"<p>{sentence}</p>"},
        "care_card": {
            "level": CareLevel.URGENT,
            "heading": _("See a doctor today if"),
            "items": [_("The redness spreads")],
            "body": f"<p>{tell}</p>",
        },
        "do_dont": {"do": [_("Leave it alone")], "dont": [_("Scratch")]},
        "explanation": {
            "claim": _("The needle makes tiny wounds"),
            "strength": Strength.CLINICAL,
            "text": f"<p>{sentence}</p>",
            "sources": ["M6"],
        },
        **_figures(sentence),
        "questions": {
            "questions": [
                {"question": _("How long?"), "answer": f"<p>{sentence}</p>"},
            ]
        },
    }


def _figures(sentence: str) -> dict:
    return {
        "picture": {
            "skin_tone": SkinTone.BROWN,
            "caption": _("Day 1"),
            "long_description": _(
                "The treated skin is darker than the skin beside it."
            ),
        },
        "table": SimpleNamespace(
            caption=_("What you can expect to see"),
            columns=[{"heading": _("Days")}, {"heading": _("What is usual")}],
            row_data=[{"values": ["0–1", sentence]}],
        ),
    }


def answers() -> list[Answer]:
    """A paper that clinics show, one that nobody shows, and one on ink."""
    clinics = {"subject": Subject.CLINIC, "claim": Claim.LICENSED}
    declared = {"subject": Subject.CLINIC, "claim": Claim.DECLARED}
    ink = {"subject": Subject.INK_BATCH, "claim": Claim.TESTED}
    words = {
        "name": _("A licence"),
        "shows": _("An authority inspected the premises."),
        "does_not_show": _("Anything about the ink."),
    }
    midnight = datetime(2026, 11, 24, tzinfo=UTC)
    holder = Holder(name="Aurora", url="#main", day_ends_at=midnight)
    return [
        Answer(
            kind=SimpleNamespace(code="SAMPLE-1", **words, **clinics),
            holders=[holder],
            more=True,
        ),
        Answer(kind=SimpleNamespace(code="SAMPLE-2", **words, **declared)),
        Answer(kind=SimpleNamespace(code="SAMPLE-3", **words, **ink)),
    ]


def everything() -> dict:
    """All that the gallery shows of pages."""
    rendition = {"url": static("ui/favicon.svg"), "width": 48, "height": 48, "alt": ""}
    return {
        "article": article(),
        "answers": answers(),
        "sources": [source()],
        "reviewer": contributor(),
        "numbers": {"M6": 1},
        "blocks": blocks(),
        "drawings": [
            each.told(get_language() or "en")
            for each in illustrations.ILLUSTRATIONS.values()
        ],
        "chart": healing_chart.healing_chart("redness_extent"),
        "sign_off": healing_chart.sign_off(),
        "rendition": rendition,
        "contents": [
            ("care", _("First part")),
            ("chart", _("Second part")),
            ("forms", _("Third")),
        ],
        "entries": {
            "has_other_pages": True,
            "has_previous": True,
            "has_next": True,
            "previous_page_number": 1,
            "number": 2,
            "next_page_number": 3,
            "paginator": {"num_pages": 3},
        },
        "search_results": [
            {
                "title": _("First part"),
                "url": "#care",
                "excerpt": [Part(_("First part"), marked=True)],
                "promoted": True,
            }
        ],
        "doors": [
            {
                "label": _("I have a symptom now"),
                "text": _("Usual for one to three days after each session."),
                "url": "#care",
                "language": language,
            }
            for language in ("", "es")
        ],
        "related": [
            {
                "title": _("Swelling"),
                "summary": _("Usual for two or three days."),
                "url": "#care",
                "kind": _("Side effect"),
            }
        ],
        "reviewed_on": DAY,
    }
