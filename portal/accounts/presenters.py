"""Consents as the account page asks for them."""

from dataclasses import dataclass

from django.utils.translation import get_language

from portal.accounts import consent_texts
from portal.accounts.enums import Purpose
from portal.accounts.models import Consent


@dataclass(frozen=True, kw_only=True)
class Question:
    """One purpose in words, with the person's last answer."""

    purpose: Purpose
    title: str
    asks: str
    if_not: str
    version: str
    answer: Consent | None
    is_given: bool
    asks_anew: bool


def questions(user) -> list[Question]:
    """Every purpose, in the language of the page."""
    answers = Consent.objects.current(user)
    return [_question(purpose, answers.get(purpose)) for purpose in Purpose]


def _question(purpose: Purpose, answer: Consent | None) -> Question:
    text = consent_texts.current(purpose)
    language = get_language() or "en"
    is_given = answer is not None and answer.is_given
    return Question(
        purpose=purpose,
        title=str(purpose.label),
        asks=text.asks.to(language),
        if_not=text.if_not.to(language),
        version=text.version,
        answer=answer,
        is_given=is_given,
        asks_anew=is_given and answer.text_version != text.version,
    )
