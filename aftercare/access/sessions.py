"""Sessions and their drafts, and what may be named in one."""

import datetime
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from aftercare.models import Amendment, Client, Session, SessionDraft, Treatment
from clinics.models import Bottle, Clinic, Practitioner

HISTORY = datetime.timedelta(days=90)


def sessions_at(clinic: Clinic) -> QuerySet[Session]:
    """The clinic's own, of the people it treats today."""
    return Session.objects.seen_by(clinic).for_reading()


def session_at(clinic: Clinic, pk: int) -> Session:
    """One of them. Raises Http404."""
    return get_object_or_404(sessions_at(clinic), pk=pk)


def session_of_key(clinic: Clinic, key: UUID) -> Session | None:
    """The session that a draft has become."""
    return sessions_at(clinic).filter(key=key).first()


def amendments_of(session: Session) -> QuerySet[Amendment]:
    """What was corrected once it was locked, the first one first."""
    return session.amendments.select_related("by")


def shown_sessions(client: Client, treatment: Treatment) -> QuerySet[Session]:
    """Those of a treatment that the clinic is shown."""
    return Session.objects.shown_to(client.clinic).filter(treatment=treatment)


def own_session(user, pk: int) -> Session:
    """A session of one's own, at whichever clinic. Raises Http404."""
    return get_object_or_404(Session.objects.of(user), pk=pk)


def drafts_at(clinic: Clinic) -> QuerySet[SessionDraft]:
    """What the team is writing down; whoever comes by may go on."""
    return SessionDraft.objects.seen_by(clinic).for_reading()


def draft_at(clinic: Clinic, key: UUID) -> SessionDraft | None:
    """One of them; None once it is thrown away or saved, or its client out of sight."""
    return drafts_at(clinic).filter(key=key).first()


def practitioners_to_name(
    clinic: Clinic, *, also: int | None = None
) -> QuerySet[Practitioner]:
    """Who works there, or did within the days for which sessions are still written."""
    since = clinic.today - HISTORY
    recent = clinic.placements.filter(Q(until=None) | Q(until__gt=since))
    return Practitioner.objects.filter(
        Q(pk__in=recent.values("practitioner")) | Q(pk=also)
    )


def bottles_to_name(
    clinic: Clinic, *, on: datetime.date, named: Collection[int] = ()
) -> QuerySet[Bottle]:
    """Those in the house on that day, whatever is wrong with them, and those named."""
    there = Q(emptied_on=None) | Q(emptied_on__gte=on)
    in_house = there & Q(received_on__lte=on)
    return clinic.bottles.filter(in_house | Q(pk__in=named)).for_reading()
