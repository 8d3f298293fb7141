"""The code of a paper, as it stands on a poster."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinics import codes

LONGEST = 80


class CodeForm(forms.Form):
    """What was typed comes back as it is stored, or with where to look again."""

    code = forms.CharField(
        label=gettext_lazy("Code on the poster"),
        help_text=gettext_lazy(
            "Twelve letters and digits, such as 8K2M-4T7Q-WXX9. Capitals and hyphens "
            "do not matter."
        ),
        max_length=LONGEST,
        widget=forms.TextInput(
            attrs={
                "class": "form-control--code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def clean_code(self):
        typed = self.cleaned_data["code"]
        code = codes.read(typed)
        if code is None:
            raise ValidationError([*_where_to_look_again(codes.doubt(typed))])
        return code


def _where_to_look_again(doubt: codes.Doubt):
    if doubt.length != codes.LENGTH:
        yield ngettext(
            "A code has 12 letters and digits; this has %(number)s.",
            "A code has 12 letters and digits; these are %(number)s.",
            doubt.length,
        ) % {"number": doubt.length}
    else:
        yield _("One or more letters are not as on the poster.")
    if doubt.strange:
        yield _("No code holds: %(signs)s.") % {"signs": ", ".join(doubt.strange)}
    if doubt.alike:
        pairs = (
            _("%(sign)s (or is it %(other)s?)") % {"sign": sign, "other": other}
            for sign, other in doubt.alike
        )
        yield _("Look again at %(signs)s.") % {"signs": ", ".join(pairs)}
