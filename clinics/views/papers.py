"""Papers from the draft to the decision, as whoever hands them in goes.

Each view takes a desk; urls/workspace.py and urls/practitioner.py say whose.
"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinics import access, checklist, hints, papers
from clinics.domain import certifications, evidence, handing_in
from clinics.forms.paper import PaperForm
from clinics.forms.seen import opened, sealed
from clinics.models import Certification
from clinics.views.desks import Desk
from portal.files import apart, intake, keeping
from portal.files.policies import PAPERS
from portal.files.refusing import Refused

MOST_AT_ONCE = 10


def overview(desk: Desk):
    """All papers of the subject by what becomes of them."""
    groups = papers.grouped(access.papers_of(desk.subject))
    context = {
        "groups": groups,
        "others": access.papers_of_people_at(desk.subject) if desk.is_clinics else [],
    }
    return desk.show("clinics/papers/overview.html", context)


def kinds(desk: Desk):
    """What can be handed in, the kinds that fit the clinic's country first."""
    fitting, elsewhere = papers.kinds_for(desk.subject)
    context = {"fitting": fitting, "elsewhere": elsewhere}
    return desk.show("clinics/papers/kinds.html", context)


def begin(desk: Desk, code):
    """A GET asks what is written on it; a POST begins the draft."""
    kind = get_object_or_404(papers.kinds_about(desk.subject), code=code)
    form = PaperForm(desk.request.POST or None, kind=kind)
    return _begin(desk, kind, form, renews=None)


def renew(desk: Desk, pk):
    """The same for a paper that ends; what stays the same is filled in."""
    old = access.paper_of(desk.subject, pk)
    begun = papers.open_renewal(old)
    if begun and desk.request.method != "POST":
        messages.info(desk.request, _("A renewal has been started already: this one."))
        return desk.go("certification", begun.pk)
    if not (begun or papers.can_be_renewed(old)):
        raise Http404
    new = ["issued_on", "valid_until"]
    if old.valid_until or not old.type.has_no_end:
        new.append("valid_from")  # with the old first day it would end too soon
    first = handing_in.facts(old) | dict.fromkeys(new, "")
    form = PaperForm(desk.request.POST or None, kind=old.type, first=first)
    return _begin(desk, old.type, form, renews=old)


def _begin(desk: Desk, kind, form: PaperForm, *, renews):
    begun = None
    if desk.request.method == "POST" and form.is_valid():
        try:
            paper = handing_in.begin(
                kind, desk.subject, by=desk.request.user, renews=renews, **form.paper
            )
        except ValidationError as refusal:
            begun = renews and papers.open_renewal(renews)
            if not begun:
                form.add_error(None, refusal)
        except (certifications.TooEarly, certifications.AlreadyRenewed):
            raise Http404 from None
        else:
            messages.success(desk.request, _("Begun. Now add the evidence."))
            return desk.go("certification", paper.pk)
    context = {"kind": kind, "form": form, "renews": renews, "begun": begun}
    status = 409 if begun else 200
    return desk.show("clinics/papers/begin.html", context, status=status)


def edit(desk: Desk, pk):
    """Change what is written on it, until it is submitted."""
    paper = access.paper_of(desk.subject, pk)
    if not papers.is_mendable(paper):
        return _overtaken(desk, paper)
    form = PaperForm(desk.request.POST or None, kind=paper.type, paper=paper)
    if desk.request.method != "POST" or not form.is_valid():
        return _show_edit(desk, paper, form)
    try:
        seen = form.cleaned_data["seen"]
        handing_in.edit(paper, by=desk.request.user, seen=seen, **form.paper)
    except handing_in.Stale as stale:
        differences = form.differences(stale.now)
        again = form.renewed(stale.now)
        return _show_edit(desk, paper, again, differences=differences)
    except certifications.MoveNotAllowed:
        return _overtaken(desk, paper)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _show_edit(desk, paper, form)
    messages.success(desk.request, _("Saved."))
    return desk.go("certification", paper.pk)


def _show_edit(desk: Desk, paper, form: PaperForm, *, differences=None):
    context = {"paper": paper, "form": form, "differences": differences}
    status = 409 if differences is not None else 200
    return desk.show("clinics/papers/edit.html", context, status=status)


def paper(desk: Desk, pk):
    """One paper: what is written, the evidence, the questions, what will be public."""
    return _show(desk, access.paper_of(desk.subject, pk))


def _show(desk: Desk, shown: Certification, *, refusals=None):
    sheet = checklist.sheet(shown, on=desk.subject_today)
    for slot in sheet.slots:
        slot.refusals = (refusals or {}).get(slot.slot.code, [])
    context = {
        "paper": shown,
        "sheet": sheet,
        "state": papers.state(shown),
        "lede": papers.lede(shown),
        "decision": papers.last_decision(shown),
        "facts": papers.facts(shown),
        "line": papers.as_accepted(shown),
        "seen": sealed(handing_in.state_of(shown)),
        "endings": PAPERS.endings,
        "may_mend": desk.may_hand_in and papers.is_mendable(shown),
        "may_withdraw": desk.may_hand_in and papers.can_be_withdrawn(shown),
        "may_renew": desk.may_hand_in and papers.can_be_renewed(shown),
        "renewal": papers.open_renewal(shown),
        "refused": [(slot, each) for slot in sheet.slots for each in slot.refusals],
    }
    return desk.show("clinics/papers/paper.html", context)


def upload(desk: Desk, pk, slot):
    """Take in some files; what is refused stands beside its slot, the rest stays."""
    shown = access.paper_of(desk.subject, pk)
    files = desk.request.FILES.getlist("files")
    if not files:
        sentence = _("Choose a file first, or take a photo.")
        return _show(desk, shown, refusals={slot: [sentence]})
    taken, refusals = 0, []
    for file in files[:MOST_AT_ONCE]:
        try:
            _take(desk, shown, slot, file)
            taken += 1
        except evidence.NotOpen:
            return _overtaken(desk, shown)
        except Refused as refusal:
            refusals.append(f"{intake.shown_name(file)}: {refusal.sentence}")
    if len(files) > MOST_AT_ONCE:
        sentence = _("Only the first %(number)s files were taken. Add the rest now.")
        refusals.append(sentence % {"number": MOST_AT_ONCE})
    if taken:
        words = ngettext("%(n)s file is saved.", "%(n)s files are saved.", taken)
        messages.success(desk.request, words % {"n": taken})
    if refusals:
        return _show(desk, access.paper_of(desk.subject, pk), refusals={slot: refusals})
    return desk.go("certification", pk, anchor=f"#slot-{slot}")


def _take(desk: Desk, shown, slot: str, file) -> None:
    """Raises Refused, evidence.NotOpen."""
    try:
        received = intake.receive(file, PAPERS)
        day = hints.latest_day(received.text)
        evidence.add(shown, slot, received, by=desk.request.user, day=day)
    except evidence.AlreadyThere:
        pass  # a second click
    except evidence.Full as full:
        sentence = _("There are 20 files in this place. Remove one first.")
        raise Refused(None, sentence) from full
    except apart.Busy as busy:
        sentence = _("Many files are being read just now. Send it again in a minute.")
        raise Refused(None, sentence) from busy
    except keeping.NotKept as trouble:
        sentence = _("We could not store it just now. Send it again in a few minutes.")
        raise Refused(None, sentence) from trouble


def remove(desk: Desk, pk, key):
    """Take a file out again before it is submitted."""
    shown = access.paper_of(desk.subject, pk)
    row = shown.evidence.filter(key=key).first()
    try:
        if row:
            evidence.remove(row, by=desk.request.user)
    except evidence.NotOpen:
        return _overtaken(desk, shown)
    messages.success(desk.request, _("The file is removed."))
    anchor = f"#slot-{row.slot}" if row else ""
    return desk.go("certification", pk, anchor=anchor)


def submit(desk: Desk, pk):
    """Hand it to the reviewers."""
    shown, request = access.paper_of(desk.subject, pk), desk.request
    try:
        seen = opened(request.POST.get("seen", ""))
        handing_in.submit(shown, by=request.user, seen=seen)
    except handing_in.Stale:
        sentence = _("It has changed since you opened it. Read it once more.")
        messages.warning(request, sentence)
    except certifications.Incomplete as refusal:
        names = ", ".join(str(slot.name) for slot in refusal.slots)
        messages.error(request, _("Evidence is missing: %(slots)s.") % {"slots": names})
    except certifications.MoveNotAllowed:
        return _overtaken(desk, shown)
    else:
        sentence = _(
            "Submitted. The reviewers read it, and here you see what they say."
        )
        messages.success(request, sentence)
    return desk.go("certification", pk)


def withdraw(desk: Desk, pk):
    """Ask, then take it back."""
    shown = access.paper_of(desk.subject, pk)
    if not papers.can_be_withdrawn(shown):
        return _overtaken(desk, shown)
    if desk.request.method != "POST":
        return desk.show("clinics/papers/withdraw.html", {"paper": shown})
    try:
        certifications.withdraw(shown, by=desk.request.user)
    except certifications.MoveNotAllowed:
        return _overtaken(desk, shown)
    messages.success(desk.request, _("Withdrawn. Nobody decides on it any more."))
    return desk.go("certifications")


def _overtaken(desk: Desk, shown: Certification):
    """Somebody was faster, or it was the second click."""
    now = access.paper_of(desk.subject, shown.pk)
    sentence = _("Its state is now: %(state)s. Nothing was done.")
    messages.info(desk.request, sentence % {"state": papers.state(now).word})
    return desk.go("certification", shown.pk)
