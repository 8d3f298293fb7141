"""The words clinics are described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClinicStatus(models.TextChoices):
    """Whether the public may find a clinic."""

    DRAFT = "draft", _("Draft")
    LISTED = "listed", _("Listed")
    UNLISTED = "unlisted", _("Unlisted")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", _("Closed")


class ClinicRole(models.TextChoices):
    """What somebody does at a clinic."""

    OWNER = "owner", _("Owner")
    PRACTITIONER = "practitioner", _("Practitioner")
    FRONT_DESK = "front_desk", _("Front desk")


MOVES = {
    ClinicStatus.DRAFT: {ClinicStatus.LISTED, ClinicStatus.CLOSED},
    ClinicStatus.LISTED: {
        ClinicStatus.UNLISTED,
        ClinicStatus.SUSPENDED,
        ClinicStatus.CLOSED,
    },
    ClinicStatus.UNLISTED: {ClinicStatus.LISTED, ClinicStatus.CLOSED},
    ClinicStatus.SUSPENDED: {ClinicStatus.LISTED, ClinicStatus.CLOSED},
    ClinicStatus.CLOSED: set(),
}
