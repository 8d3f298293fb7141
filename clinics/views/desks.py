"""Where papers are handed in: a clinic's workspace, or a practitioner's own pages."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.cache import never_cache

from clinics import access, rules
from clinics.models import Clinic, Practitioner
from clinics.rules import Right
from clinics.views import frame


@dataclass
class Desk:
    """One subject's papers on the screen, and whether this person hands them in."""

    request: HttpRequest
    subject: Clinic | Practitioner

    @cached_property
    def is_clinics(self) -> bool:
        return isinstance(self.subject, Clinic)

    @cached_property
    def may_hand_in(self) -> bool:
        return not self.is_clinics or rules.may(
            self.request.user, Right.HAND_IN_PAPERS, self.subject
        )

    @property
    def subject_today(self) -> datetime.date:
        return self.subject.today if self.is_clinics else timezone.localdate()

    @property
    def frame(self) -> str:
        """The template around each page."""
        return "clinics/workspace.html" if self.is_clinics else "clinics/own.html"

    def url(self, name: str, *args) -> str:
        if self.is_clinics:
            return reverse(f"workspace:{name}", args=[self.subject.slug, *args])
        return reverse(f"practitioner-own-{name}", args=args)

    def go(self, name: str, *args, anchor: str = "") -> HttpResponse:
        return redirect(self.url(name, *args) + anchor)

    def show(self, template: str, context: dict, *, status=200) -> HttpResponse:
        context = context | {"desk": self}
        if self.is_clinics:
            return frame.show(
                self.request,
                self.subject,
                template,
                context,
                here="certifications",
                status=status,
            )
        return render(self.request, template, context, status=status)


def at_clinic(view: Callable, right: Right) -> Callable:
    """The view for the team of a clinic, as far as a role gives the right."""

    @wraps(view)
    @never_cache
    def of_clinic(request, clinic, **kwargs):
        subject = access.workplace(request.user, clinic, right)
        return view(Desk(request, subject), **kwargs)

    return of_clinic


def at_own(view: Callable) -> Callable:
    """The view for a practitioner who has claimed the profile."""

    @wraps(view)
    @never_cache
    def of_practitioner(request, **kwargs):
        return view(Desk(request, access.own_profile(request.user)), **kwargs)

    return of_practitioner
