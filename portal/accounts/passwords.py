"""How long a password must be: longer where it opens other people's data."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FOR_EVERYBODY = 12
WITH_DUTIES = 15
LONGEST = 128


def check_length(password: str, *, shortest: int) -> None:
    """Refuse a password that is too short, or so long that hashing it is work."""
    if len(password) < shortest:
        raise ValidationError(
            ngettext(
                "This password is too short. Use at least %(count)d character.",
                "This password is too short. Use at least %(count)d characters.",
                shortest,
            ),
            code="password_too_short",
            params={"count": shortest},
        )
    if len(password) > LONGEST:
        raise ValidationError(
            _("This password is too long. Use at most %(count)d characters."),
            code="password_too_long",
            params={"count": LONGEST},
        )


class PasswordLength:
    """Django password validator: 12 characters, 15 for those who have duties."""

    def validate(self, password, user=None):
        # Late: Django loads validators before the models that the rules ask.
        from portal.accounts import rules

        on_duty = user is not None and user.pk and rules.has_duties(user)
        check_length(password, shortest=WITH_DUTIES if on_duty else FOR_EVERYBODY)

    def get_help_text(self):
        return _(
            "At least %(count)d characters, or %(more)d if you work for a clinic or "
            "for this site. A few words in a row are easy to remember."
        ) % {"count": FOR_EVERYBODY, "more": WITH_DUTIES}
