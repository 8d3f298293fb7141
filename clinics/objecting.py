"""A decision against a paper, as whom it is about sees it, and what comes next."""

import datetime
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics import rules
from clinics.domain import objections
from clinics.enums import Act
from clinics.models import Appeal, Certification, Decision, Reply
from clinics.presenting import local_day, named_day
from portal.accounts.models import User

SHOWN = (
    Act.EMERGENCY,
    Act.RELEASE,
    Act.SUSPEND,
    Act.LIFT,
    Act.REVOKE,
    Act.RESTORE,
)


@dataclass(frozen=True, kw_only=True)
class Decided:
    """One decision, and what was said against it, as far as this reader may know.

    An appeal, and a reply that was not published, are for who `may_answer`.
    """

    paper: Certification
    decision: Decision
    may_answer: bool
    replies: list[Reply]
    appeal: Appeal | None

    @property
    def day(self) -> datetime.date:
        return local_day(self.paper, self.decision.at)

    @property
    def is_answerable(self) -> bool:
        return self.decision.act in objections.ANSWERABLE

    @property
    def may_be_replied_to(self) -> bool:
        standing = [each for each in self.replies if each.outcome != "refused"]
        return self.may_answer and self.is_answerable and not standing

    @property
    def may_be_appealed(self) -> bool:
        in_time = timezone.now() < objections.appeal_until(self.decision)
        unasked = self.is_answerable and self.appeal is None
        return self.may_answer and unasked and in_time

    @property
    def appeal_until(self) -> datetime.date:
        return local_day(self.paper, objections.appeal_until(self.decision))

    @property
    def appeal_next(self) -> str:
        """What happens with the appeal, or happened."""
        if self.appeal.outcome:
            day = local_day(self.paper, self.appeal.decided_at)
            return _("Decided on %(day)s.") % named_day(day)
        return _(
            "Somebody who was not involved decides by %(day)s, ten working days after "
            "you sent it. You hear of it by mail."
        ) % named_day(objections.decided_by_day(self.appeal))

    @property
    def answers(self) -> list[tuple[Reply, str]]:
        """Each reply, and what happens with it, or happened."""
        return [(each, self._reply_next(each)) for each in self.replies]

    def _reply_next(self, reply: Reply) -> str:
        if reply.outcome:
            day = named_day(local_day(self.paper, reply.vetted_at))
            if reply.outcome == "published":
                return _("The public reads it since %(day)s.") % day
            return _("Not published. Read by a reviewer on %(day)s.") % day
        return _(
            "A reviewer reads it by %(day)s, five working days after you sent it. "
            "Until then only you and the reviewers see it."
        ) % named_day(objections.vetted_by_day(reply))


def decisions(paper: Certification, *, reader: User) -> list[Decided]:
    """Those that the public reads of, the newest first. Two queries."""
    speaks = rules.answers_for(reader, paper)
    replies = Reply.objects.all() if speaks else Reply.objects.published()
    rows = paper.decisions.filter(act__in=SHOWN).select_related("appeal")
    shown = rows.prefetch_related(Prefetch("replies", replies, to_attr="told"))
    return [
        Decided(
            paper=paper,
            decision=row,
            may_answer=speaks,
            replies=row.told,
            appeal=getattr(row, "appeal", None) if speaks else None,
        )
        for row in shown.order_by("-at", "-pk")
    ]
