"""One place where people are treated."""

import datetime
import zoneinfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from clinics.enums import ClinicStatus
from portal.accounts import rules as account_rules
from portal.accounts.models.user import validate_time_zone


def _is_never_public() -> Q:
    """A draft that is closed leaves no status to tell it by, but its only change."""
    closed = StatusChange.objects.filter(
        clinic=OuterRef("pk"), was=ClinicStatus.DRAFT, to=ClinicStatus.CLOSED
    )
    return Q(status=ClinicStatus.DRAFT) | Q(Exists(closed))


class ClinicQuerySet(models.QuerySet):
    def listed(self):
        """Those the public may find."""
        return self.filter(status=ClinicStatus.LISTED)

    def never_public(self):
        """Drafts, and those that were closed as a draft."""
        return self.filter(_is_never_public())

    def on_record(self):
        """Those that were public once: their papers are answered for, listed or not."""
        return self.filter(~_is_never_public())

    def on_show(self):
        """Those with a page for everybody; suspended and closed ones say so there."""
        shown = ClinicStatus.LISTED, ClinicStatus.SUSPENDED, ClinicStatus.CLOSED
        return self.on_record().filter(status__in=shown)

    def handed_in(self):
        """Drafts that wait for a reviewer to list them."""
        return self.filter(status=ClinicStatus.DRAFT, handed_in_at__isnull=False)

    def worked_at_by(self, user, *, on):
        """Those where this person works that day, whatever their status."""
        from clinics.models.membership import Membership

        memberships = Membership.objects.active(on=on).filter(user_id=user.pk)
        return self.filter(pk__in=memberships.values("clinic"))

    def visible_to(self, user, *, on):
        """Listed ones to everybody; others to who works there and to who decides.

        Certification reviewers, moderators and administrators decide about clinics.
        """
        decides = (
            account_rules.is_reviewer,
            account_rules.is_moderator,
            account_rules.is_admin,
        )
        if any(predicate(user) for predicate in decides):
            return self.all()
        own = self.worked_at_by(user, on=on)
        return self.filter(Q(status=ClinicStatus.LISTED) | Q(pk__in=own.values("pk")))


class Clinic(models.Model):
    """One location of a business that tattoos scalps."""

    # What the public reads.
    slug = models.SlugField(_("address on the site"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    legal_name = models.CharField(_("legal name"), max_length=160)
    street = models.CharField(_("street and number"), max_length=160)
    postcode = models.CharField(_("postcode"), max_length=16, blank=True)
    town = models.CharField(_("town"), max_length=120)
    country = models.CharField(
        _("country"),
        max_length=2,
        validators=[
            RegexValidator(r"^[A-Z]{2}\Z", _("Write the two capital letters (ISO)."))
        ],
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, validators=[validate_time_zone]
    )
    description = models.TextField(_("about the clinic"), max_length=1500, blank=True)
    website = models.URLField(_("website"), blank=True)
    public_email = models.EmailField(_("e-mail address for the public"), blank=True)
    public_phone = models.CharField(
        _("telephone for the public"), max_length=32, blank=True
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=ClinicStatus,
        default=ClinicStatus.DRAFT,
        editable=False,
    )

    # What only the team and the platform's reviewers read.
    responsible_person = models.CharField(_("responsible person"), max_length=120)
    terms_version = models.CharField(
        _("version of the terms"), max_length=20, editable=False
    )
    handed_in_at = models.DateTimeField(
        _("handed in on"), null=True, blank=True, editable=False
    )
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    edition = models.PositiveIntegerField(
        _("edition"),
        default=1,
        editable=False,
        help_text=_("Counts the changes, so that no change is lost under another."),
    )
    edited_at = models.DateTimeField(
        _("last changed on"), null=True, blank=True, editable=False
    )
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    submit_key = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text=_("Came with the application: sent twice, it makes one clinic."),
    )

    personal_fields = frozenset({"responsible_person"})
    public_fields = frozenset(
        {
            "slug",
            "name",
            "legal_name",
            "street",
            "postcode",
            "town",
            "country",
            "time_zone",
            "description",
            "website",
            "public_email",
            "public_phone",
            "status",
            "terms_version",
        }
    )

    objects = ClinicQuerySet.as_manager()

    class Meta:
        verbose_name = _("clinic")
        verbose_name_plural = _("clinics")
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["status", "name", "id"], name="clinic_by_name"),
            models.Index(
                fields=["status", "latitude", "longitude"], name="clinic_by_place"
            ),
            models.Index(fields=["status", "handed_in_at"], name="clinic_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                name="clinic_status_is_known",
                condition=Q(status__in=ClinicStatus.values),
                violation_error_message=_("Choose a status from the list."),
            ),
            models.CheckConstraint(
                name="clinic_country_is_two_capital_letters",
                condition=Q(country__regex=r"^[A-Z]{2}$"),
                violation_error_message=_("Write the two capital letters (ISO)."),
            ),
            models.CheckConstraint(
                name="clinic_place_is_on_the_globe",
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
                violation_error_message=_("Give both latitude and longitude."),
            ),
            models.CheckConstraint(
                name="clinic_handed_in_at_and_by_go_together",
                condition=Q(handed_in_at=None, handed_in_by=None)
                | Q(handed_in_at__isnull=False, handed_in_by__isnull=False),
                violation_error_message=_("Say who handed it in, and when."),
            ),
            models.CheckConstraint(
                name="clinic_edited_at_and_by_go_together",
                condition=Q(edited_at=None, edited_by=None)
                | Q(edited_at__isnull=False, edited_by__isnull=False),
                violation_error_message=_("Say who changed it, and when."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def country_name(self) -> str:
        """In the language that is spoken."""
        return countries.name(self.country)

    @property
    def address_lines(self) -> list[str]:
        """As on a letter, without the name."""
        place = f"{self.postcode} {self.town}".strip()
        return [line for line in (self.street, place, self.country_name) if line]

    @property
    def today(self) -> datetime.date:
        """The day it is where the clinic stands: papers end with that day."""
        return timezone.localdate(timezone=zoneinfo.ZoneInfo(self.time_zone))

    def local_day(self, moment: datetime.datetime) -> datetime.date:
        """The day of a moment where the clinic stands."""
        return moment.astimezone(zoneinfo.ZoneInfo(self.time_zone)).date()

    @property
    def day_ends_at(self) -> datetime.datetime:
        """The clinic's next midnight, when a paper may cease to hold."""
        tomorrow = self.today + datetime.timedelta(days=1)
        zone = zoneinfo.ZoneInfo(self.time_zone)
        return datetime.datetime.combine(tomorrow, datetime.time(), tzinfo=zone)

    @property
    def map_url(self) -> str:
        """Where it stands, on a map that asks for no consent; "" without a place."""
        if self.latitude is None:
            return ""
        return (
            f"https://www.openstreetmap.org/?mlat={self.latitude}"
            f"&mlon={self.longitude}#map=17/{self.latitude}/{self.longitude}"
        )

    @property
    def is_listed(self) -> bool:
        return self.status == ClinicStatus.LISTED

    @property
    def is_closed(self) -> bool:
        """For good; a suspended clinic goes on looking after its clients."""
        return self.status == ClinicStatus.CLOSED


class ClinicLanguage(models.Model):
    """A language that clients of a clinic are spoken to in."""

    clinic = models.ForeignKey(
        Clinic, on_delete=models.CASCADE, related_name="languages"
    )
    language = models.CharField(
        _("language"),
        max_length=3,
        validators=[RegexValidator(r"^[a-z]{2,3}\Z", _("Choose a language."))],
    )

    personal_fields = frozenset()
    public_fields = frozenset({"language"})

    class Meta:
        verbose_name = _("language of a clinic")
        ordering = ["clinic", "language"]
        constraints = [
            models.UniqueConstraint(
                name="clinic_language_is_named_once",
                fields=["clinic", "language"],
                violation_error_message=_("This language is in the list already."),
            ),
        ]

    def __str__(self):
        return self.language


class StatusChange(models.Model):
    """A day on which the public record of a clinic changed, why, and by whom.

    Append-only: the last row says what `Clinic.status` says.
    """

    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, related_name="status_changes"
    )
    was = models.CharField(_("was"), max_length=12, choices=ClinicStatus)
    to = models.CharField(_("became"), max_length=12, choices=ClinicStatus)
    at = models.DateTimeField(_("on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,  # the portal itself
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.TextField(_("reason, for the team"), max_length=1000, blank=True)
    public_sentence = models.CharField(
        _("sentence for the public"), max_length=200, blank=True
    )
    identity_checked = models.BooleanField(_("identity checked"), default=False)
    premises_checked = models.BooleanField(_("premises checked"), default=False)
    insurance_checked = models.BooleanField(_("insurance checked"), default=False)

    personal_fields = frozenset({"reason"})
    public_fields = frozenset({"was", "to", "public_sentence"})

    class Meta:
        verbose_name = _("change of a clinic's status")
        ordering = ["clinic", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="clinic_status_was_is_known",
                condition=Q(was__in=ClinicStatus.values),
                violation_error_message=_("Choose a status from the list."),
            ),
            models.CheckConstraint(
                name="clinic_status_to_is_known",
                condition=Q(to__in=ClinicStatus.values),
                violation_error_message=_("Choose a status from the list."),
            ),
            models.CheckConstraint(
                name="clinic_status_change_changes_something",
                condition=~Q(was=F("to")),
                violation_error_message=_("The clinic has that status already."),
            ),
            models.CheckConstraint(
                name="clinic_is_first_listed_once_all_is_checked",
                condition=~Q(was=ClinicStatus.DRAFT, to=ClinicStatus.LISTED)
                | Q(
                    identity_checked=True,
                    premises_checked=True,
                    insurance_checked=True,
                    by__isnull=False,
                ),
                violation_error_message=_(
                    "Check identity, premises and insurance before listing."
                ),
            ),
            models.CheckConstraint(
                name="clinic_goes_off_the_list_with_a_public_sentence",
                condition=~Q(to__in=[ClinicStatus.SUSPENDED, ClinicStatus.CLOSED])
                | Q(was=ClinicStatus.DRAFT)
                | (~Q(public_sentence="") & ~Q(reason="")),
                violation_error_message=_(
                    "Write the reason for the team and one sentence for the public."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.clinic_id}: {self.was} → {self.to}"
