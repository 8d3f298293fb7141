"""The photos of a scalp that a client adds to a report."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from aftercare.enums import ScalpView
from aftercare.models.report import SymptomReport
from portal.accounts.enums import ConsentAct, Purpose
from portal.accounts.models import Consent
from portal.files import keeping


def last_on_photos(person: str) -> Subquery:
    """The last word on the consent to photos, of the person at that lookup."""
    answers = Consent.objects.filter(user=OuterRef(person), purpose=Purpose.PHOTOS)
    return Subquery(answers.order_by("-given_at", "-pk").values("act")[:1])


class PhotoQuerySet(models.QuerySet):
    def of(self, user):
        """All of a person, whatever they allow others."""
        return self.filter(report__user=user)

    def seen_by(self, clinic):
        """Of the reports it sees, while the last word on photos is a yes."""
        allowed = self.annotate(last_on_photos=last_on_photos("report__user"))
        return allowed.filter(
            report__in=SymptomReport.objects.seen_by(clinic),
            last_on_photos=ConsentAct.GIVEN,
        )

    def by_day(self):
        """With their reports, the first day first."""
        rows = self.select_related("report")
        return rows.order_by("report__local_date", "report__sent_at", "pk")


class Photo(models.Model):
    """One view of the scalp on the day of a report, redrawn by us.

    `key` is its address. `small` is the copy for lists. `taken_on` is the day by the
    camera's own clock. What is dark or blurred is a hint for the person, never more.
    """

    key = models.UUIDField(_("key"), unique=True, editable=False)
    report = models.ForeignKey(
        SymptomReport, on_delete=models.PROTECT, related_name="photos"
    )
    view = models.CharField(_("view"), max_length=8, choices=ScalpView)
    file = models.FileField(_("file"), storage=keeping.storage, max_length=100)
    small = models.FileField(_("small copy"), storage=keeping.storage, max_length=100)
    width = models.PositiveSmallIntegerField(_("width in pixels"))
    height = models.PositiveSmallIntegerField(_("height in pixels"))
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    added_at = models.DateTimeField(_("added on"))
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    is_dark = models.BooleanField(_("dark"))
    is_blurred = models.BooleanField(_("blurred"))

    personal_fields = frozenset({"file", "small", "view", "sha256"})
    public_fields = frozenset()

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_photo_per_view_of_a_report",
                fields=["report", "view"],
                violation_error_message=_("This view has its photo already."),
            ),
            models.CheckConstraint(
                name="photo_view_is_known",
                condition=Q(view__in=ScalpView.values),
                violation_error_message=_("Choose a view from the list."),
            ),
            models.CheckConstraint(
                name="photo_is_not_empty",
                condition=Q(size__gt=0, width__gt=0, height__gt=0),
                violation_error_message=_("The file is empty."),
            ),
        ]

    def __str__(self):
        return self.alt

    @property
    def alt(self) -> str:
        """What it shows, for those who do not see it. Reads its report."""
        named = {"view": self.get_view_display(), "day": self.report.day}
        return _("%(view)s, day %(day)s") % named

    @property
    def files(self) -> tuple[str, str]:
        """The names of both its files."""
        return self.file.name, self.small.name
