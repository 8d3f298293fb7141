"""Counts the words that found nothing, so that editors can write what is missing.

Nothing here tells who asked, from where or at what hour. What might name a person is
not kept: addresses, longer numbers, and whole sentences.
"""

from datetime import timedelta

from anyascii import anyascii
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.content.models.search import SearchMiss
from portal.content.search.words import forms

MOST_DIGITS = 4
MOST_WORDS = 6
LONGEST = 60
A_DAY_AT_MOST = 500  # different ones, so that nobody can fill the disk
KEPT = timedelta(days=365)


def may_be_kept(query: str) -> bool:
    """Whether a query is words and nothing that could name somebody."""
    found = forms(query)
    plain = anyascii(query)
    return (
        0 < len(found) <= MOST_WORDS
        and len(" ".join(found)) <= LONGEST
        and "@" not in plain
        and sum(map(str.isdigit, plain)) <= MOST_DIGITS
    )


@transaction.atomic
def count(query: str, *, language: str) -> None:
    """One more search for these words today; what may not be kept is not counted."""
    if not may_be_kept(query):
        return
    day = timezone.localdate()
    of_today = SearchMiss.objects.filter(searched_on=day)
    words = " ".join(forms(query))
    again = of_today.filter(language=language, words=words)
    if again.update(times=F("times") + 1):
        return
    if of_today.count() < A_DAY_AT_MOST:
        _row, made = SearchMiss.objects.get_or_create(
            searched_on=day, language=language, words=words
        )
        if not made:
            again.update(times=F("times") + 1)
    SearchMiss.objects.filter(searched_on__lt=day - KEPT).delete()
