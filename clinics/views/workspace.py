"""Where a clinic's team begins its day."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from clinics import access, hygiene, records, rules, todo
from clinics.rules import Right
from clinics.views import frame


@never_cache
@require_safe
def choose(request):
    """One's only clinic at once, or a choice of several. 404 without any."""
    clinics = list(access.workplaces(request.user))
    if not clinics:
        raise Http404
    if len(clinics) == 1:
        return redirect("workspace:dashboard", clinics[0].slug)
    choices = [(clinic, rules.role_at(request.user, clinic)) for clinic in clinics]
    return render(request, "clinics/workspace/choose.html", {"choices": choices})


@never_cache
@require_safe
def dashboard(request, clinic):
    """What needs doing, the papers by days left, and the next step in hygiene."""
    clinic = access.workplace(request.user, clinic, Right.SEE_DASHBOARD)
    papers = list(access.certifications_at(clinic))
    people = list(access.people_at(clinic))
    lines = todo.lines_of(papers, clinic)
    context = {
        "tasks": [
            (task, frame.address_of(request.user, clinic, task.place))
            for task in todo.tasks(
                clinic,
                papers=papers,
                people=people,
                bottles=list(access.bottles_of(clinic).open_ended()),
                reports=list(access.lab_reports_of(clinic).sent_back()),
                further=todo.from_sources(request.user, clinic),
            )
        ],
        "certifications": lines,
        "certifications_url": frame.address_of(
            request.user, clinic, todo.CERTIFICATIONS
        ),
        "level": hygiene.of_lines(lines, people, facts=records.facts(clinic)),
    }
    return frame.show(
        request, clinic, "clinics/workspace/dashboard.html", context, here="dashboard"
    )


@never_cache
@require_safe
def rights(request, clinic):
    """Who can see and do what here, from the rules themselves."""
    clinic = access.workplace(request.user, clinic, Right.SEE_TEAM)
    context = {
        "roles": list(rules.ClinicRole),
        "rows": [
            (right.label, [role in roles for role in rules.ClinicRole])
            for right, roles in rules.RIGHTS.items()
        ],
    }
    return frame.show(
        request, clinic, "clinics/workspace/rights.html", context, here="rights"
    )
