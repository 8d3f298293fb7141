"""What was attached in the thread of a report, by either side."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from aftercare.models import Attachment
from clinics.models import Clinic
from portal.accounts.models import User


def own_attachments(user: User | int) -> QuerySet[Attachment]:
    """What was attached in the threads of this person, by either side."""
    return Attachment.objects.of(user).shown()


def own_attachment(user, key: UUID) -> Attachment:
    """One of them. Raises Http404."""
    return get_object_or_404(own_attachments(user), key=key)


def attachments_at(clinic: Clinic) -> QuerySet[Attachment]:
    """Those in the threads of the clinic that it may look at now."""
    return Attachment.objects.seen_by(clinic).shown()


def attachment_at(clinic: Clinic, number: str, key: UUID) -> Attachment:
    """One in the thread of a report. Raises Http404."""
    rows = attachments_at(clinic).select_related("message__report")
    return get_object_or_404(rows, message__report__number=number, key=key)
