"""Whom an urgent report wakes, and whether messages reach them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from clinics import access, rules
from clinics.domain import contacts
from clinics.enums import ContactKind
from clinics.forms.contact import ContactForm
from clinics.rules import Right
from clinics.views import frame


@never_cache
@require_safe
def overview(request, clinic):
    """Both people, for everybody in the team."""
    clinic = access.workplace(request.user, clinic, Right.SEE_TEAM)
    named = {contact.kind: contact for contact in clinic.urgent_contacts.all()}
    context = {
        "slots": [(kind, named.get(kind)) for kind in ContactKind],
        "may_name": rules.may(request.user, Right.EDIT_CONTACTS, clinic),
        "edits": rules.may(request.user, Right.EDIT_PROFILE, clinic),
        "part": "contacts",
    }
    template = "clinics/workspace/contacts.html"
    return frame.show(request, clinic, template, context, here="profile")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def name(request, clinic, kind):
    """Name one of the two; the test message goes out at once."""
    clinic = access.workplace(request.user, clinic, Right.EDIT_CONTACTS)
    contact = _contact(clinic, kind)
    form = ContactForm(request.POST or None, contact=contact)
    if request.method == "POST" and form.is_valid():
        return _save(request, clinic, kind, form)
    return _show(request, clinic, kind, form)


def _save(request, clinic, kind, form: ContactForm):
    seen = form.cleaned_data["seen"] or {}
    try:
        contacts.name(
            clinic, ContactKind(kind), by=request.user, seen=seen, **form.person
        )
    except contacts.Stale as stale:
        renewed = form.renewed(stale.now)
        return _show(request, clinic, kind, renewed, named=stale.now)
    except contacts.TooSoon:
        form.add_error(
            None,
            _(
                "A test message went out a moment ago, and this change sends another. "
                "Save it in a minute."
            ),
        )
        return _show(request, clinic, kind, form)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _show(request, clinic, kind, form)
    messages.success(request, _("Saved. A new address gets a test message."))
    return redirect("workspace:contacts", clinic.slug)


def _show(request, clinic, kind, form: ContactForm, *, named=None):
    context = {
        "form": form,
        "kind": ContactKind(kind),
        "named": named,
        "part": "contacts",
    }
    template = "clinics/workspace/contact_name.html"
    status = 409 if named else 200
    return frame.show(request, clinic, template, context, here="profile", status=status)


@require_POST
def test(request, clinic, kind):
    """Send the test message once more."""
    clinic = access.workplace(request.user, clinic, Right.EDIT_CONTACTS)
    contact = _contact(clinic, kind)
    if contact is None:
        raise Http404
    try:
        contacts.test_again(contact, by=request.user)
    except contacts.TooSoon:
        messages.info(
            request,
            _("A test message went out a moment ago. Give it a minute to arrive."),
        )
    else:
        sentence = _("A new test message is on its way to %(address)s.")
        messages.success(request, sentence % {"address": contact.email})
    return redirect("workspace:contacts", clinic.slug)


def _contact(clinic, kind):
    if kind not in ContactKind.values:
        raise Http404
    return clinic.urgent_contacts.filter(kind=kind).first()
