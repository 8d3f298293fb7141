"""Letters about a clinic that took another name or moved, once the public knew it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clinics import emails, rules
from clinics.models import IdentityChange
from portal.accounts.domain import roles
from portal.accounts.emails import absolute
from portal.accounts.enums import StaffRole


def changed(keys: list[int]) -> None:
    """Tell the other owners, and each reviewer who is a stranger to the clinic.

    `keys` are the rows of one change.
    """
    rows = list(
        IdentityChange.objects.filter(pk__in=keys).select_related("clinic", "by")
    )
    clinic, by = rows[0].clinic, rows[0].by
    owners = emails.owners_of(clinic).exclude(pk=by.pk)
    near = rules.people_close_to(clinic.pk, on=timezone.localdate())
    reviewers = roles.holders(StaffRole.REVIEWER).exclude(pk__in=near)
    for owner in owners.order_by("pk"):
        with translation.override(owner.language):
            told = _(
                "%(person)s has changed what the public reads of %(clinic)s. "
                "%(changes)s. What stood before stays in its history:"
            ) % {
                "person": by.display_name,
                "clinic": clinic.name,
                "changes": _in_words(rows),
            }
            place = reverse("clinics:profile", args=[clinic.slug])
            emails.write(owner, clinic.name, told, absolute(f"{place}#history"))
    for reviewer in reviewers.order_by("pk"):
        with translation.override(reviewer.language):
            told = _(
                "%(clinic)s has changed what the public reads beside its papers. "
                "%(changes)s. See whether they still speak of it:"
            ) % {"clinic": clinic.name, "changes": _in_words(rows)}
            place = reverse("moderation:timeline", args=[clinic.pk])
            emails.write(reviewer, clinic.name, told, absolute(place))


def _in_words(rows: Iterable[IdentityChange]) -> str:
    nothing = _("nothing")
    return "; ".join(
        f"{row.get_what_display()}: {row.was_shown or nothing} → "
        f"{row.became_shown or nothing}"
        for row in rows
    )
