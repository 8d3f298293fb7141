"""Under …/certifications/: papers and what was decided about them, at each desk."""

from collections.abc import Callable
from functools import partial

from django.urls import include, path
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from clinics.rules import Right
from clinics.views import objections, papers
from clinics.views.desks import at_clinic, at_own
from clinics.views.frame import ASKED
from portal.files.policies import PAPERS
from portal.files.uploading import takes

asks = require_http_methods(ASKED)


def addresses(see: Callable, hand_in: Callable, *, prefix: str = "") -> list:
    """`see` and `hand_in` put a desk in front of a view, for who may."""
    name = prefix + "certification"
    one = [
        path("", require_safe(see(papers.paper)), name=name),
        path("edit/", asks(hand_in(papers.edit)), name=f"{name}-edit"),
        path("renew/", asks(hand_in(papers.renew)), name=f"{name}-renew"),
        path("submit/", require_POST(hand_in(papers.submit)), name=f"{name}-submit"),
        path("withdraw/", asks(hand_in(papers.withdraw)), name=f"{name}-withdraw"),
        path(
            "evidence/<slug:slot>/",
            takes(PAPERS)(require_POST(hand_in(papers.upload))),
            name=f"{name}-upload",
        ),
        path(
            "remove/<uuid:key>/",
            require_POST(hand_in(papers.remove)),
            name=f"{name}-remove",
        ),
    ]
    decided = [
        path("", require_safe(see(objections.decisions)), name=f"{prefix}decisions"),
        path(
            "<int:pk>/reply/",
            asks(see(objections.reply)),
            name=f"{prefix}decision-reply",
        ),
        path(
            "<int:pk>/appeal/",
            asks(see(objections.appeal)),
            name=f"{prefix}decision-appeal",
        ),
    ]
    return [
        path("", require_safe(see(papers.overview)), name=f"{name}s"),
        path("new/", require_safe(hand_in(papers.kinds)), name=f"{name}-kinds"),
        path("new/<str:code>/", asks(hand_in(papers.begin)), name=f"{name}-begin"),
        path("<int:pk>/", include(one)),
        path("<str:code>/decisions/", include(decided)),
    ]


of_clinic = addresses(
    partial(at_clinic, right=Right.SEE_CERTIFICATIONS),
    partial(at_clinic, right=Right.HAND_IN_PAPERS),
)
of_practitioner = addresses(at_own, at_own, prefix="practitioner-own-")
