"""The words accounts are described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StaffRole(models.TextChoices):
    """What a person does for the platform; each role is one Django group."""

    EDITOR = "editor", _("Editor")
    CLINICAL_REVIEWER = "clinical_reviewer", _("Clinical reviewer")
    REVIEWER = "reviewer", _("Certification reviewer")
    MODERATOR = "moderator", _("Moderator")
    ADMIN = "admin", _("Administrator")


# Names are data, not wording: migrations and permissions find the groups by them.
GROUP_NAMES = {
    StaffRole.EDITOR: "Editors",
    StaffRole.CLINICAL_REVIEWER: "Clinical reviewers",
    StaffRole.REVIEWER: "Certification reviewers",
    StaffRole.MODERATOR: "Moderators",
    StaffRole.ADMIN: "Administrators",
}


class InvitedRole(models.TextChoices):
    """What somebody is invited to be; the staff roles carry the same values."""

    EDITOR = "editor", _("Editor")
    CLINICAL_REVIEWER = "clinical_reviewer", _("Clinical reviewer")
    REVIEWER = "reviewer", _("Certification reviewer")
    MODERATOR = "moderator", _("Moderator")
    ADMIN = "admin", _("Administrator")
    OWNER = "owner", _("Clinic owner")
    PRACTITIONER = "practitioner", _("Practitioner")
    FRONT_DESK = "front_desk", _("Front desk")
    CLIENT = "client", _("Client")
    HELPER = "helper", _("Helper")


class InvitationState(models.TextChoices):
    """Computed from the dates of an invitation, never stored."""

    WAITING = "waiting", _("Waiting for an answer")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "Accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "Withdrawn")
    EXPIRED = "expired", pgettext_lazy("invitation", "Expired")


class Purpose(models.TextChoices):
    """What a person may let the portal do with their data."""

    CARE = "care", _("Your care")
    PHOTOS = "photos", _("Healing photos")
    FIGURES = "figures", _("Anonymised figures")
    PUBLIC_PHOTO = "public_photo", _("Public photo")


class ConsentAct(models.TextChoices):
    GIVEN = "given", _("Given")
    WITHDRAWN = "withdrawn", _("Withdrawn")
