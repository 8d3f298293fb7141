"""Names of places as they are compared: without accents, capitals, gaps and dots."""

import re

from anyascii import anyascii

BEYOND = re.compile(r"[^a-z0-9]+")
LONGEST = 60


def fold(name: str) -> str:
    """ "São João" and "sao joao" are both "saojoao"; "" when no letter is left."""
    return BEYOND.sub("", anyascii(name).lower())[:LONGEST]
