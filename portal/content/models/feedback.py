"""What readers answered to "Was this page clear?"."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

LONGEST_COMMENT = 500


class PageFeedbackQuerySet(models.QuerySet):
    def commented(self):
        """The answers in which somebody wrote what was unclear or wrong."""
        return self.exclude(comment="")

    def waiting(self):
        """The comments that nobody has dealt with."""
        return self.commented().filter(dealt_with_at=None)


class PageFeedback(models.Model):
    """One reader's yes or no to a version of a page. Says nothing of who answered.

    `key` is in the address at which the reader may add a comment on that day or the
    next; it was drawn at random.
    """

    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="feedback",
    )
    version = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("version"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    answered_on = models.DateField(_("day"), db_index=True)
    was_clear = models.BooleanField(_("was clear"))
    comment = models.CharField(_("comment"), max_length=LONGEST_COMMENT, blank=True)
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    dealt_with_at = models.DateTimeField(_("dealt with"), null=True, blank=True)
    dealt_with_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("dealt with by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    objects = PageFeedbackQuerySet.as_manager()

    # Readers are asked to name nobody, and some will.
    personal_fields = frozenset({"comment"})
    public_fields = frozenset()

    class Meta:
        verbose_name = _("answer to a page")
        verbose_name_plural = _("answers to pages")
        constraints = [
            models.CheckConstraint(
                name="page_feedback_is_commented_only_when_unclear",
                condition=Q(comment="") | Q(was_clear=False),
                violation_error_message=_("Only a “no” has a comment."),
            ),
            models.CheckConstraint(
                name="page_feedback_dealt_with_at_and_by_go_together",
                condition=Q(dealt_with_at=None, dealt_with_by=None)
                | Q(dealt_with_at__isnull=False, dealt_with_by__isnull=False),
                violation_error_message=_("Say who dealt with it, and when."),
            ),
            models.CheckConstraint(
                name="page_feedback_is_dealt_with_only_when_commented",
                condition=Q(dealt_with_at=None) | ~Q(comment=""),
                violation_error_message=_("There is no comment to deal with."),
            ),
        ]

    def __str__(self):
        return self.comment or str(_("Clear") if self.was_clear else _("Not clear"))

    @property
    def is_about_present_text(self) -> bool:
        """Whether the version that was read is the one that is live."""
        live = self.page.live_revision_id
        return live is not None and self.version_id == live


def answers_by_page(pages):
    """These pages with their answers counted: to the present text, and to older ones.

    Adds `yes_now`, `no_now`, `yes_older`, `no_older` and `waiting` (comments).
    """
    now = Q(feedback__version=F("live_revision"))
    clear, unclear = Q(feedback__was_clear=True), Q(feedback__was_clear=False)
    older = Q(feedback__version=None) | ~now
    waiting = ~Q(feedback__comment="") & Q(feedback__dealt_with_at=None)

    def count(condition):
        return Count("feedback", filter=condition)

    return pages.filter(feedback__isnull=False).annotate(
        yes_now=count(clear & now),
        no_now=count(unclear & now),
        yes_older=count(clear & older),
        no_older=count(unclear & older),
        waiting=count(waiting),
    )
