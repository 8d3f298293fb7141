"""The gallery: every component in every state, on one page."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from portal.ui import charts, icons, limit_chart


class GalleryForm(forms.Form):
    """One field of each kind, for the gallery."""

    name = forms.CharField(
        label=_("Name"), help_text=_("As it stands on your passport."), max_length=80
    )
    session_on = forms.DateField(
        label=_("Day of the session"), widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)
    swelling = forms.ChoiceField(
        label=_("How swollen is it?"),
        choices=[
            ("0", _("Not at all")),
            ("1", _("I can just feel it")),
            ("2", _("I can see it")),
        ],
        widget=forms.RadioSelect,
        help_text=_("Think of the past 24 hours."),
    )
    slips = forms.MultipleChoiceField(
        label=_("Did any of these happen?"),
        choices=[("sun", _("Sun on the scalp")), ("swim", _("Swimming"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    country = forms.ChoiceField(
        label=_("Country"),
        choices=[("", _("Choose a country")), ("GB", _("United Kingdom"))],
    )
    photo = forms.FileField(label=_("Photo"), required=False)
    agree = forms.BooleanField(label=_("I have read the emergency advice"))


def gallery_chart():
    none = pgettext_lazy("severity", "None")
    return charts.band_chart(
        name="gallery-chart",
        title=_("A chart of steps"),
        description=_("The most that is usual falls from day to day."),
        scale=[none, _("Mild"), _("Moderate"), _("Severe")],
        steps=[
            charts.Step(first_day=0, last_day=3, grade=2, label=_("Moderate")),
            charts.Step(first_day=4, last_day=7, grade=1, label=_("Mild")),
            charts.Step(first_day=8, last_day=None, grade=0, label=none),
        ],
        marker=(5, 2),
    )


def gallery_limits():
    none = {"is_bound": False, "shown_limit": "5 mg/kg", "limit": 5.0}
    return limit_chart.LimitChart(
        id="gallery-limits",
        title=_("What was found, against the limit"),
        description=_("Each step to the right is ten times as much."),
        dots=(
            limit_chart.Dot(
                **none,
                label=_("Nickel"),
                found=7.5,
                shown_found="7.5 mg/kg",
                kind="bad",
                word=_("At or above the limit"),
            ),
            limit_chart.Dot(
                **none | {"is_bound": True},
                label=_("Benzo[e]pyrene and others"),
                found=0.02,
                shown_found="< 0.02 mg/kg",
                kind="good",
                word=_("Below the limit"),
            ),
            limit_chart.Dot(
                **none,
                label=_("Lead"),
                found=None,
                shown_found="n.d.",
                kind="warn",
                word=_("Proves nothing"),
            ),
        ),
    )


@login_not_required
@require_safe
def gallery(request):
    """Every component; `?dir=rtl` turns the page round, as Arabic would."""
    context = {
        "direction": "rtl" if request.GET.get("dir") == "rtl" else "ltr",
        "form": GalleryForm(),
        "refused_form": GalleryForm(data={"bad-name": "Ana"}, prefix="bad"),
        "chart": gallery_chart(),
        "limits": gallery_limits(),
        "icons": list(icons.PATHS),
        "crumbs": [(_("Home"), "/"), (_("A section"), "/")],
        "messages_shown": [
            {"level_tag": "success", "text": _("The certification is in force.")},
            {"level_tag": "error", "text": _("That did not work. Try again.")},
        ],
    }
    return render(request, "ui/gallery.html", context)
