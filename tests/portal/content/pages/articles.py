"""An article with all its parts, and how it is read."""

import io

from django.core.files.images import ImageFile
from PIL import Image as Pixels
from wagtail.images.models import Image
from wagtail.models import Collection

from portal.content.models import PageChange, PageSource
from tests.conftest import TODAY
from tests.factories.content import (
    ContributorFactory,
    RiskFactorPageFactory,
    SideEffectPageFactory,
)


def article(**changes):
    """A live article that has every part."""
    factor = RiskFactorPageFactory(published=True, title="Allergies")
    link = f'<p>See <a id="{factor.pk}" linktype="page">allergies</a> [M6].</p>'
    parts = {
        "title": "Redness",
        "slug": "redness",
        "also_known_as": "erythema, red scalp",
        "skin_tones": "<p>Darker skin.</p>",
        "usual": [
            ("text", link),
            ("healing_chart", {"symptom": "redness_extent"}),
        ],
        "care_cards": [
            (
                "care_card",
                {
                    "level": "emergency",
                    "heading": "Call 999",
                    "items": ["You cannot breathe"],
                    "body": "",
                },
            )
        ],
        "what_to_do": [("do_dont", {"do": ["Rest"], "dont": ["Scratch"]})],
        "causes": [
            (
                "explanation",
                {
                    "claim": "Needles",
                    "strength": "clinical",
                    "text": "",
                    "sources": ["M6"],
                },
            )
        ],
        "sources": [
            PageSource(key="N1", sort_order=0),
            PageSource(key="M6", sort_order=1),
            PageSource(
                title="A <b>paper",
                publisher="A journal",
                url="https://example.com/paper",
                read_on=TODAY,
                kind="clinical",
                sort_order=2,
            ),
        ],
        "changes": [PageChange(changed_on=TODAY, what="First version.")],
        "risk_factors": ["allergies"],
        "author": ContributorFactory(name="Ana Ruiz", role="Health editor"),
    }
    return SideEffectPageFactory(published=True, **parts | changes)


def read(client, page) -> str:
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def picture() -> Image:
    collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
    pixels = io.BytesIO()
    Pixels.new("RGB", (20, 10)).save(pixels, "PNG")
    file = ImageFile(pixels, "day1.png")
    return Image.objects.create(title="Day 1", file=file, collection=collection)
