"""One way to break each constraint of ours, past every check that Python makes."""

import datetime

from django.contrib.auth import get_user_model
from django.db.models import Model
from django.db.models.functions import Upper

from aftercare.enums import ClientStatus
from portal.accounts.models import Invitation
from portal.audit.models import AuditHead
from portal.content.models import SideEffectPage
from tests.factories import accounts, aftercare, clinics, content, operations

EARLY = datetime.date(2025, 1, 1)
NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)


def add(instance: Model) -> None:
    """Write the row as it is: no `save()` of ours, no signal, no cleaning."""
    instance.save_base(raw=True, force_insert=True)


def one(factory, **wrong):
    """Writes a row that is right but for these fields."""

    def write():
        parents = {
            name: declaration.get_factory()()
            for name, declaration in factory._meta.pre_declarations.as_dict().items()
            if hasattr(declaration, "get_factory") and name not in wrong
        }
        add(factory.build(**parents | wrong))

    return write


def twin(factory, *fields, **others):
    """Writes a second row with the same values in these fields."""

    def write():
        first = factory()
        one(factory, **{field: getattr(first, field) for field in fields}, **others)()

    return write


def capitals(model, factory):
    def write():
        rows = model.objects.filter(pk=factory().pk)
        rows.update(email=Upper("email"))

    return write


VIOLATIONS = {
    "job_runs_once_when_due": twin(operations.ScheduledRunFactory, "job", "due"),
    "mail_is_sent_or_given_up_not_both": one(
        operations.OutgoingMailFactory, sent_at=NOON, given_up_at=NOON
    ),
    "audit_chain_has_one_end": lambda: add(AuditHead(only=2)),
    "client_is_active_once_accepted": one(aftercare.ClientFactory, accepted_at=None),
    "client_is_ended_when_somebody_ended_it": one(
        aftercare.ClientFactory, status=ClientStatus.ENDED
    ),
    "client_is_invited_until_accepted": one(
        aftercare.ClientFactory, status=ClientStatus.INVITED
    ),
    "client_status_is_known": one(aftercare.ClientFactory, status="forgotten"),
    "clinic_country_is_two_capital_letters": one(clinics.ClinicFactory, country="p1"),
    "clinic_status_is_known": one(clinics.ClinicFactory, status="sleeping"),
    "consent_act_is_known": one(accounts.ConsentFactory, act="mumbled"),
    "consent_names_the_version_of_its_text": one(
        accounts.ConsentFactory, text_version=""
    ),
    "consent_purpose_is_known": one(
        accounts.ConsentFactory, purpose="selling", text_version="1"
    ),
    "invitation_accepted_at_and_by_go_together": one(
        accounts.InvitationFactory, accepted_at=NOON
    ),
    "invitation_email_is_lower_case": capitals(Invitation, accounts.InvitationFactory),
    "invitation_expires_after_it_is_made": one(
        accounts.InvitationFactory, created_at=NOON, expires_at=NOON
    ),
    "invitation_is_accepted_or_withdrawn_not_both": lambda: one(
        accounts.InvitationFactory,
        accepted_at=NOON,
        accepted_by=accounts.UserFactory(),
        withdrawn_at=NOON,
        withdrawn_by=accounts.UserFactory(),
    )(),
    "invitation_role_is_known": one(accounts.InvitationFactory, role="king"),
    "invitation_withdrawn_at_and_by_go_together": one(
        accounts.InvitationFactory, withdrawn_at=NOON
    ),
    "membership_ends_after_it_starts": one(clinics.MembershipFactory, until=EARLY),
    "membership_role_is_known": one(clinics.MembershipFactory, role="uncle"),
    "one_row_per_risk_factor_of_a_page": twin(
        content.SideEffectRiskFactorFactory, "page", "factor"
    ),
    "page_feedback_dealt_with_at_and_by_go_together": one(
        content.PageFeedbackFactory, dealt_with_at=NOON
    ),
    "page_feedback_is_commented_only_when_unclear": one(
        content.PageFeedbackFactory, was_clear=True
    ),
    "page_feedback_is_dealt_with_only_when_commented": lambda: one(
        content.PageFeedbackFactory,
        comment="",
        dealt_with_at=NOON,
        dealt_with_by=accounts.UserFactory(),
    )(),
    "page_source_has_a_key_or_a_title": one(content.PageSourceFactory, key=""),
    "page_source_kind_is_known": one(content.PageSourceFactory, kind="gossip"),
    "search_form_stands_once_per_language": twin(
        content.SearchFormFactory, "language", "form"
    ),
    "search_miss_is_counted_once_per_day": twin(
        content.SearchMissFactory, "searched_on", "language", "words"
    ),
    "search_word_stands_once_per_page": twin(
        content.SearchWordFactory, "document", "stem"
    ),
    "side_effect_kind_is_known": lambda: SideEffectPage.objects.filter(
        pk=content.SideEffectPageFactory().pk
    ).update(kind="mood"),
    "one_open_link_per_client_and_clinic": twin(
        aftercare.ClientFactory, "clinic", "user"
    ),
    "one_open_membership_per_person_and_clinic": twin(
        clinics.MembershipFactory, "clinic", "user"
    ),
    "one_unanswered_invitation_per_address_and_role": twin(
        accounts.InvitationFactory, "email", "role", token_hash="f" * 64
    ),
    "user_email_is_lower_case": capitals(get_user_model(), accounts.UserFactory),
}
