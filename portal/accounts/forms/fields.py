"""Fields that forms of every app ask with."""

import unicodedata

from django import forms

# Letters and signs that show as nothing: fillers of Korean, a dot pattern without dots.
BLANKS = str.maketrans(dict.fromkeys("\u115f\u1160\u3164\uffa0\u2800", " "))
JOINERS = "\u200c\u200d"  # within words of Persian, Hindi and others they are spelling


class OneLine(forms.CharField):
    """Words that stand on one line; they end up in subjects and texts of mails, too.

    Signs that nobody sees, or that turn the reading of what follows, are left out.
    """

    def to_python(self, value):
        typed = super().to_python(value)
        seen = "".join(
            sign
            for at, sign in enumerate(typed)
            if unicodedata.category(sign) != "Cf" or _joins(typed, at)
        )
        return " ".join(seen.translate(BLANKS).split())


def _joins(text: str, at: int) -> bool:
    """Whether the sign there is a joiner with a letter, or its mark, on both sides."""
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    return text[at] in JOINERS and _is_of_a_word(before) and _is_of_a_word(after)


def _is_of_a_word(sign: str) -> bool:
    return bool(sign) and unicodedata.category(sign)[0] in "LM"
