"""Changes to the catalogue: who may publish one, and which are not allowed at all.

Wagtail keeps the versions and runs the review. It does not know that nobody publishes
their own words, whatever their rights.
"""

from django.core.exceptions import ValidationError
from wagtail.models import Revision

from portal.accounts import rules as account_rules

# What Wagtail writes into a version besides the words of the form.
BOOKKEEPING = frozenset(
    {
        "pk",
        "expire_at",
        "expired",
        "first_published_at",
        "go_live_at",
        "has_unpublished_changes",
        "last_published_at",
        "latest_revision",
        "live",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "type",  # of a slot or a line: the kind itself
    }
)


def may_publish(kind, *, by) -> bool:
    """Whether a reviewer may publish the last version: none of its words are theirs.

    A superuser is no exception. Whoever submitted it does not decide either.
    """
    state = kind.current_workflow_state
    involved = authors(kind) | {state.requested_by_id if state else None}
    return account_rules.is_reviewer(by) and by.pk not in involved and keeps_code(kind)


def authors(kind) -> set[int | None]:
    """Who changed something since what the public reads; their ids.

    A version that says the same as the public one lets everybody begin anew.
    """
    public = kind.live_revision
    drafts = kind.revisions.order_by("pk")
    if public:
        drafts = drafts.filter(pk__gt=public.pk)
    found: set[int | None] = set()
    published = before = words(public) if public else None
    for version in drafts:
        now = words(version)
        if now == published:
            found.clear()
        elif now != before:
            found.add(version.user_id)
        before = now
    return found


def keeps_code(kind) -> bool:
    """Whether the last version has a code that its papers allow."""
    try:
        kind.get_latest_revision_as_object().clean()
    except ValidationError:
        return False
    return True


def says_the_same(kind, version: Revision) -> bool:
    """Whether a kind, saved or not, says what that version says."""
    return _plain(kind.serializable_data()) == words(version)


def words(version: Revision):
    """What a version says, without Wagtail's own notes and without keys of rows."""
    return _plain(version.content)


def _plain(value):
    if isinstance(value, dict):
        return {
            key: _plain(each) for key, each in value.items() if key not in BOOKKEEPING
        }
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value
