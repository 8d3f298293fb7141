"""The public codes of certifications: ten random characters and two that check them.

Nobody can count through them (50 bits), and a slip of the finger is told from a code
that does not exist. The letters are Crockford's: none looks like a digit. Read as a
number to the base of 32, a code is a multiple of 1021; a prime, so that one wrong
character and two swapped neighbours never pass.
"""

import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM, CHECKS = 10, 2
LENGTH = RANDOM + CHECKS
PRIME = 1021
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


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
    code = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(MISREAD)
    if len(code) != LENGTH or not set(code) <= set(LETTERS) or _number(code) % PRIME:
        return None
    return code


def _number(code: str) -> int:
    value = 0
    for sign in code:
        value = value * len(LETTERS) + LETTERS.index(sign)
    return value
