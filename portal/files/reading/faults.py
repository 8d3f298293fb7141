"""Why a file is refused, as the one word that leaves the process."""

from enum import StrEnum


class Fault(StrEnum):
    """Each has its sentence in portal/files/refusing.py."""

    EMPTY = "empty"
    TOO_BIG = "too big"
    UNKNOWN = "unknown"
    MISNAMED = "misnamed"
    DAMAGED = "damaged"
    TOO_MANY_PIXELS = "too many pixels"
    TOO_SMALL = "too small"
    TOO_LONG = "too long"
    MOVES = "moves"
    ENCRYPTED = "encrypted"
    CUT_OFF = "cut off"
    NO_PAGE = "no page"
    TOO_MANY_PAGES = "too many pages"
    ACTIVE = "active"
    CARRIES_FILES = "carries files"
    FILLED_IN = "filled in"
    UNPACKS = "unpacks"
    TAKES_TOO_MUCH = "takes too much"


class Faulty(Exception):
    """The file is refused for this reason."""

    def __init__(self, fault: Fault):
        super().__init__(fault)
        self.fault = fault
