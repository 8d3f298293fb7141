"""The person who signs in."""

import uuid
import zoneinfo

from django.conf import settings
from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import GROUP_NAMES, StaffRole

ERASED = "erased.invalid"  # no mail ever goes there: RFC 2606


class LowerEmailField(models.EmailField):
    """An e-mail address kept in lower case, so that one person has one account."""

    def to_python(self, value):
        value = super().to_python(value)
        return value.strip().lower() if isinstance(value, str) else value

    def get_prep_value(self, value):
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, instance, add):
        value = self.to_python(super().pre_save(instance, add))
        setattr(instance, self.attname, value)
        return value


def validate_time_zone(name: str) -> None:
    """Refuse a name the time zone database does not know."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("Choose a time zone from the list."))


class UserManager(BaseUserManager):
    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        """Store a person; without a password none can ever match."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Anybody with an account: client, clinic staff or platform staff."""

    email = LowerEmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("name"), max_length=80, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_time_zone]
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    adult_confirmed_at = models.DateTimeField(
        _("said to be an adult on"), null=True, blank=True, editable=False
    )
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    personal_fields = frozenset(
        {"email", "display_name", "time_zone", "language", "password"}
    )
    public_fields = frozenset()

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                name="user_email_is_lower_case",
                condition=models.Q(email=Lower("email")),
                violation_error_message=_("Write the e-mail address in lower case."),
            ),
        ]

    def __str__(self):
        if self.is_erased:
            return gettext("Somebody who has left")
        return self.display_name or self.email

    def save(self, *args, **kwargs):
        # A form without password fields (Wagtail's) leaves "", which Django counts
        # as a password somebody could have.
        if not self.password:
            self.set_unusable_password()
        super().save(*args, **kwargs)

    @property
    def is_erased(self) -> bool:
        return self.email.endswith(f"@{ERASED}")

    def erase(self) -> None:
        """Take away who this is; the row stays, for the rows that point at it."""
        self.email = f"{uuid.uuid4().hex}@{ERASED}"
        self.display_name, self.adult_confirmed_at = "", None
        self.time_zone, self.language = "UTC", settings.LANGUAGE_CODE
        self.is_active = False
        self.set_unusable_password()
        self.save()

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)

    @cached_property
    def staff_roles(self) -> frozenset[StaffRole]:
        """What this person does for the platform; asked once per request."""
        names = set(self.groups.values_list("name", flat=True))
        return frozenset(role for role, name in GROUP_NAMES.items() if name in names)

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone this person reads times in."""
        return zoneinfo.ZoneInfo(self.time_zone)
