"""The answer to a question for consent, wherever it is asked."""

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from portal.accounts.domain import consents
from portal.accounts.enums import Purpose


def answer(request: HttpRequest, purpose: str) -> None:
    """Give or withdraw one consent, and say so. Raises Http404.

    The form carries the version of the text that was shown.
    """
    if purpose not in Purpose.values:
        raise Http404
    purpose = Purpose(purpose)
    try:
        if request.POST.get("act") == "give":
            version = request.POST.get("text_version", "")
            consents.give(purpose, by=request.user, text_version=version)
            messages.success(request, _("Thank you. Your consent is recorded."))
        else:
            consents.withdraw(purpose, by=request.user)
            messages.success(request, _("Your consent is withdrawn, as of now."))
    except (LookupError, consents.NothingToWithdraw):
        messages.error(request, _("Nothing was changed. Please answer once more."))
