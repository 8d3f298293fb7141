"""The directory of clinics, for every reader."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_permissions_policy.decorators import permissions_policy_override

from clinics import addresses, languages
from clinics.directory import asking, cards, finding, maps
from clinics.enums import Category
from portal.ui.templatetags.ui import home_url

# A browser may be asked for its position on this page, and on no other.
WITH_POSITION = settings.PERMISSIONS_POLICY | {"geolocation": ["self"]}


@permissions_policy_override(WITH_POSITION)
@login_not_required
@require_safe
@never_cache
def directory(request):
    """The listed clinics that answer the question in the address.

    Kept by no cache: which papers hold and whose door is open are matters of the
    minute, and a decision about a clinic shows at once.
    """
    question = asking.read(request.GET)
    if question.near and request.GET["near"] != asking.written(question.near):
        rounded = question.but(page=question.page)
        return redirect(f"{reverse('clinics:directory')}{rounded}")
    found = finding.find(question)
    shown = cards.of(
        list(found.page.object_list),
        known=found.kinds,
        first=found.page.start_index(),
    )
    path = reverse("clinics:directory")
    context = {
        "question": question,
        "found": found,
        "cards": shown,
        "map": maps.draw(shown, found.centre, radius=question.radius),
        "crumbs": [(_("Home"), home_url())],
        "form": _choices(question),
        "towns": _other_towns(found),
        "chips": _chips(found),
        "ways": [(way, question.but(**way.wish.without)) for way in found.ways],
        "wider": [(km, question.but(radius=km)) for km in finding.wider(found)],
        "beyond": [(clinic, addresses.profile(clinic.slug)) for clinic in found.beyond],
        "pages": _pages(found),
        "canonical": f"{settings.BASE_URL}{path}",
        "alternates": {
            code: f"{settings.BASE_URL}{translate_url(path, code)}"
            for code, _name in settings.LANGUAGES
        },
    }
    response = render(request, "clinics/directory.html", context)
    if request.GET:
        response["X-Robots-Tag"] = "noindex, follow"
    return response


def _choices(question: asking.Question) -> dict:
    """What the form offers, each with whether it is chosen: (value, label, chosen)."""
    return {
        "radii": [(km, km == question.radius) for km in asking.RADII],
        "orders": [
            (order, label, order == question.order)
            for order, label in asking.ORDERS.items()
        ],
        "categories": [
            (category.value, category.label, category in question.verified)
            for category in Category
        ],
        "languages": [
            (code, name, code == question.language)
            for code, name in languages.choices()
        ],
    }


def _other_towns(found: finding.Found) -> list[tuple[str, str]]:
    """(label, address) of the towns that may have been meant instead.

    Two of one label are told apart by nothing we know: the larger one stands.
    """
    question, labels = found.question, {}
    for town in found.towns[1:]:
        labels.setdefault(town.label, question.but(town=town.name, place=town.number))
    labels.pop(found.towns[0].label if found.towns else "", None)
    return list(labels.items())


def _chips(found: finding.Found) -> list[tuple[str, str]]:
    """(label, address without it) of everything that was asked for."""
    question, chips = found.question, []
    if question.asks_for_a_place:
        within = {"town": "", "place": None, "near": None}
        label = found.centre.label if found.centre else question.town
        chips.append((label, question.but(**within)))
    chips += [(wish.label, question.but(**wish.without)) for wish in found.wishes]
    return chips


def _pages(found: finding.Found) -> dict[str, str]:
    """The addresses of the pages before and after this one."""
    page, question = found.page, found.question
    ways = {}
    if page.has_previous():
        ways["previous"] = question.but(page=page.previous_page_number())
    if page.has_next():
        ways["next"] = question.but(page=page.next_page_number())
    return ways
