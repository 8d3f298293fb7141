"""The files that client and clinic attach to a message."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aftercare.enums import AttachedAs, FlagDecision
from aftercare.models.photo import last_on_photos
from aftercare.models.report import SymptomReport
from aftercare.models.report_course import MOST_ATTACHED, Message
from portal.accounts.enums import ConsentAct
from portal.files import keeping


class AttachmentQuerySet(models.QuerySet):
    def of(self, user):
        """In the threads of a person, whoever sent them."""
        return self.filter(message__report__user=user)

    def shown(self):
        """Without those of messages that moderators hid from both sides."""
        return self.exclude(message__flag__decision=FlagDecision.HIDDEN)

    def seen_by(self, clinic):
        """In the reports it sees; pictures of the client while photos are allowed."""
        asked = self.annotate(last_on_photos=last_on_photos("message__report__user"))
        return asked.filter(
            ~Q(media_type=AttachedAs.PICTURE, message__from_clinic=False)
            | Q(last_on_photos=ConsentAct.GIVEN),
            message__report__in=SymptomReport.objects.seen_by(clinic),
        )


class Attachment(models.Model):
    """A file of a message: a picture redrawn by us, or a PDF as it came.

    `key` is its address, `position` its place in the message. `small` is the copy of a
    picture for the thread; a PDF has none, and no measures.
    """

    key = models.UUIDField(_("key"), unique=True, editable=False)
    message = models.ForeignKey(
        Message, on_delete=models.PROTECT, related_name="attachments"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    file = models.FileField(_("file"), storage=keeping.storage, max_length=100)
    small = models.FileField(
        _("small copy"), storage=keeping.storage, max_length=100, blank=True
    )
    name = models.CharField(_("name of the file"), max_length=80)
    media_type = models.CharField(_("kind of file"), max_length=20, choices=AttachedAs)
    width = models.PositiveSmallIntegerField(_("width in pixels"), default=0)
    height = models.PositiveSmallIntegerField(_("height in pixels"), default=0)
    pages = models.PositiveSmallIntegerField(_("pages"), default=1)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)

    personal_fields = frozenset({"file", "small", "name", "sha256"})
    public_fields = frozenset({"media_type"})

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attached file")
        verbose_name_plural = _("attached files")
        ordering = ["message", "position"]
        constraints = [
            models.UniqueConstraint(
                name="one_attachment_per_place_in_a_message",
                fields=["message", "position"],
                violation_error_message=_("This place is taken."),
            ),
            models.CheckConstraint(
                name="message_holds_three_attachments_at_most",
                condition=Q(position__gte=1, position__lte=MOST_ATTACHED),
                violation_error_message=_("Attach at most 3 files."),
            ),
            models.CheckConstraint(
                name="attachment_kind_is_known",
                condition=Q(media_type__in=AttachedAs.values),
                violation_error_message=_("Choose from the list."),
            ),
            models.CheckConstraint(
                name="attachment_is_not_empty",
                condition=Q(size__gt=0, pages__gt=0),
                violation_error_message=_("The file is empty."),
            ),
            models.CheckConstraint(
                name="attached_picture_has_a_small_copy_and_measures",
                condition=(
                    ~Q(media_type=AttachedAs.PICTURE)
                    | Q(width__gt=0, height__gt=0, pages=1) & ~Q(small="")
                )
                & (~Q(media_type=AttachedAs.PDF) | Q(width=0, height=0, small="")),
                violation_error_message=_("The picture cannot be shown."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.media_type == AttachedAs.PICTURE

    @property
    def files(self) -> list[str]:
        """The names of all that lies in the storage for it."""
        return [name for name in (self.file.name, self.small.name) if name]
