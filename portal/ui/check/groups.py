"""Which questions of the catalogue the check asks, and under which heading.

The headings are what somebody looks for who has the symptom; behind each one stand
the questions about it. A question that is nowhere here is asked in a client's report
only, with the reason in `LEFT_OUT`.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RED_FLAGS, TREND, RISK = ALWAYS_ASKED = ("red_flags", "trend", "risk")


@dataclass(frozen=True)
class Group:
    """A heading that opens, and the questions behind it."""

    title: Promise
    questions: tuple[str, ...]


GROUPS = (
    Group(_("Red, darker or hot skin"), ("redness_extent", "heat")),
    Group(_("Fever or shivering"), ("temp", "feels_feverish", "shivery")),
    Group(_("Pain"), ("pain_nrs",)),
    Group(_("Swelling of the scalp or forehead"), ("swelling",)),
    Group(_("Eyes or face"), ("eye_face", "eye_signs")),
    Group(_("Fluid, pus or blood"), ("fluid", "bleeding")),
    Group(
        _("Spots, bumps, blisters or sores"), ("bumps", "bumps_sore", "blisters_sores")
    ),
    Group(_("Itch"), ("itch_nrs", "itch_interference")),
    Group(_("Scabs, flakes or tight skin"), ("scabs", "tightness")),
    Group(_("Hives or another rash"), ("rash_elsewhere", "product_rash")),
    Group(_("Feeling ill, or swollen glands"), ("unwell", "glands")),
    Group(_("Something after numbing cream or injection"), ("numbing_signs",)),
    Group(
        _("Colour, lumps or scars in the ink"),
        ("colour", "raised_ink", "scar", "sun_heat", "skin_disease_patches"),
    ),
    Group(_("Unclean needles, blood or recalled ink"), ("exposure",)),
    Group(_("Upset about how it looks or feels"), ("distress",)),
    Group(_("Treatment you have had for this"), ("care_received", "antibiotic_effect")),
    Group(_("Something else"), ("other",)),
)

LEFT_OUT = {
    "temp_unit": "the number itself tells °C from °F",
    "slips": "makes no difference to the answer",
    "worry": "nobody is there to call back",
    "contact_me": "nobody is there to call back",
    "photos": "nobody is there to look at them",
    "note": "nobody is there to read it",
}

ASKED = (*ALWAYS_ASKED, *(key for group in GROUPS for key in group.questions))
