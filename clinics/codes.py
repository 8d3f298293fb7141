"""The public codes of certifications: ten random characters and two that check them.

Nobody can count through them (50 bits), and a slip of the finger is told from a code
that does not exist. The letters are Crockford's: none looks like a digit. Read as a
number to the base of 32, a code is a multiple of 1021; a prime, so that one wrong
character and two swapped neighbours never pass.
"""

import secrets
from dataclasses import dataclass

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM, CHECKS = 10, 2
LENGTH = RANDOM + CHECKS
PRIME = 1021
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
# Signs that print or handwriting makes alike, each with what it may be in truth.
ALIKE = {
    "0": "D",
    "1": "7",
    "2": "Z",
    "3": "8",
    "5": "S",
    "6": "G",
    "7": "1",
    "8": "B",
    "B": "8",
    "C": "G",
    "D": "0",
    "G": "6",
    "M": "N",
    "N": "M",
    "S": "5",
    "V": "Y",
    "Y": "V",
    "Z": "2",
}


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Why no code reads like what was typed, and where to look again."""

    length: int  # letters and digits that were typed
    strange: tuple[str, ...]  # those that no code holds
    alike: tuple[tuple[str, str], ...]  # those easily taken for another, and which


def new() -> str:
    """A code that nobody has seen before, as it is stored: twelve characters."""
    return with_checks("".join(secrets.choice(LETTERS) for _ in range(RANDOM)))


def with_checks(body: str) -> str:
    """Ten characters with the two that check them behind."""
    checks = -_number(body + "0" * CHECKS) % PRIME
    return body + LETTERS[checks // len(LETTERS)] + LETTERS[checks % len(LETTERS)]


def shown(code: str) -> str:
    """As printed: in groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def read(typed: str) -> str | None:
    """A code as it is stored, from what somebody typed; None if no code reads so.

    Capitals, gaps, hyphens and letters that look like digits make no difference.
    """
    code = _signs(typed)
    if len(code) != LENGTH or not set(code) <= set(LETTERS) or _number(code) % PRIME:
        return None
    return code


def doubt(typed: str) -> Doubt:
    """Where to look again, once `read` has found no code in it."""
    signs = _signs(typed)
    each_once = tuple(dict.fromkeys(signs))
    return Doubt(
        length=len(signs),
        strange=tuple(sign for sign in each_once if sign not in LETTERS),
        alike=tuple((sign, ALIKE[sign]) for sign in each_once if sign in ALIKE),
    )


def _signs(typed: str) -> str:
    return "".join(sign for sign in typed.upper() if sign.isalnum()).translate(MISREAD)


def _number(code: str) -> int:
    value = 0
    for sign in code:
        value = value * len(LETTERS) + LETTERS.index(sign)
    return value
