"""Photos of a report: added by the client, looked at by both sides."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_permissions_policy.decorators import permissions_policy_override

from aftercare import access, photo_strips
from aftercare.domain import photos
from aftercare.enums import ScalpView
from aftercare.forms.photo import PhotoForm
from aftercare.views import frame
from clinics import access as clinic_access
from clinics.rules import Right
from portal.accounts.domain import consents
from portal.accounts.enums import Purpose
from portal.accounts.presenters import Question, questions
from portal.files import keeping, serving, uploading

# The camera opens on this page, for the last photo laid over the next, and on no other.
WITH_CAMERA = settings.PERMISSIONS_POLICY | {"camera": ["self"]}
HERE = "reports"


@never_cache
@require_safe
@permissions_policy_override(WITH_CAMERA)
def of_report(request, number):
    """Five views to take, each with the last one as a guide; or the question first."""
    return _ask(request, access.reports.own_report_here(request.user, number))


@require_POST
@permissions_policy_override(WITH_CAMERA)
@uploading.takes(photos.POLICY)
def add(request, number, view):
    """Take in one photo; what is refused is said beside its view."""
    report, view = access.reports.own_report_here(request.user, number), _view(view)
    form = PhotoForm(files=request.FILES)
    if not form.is_valid():
        return _ask(request, report, refused={view: form.errors["photo"]})
    try:
        photos.add(report, view, form.cleaned_data["photo"], by=request.user)
    except photos.NotAllowed:
        messages.info(request, _("Nothing was added: you do not allow photos now."))
    except photos.TooLate:
        messages.info(request, _("Nothing was added: this report is too long ago."))
    except keeping.NotKept:
        sentence = _("We could not store it just now. Send it again in a few minutes.")
        return _ask(request, report, refused={view: [sentence]})
    else:
        messages.success(request, _("%(view)s: added.") % {"view": view.label})
    return _back(report, view)


@require_POST
def remove(request, number, view):
    """Take a photo away, for good."""
    report, view = access.reports.own_report_here(request.user, number), _view(view)
    mine = access.photos.own_photos(request.user)
    if found := mine.filter(report=report, view=view).first():
        photos.remove(found, by=request.user)
        messages.success(request, _("%(view)s: removed.") % {"view": view.label})
    return _back(report, view)


@require_POST
def allow(request, number):
    """Say yes to photos, to the words that were shown."""
    report = access.reports.own_report_here(request.user, number)
    version = request.POST.get("text_version", "")
    try:
        consents.give(Purpose.PHOTOS, by=request.user, text_version=version)
    except LookupError:
        messages.error(request, _("Nothing was changed. Please answer once more."))
    else:
        messages.success(request, _("Thank you. Your consent is recorded."))
    return redirect("my:report-photos", report.number)


@never_cache
@require_safe
def overview(request):
    """All of one's own, each view over the days of a course."""
    found = access.photos.own_photos(request.user).select_related("report__plan")
    context = {
        "courses": photo_strips.courses(found),
        "question": _question(request.user),
    }
    return frame.show(request, "aftercare/photo/all.html", context, here=HERE)


@never_cache
@require_safe
@serving.hands_out
def picture(request, key, *, small=False):
    """A photo of one's own."""
    found = access.photos.own_photo(request.user, key)
    return serving.picture(photos.read(found, small=small))


@never_cache
@require_safe
@serving.hands_out
def picture_at_clinic(request, clinic, number, key, *, small=False):
    """A photo of a client, while they allow it; each look is written down."""
    clinic = clinic_access.workplace(request.user, clinic, Right.ANSWER_REPORTS)
    found = access.photos.photo_at(clinic, number, key)
    return serving.picture(photos.read_at_clinic(found, small=small, by=request.user))


def _ask(request, report, *, refused=None):
    found = access.photos.own_photos(request.user)
    refused, clinic = refused or {}, report.clinic
    context = {
        "report": report,
        "question": _question(request.user),
        "is_open": photos.is_open(report),
        "has_clinic": clinic and access.clients.is_client_of(request.user, clinic),
        "refused": [(view, each) for view in refused for each in refused[view]],
        "asked": [
            (place, refused.get(place.view, []))
            for place in photo_strips.places(report, found)
        ],
    }
    return frame.show(request, "aftercare/photo/add.html", context, here=HERE)


def _view(name: str) -> ScalpView:
    if name not in ScalpView.values:
        raise Http404
    return ScalpView(name)


def _question(user) -> Question:
    return next(each for each in questions(user) if each.purpose == Purpose.PHOTOS)


def _back(report, view: ScalpView):
    return redirect(f"{reverse('my:report-photos', args=[report.number])}#{view}")
