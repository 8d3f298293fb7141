"""What somebody is told whose file is refused: one sentence, and what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.files.policies import ENDINGS, MB, Kind, Policy
from portal.files.reading.faults import Fault

F = Fault
SENTENCES = {
    F.EMPTY: gettext_lazy("The file is empty. Choose it again, or make a new scan."),
    F.TOO_BIG: gettext_lazy(
        "The file has more than %(megabytes)s MB. Make a smaller scan, or hand the "
        "pages in one by one."
    ),
    F.UNKNOWN: gettext_lazy(
        "This is none of %(kinds)s. Save it as one of these, or take a photo of it."
    ),
    F.MISNAMED: gettext_lazy(
        "The file is a %(kind)s, but its name does not end in %(endings)s. Give it "
        "that ending, if it is the file you meant."
    ),
    F.DAMAGED: gettext_lazy(
        "The file cannot be opened. Save or scan it anew, or take a photo of it."
    ),
    F.TOO_MANY_PIXELS: gettext_lazy(
        "The picture has more than %(megapixels)s million pixels. Make a smaller one."
    ),
    F.TOO_SMALL: gettext_lazy(
        "The picture has a side of less than %(shortest)s pixels. Take one on which "
        "the text can be read."
    ),
    F.TOO_LONG: gettext_lazy(
        "The picture has a side of more than %(longest)s pixels. Part it in several."
    ),
    F.MOVES: gettext_lazy(
        "The file holds several pictures. Hand in each of them by itself."
    ),
    F.ENCRYPTED: gettext_lazy(
        "The PDF is protected. Save it without a password, or print it as a PDF."
    ),
    F.CUT_OFF: gettext_lazy(
        "The PDF does not end as it should: a part is missing or something was added. "
        "Save or download it anew."
    ),
    F.NO_PAGE: gettext_lazy("The PDF has no page. Choose the right file."),
    F.TOO_MANY_PAGES: gettext_lazy(
        "The PDF has more than %(pages)s pages. Hand in the pages that matter."
    ),
    F.ACTIVE: gettext_lazy(
        "The PDF holds a program. Print it as a PDF, and hand in that one."
    ),
    F.CARRIES_FILES: gettext_lazy(
        "The PDF carries other files inside. Print it as a PDF, and hand in that one."
    ),
    F.FILLED_IN: gettext_lazy(
        "The PDF is a form that only one program can show. Print it as a PDF, and "
        "hand in that one."
    ),
    F.UNPACKS: gettext_lazy(
        "The PDF holds too much for its size. Print it as a PDF with smaller pictures."
    ),
    F.TAKES_TOO_MUCH: gettext_lazy(
        "The file takes too long to open. Make a smaller scan, or a photo of each page."
    ),
}
# Where only pictures are taken, nobody scans.
OF_PICTURES = {
    F.EMPTY: gettext_lazy("The file is empty. Choose it again, or take a new photo."),
    F.TOO_BIG: gettext_lazy(
        "The photo has more than %(megabytes)s MB. Choose a smaller size when you send "
        "it, or take a new one."
    ),
    F.UNKNOWN: gettext_lazy(
        "This is no photo that can be read here: %(kinds)s are. Take one with your "
        "phone, or save it as one of these."
    ),
    F.DAMAGED: gettext_lazy(
        "The photo cannot be opened. Choose another one, or take a new one."
    ),
    F.TOO_SMALL: gettext_lazy(
        "The photo has a side of less than %(shortest)s pixels. Take a larger one."
    ),
    F.TOO_LONG: gettext_lazy(
        "The photo has a side of more than %(longest)s pixels. Take a usual photo, "
        "without panorama."
    ),
    F.MOVES: gettext_lazy("The file holds several pictures. Choose a single photo."),
    F.TAKES_TOO_MUCH: gettext_lazy(
        "The photo takes too long to open. Choose a smaller one."
    ),
}


class Refused(Exception):
    """The file does not come in; `sentence` says why and what to do."""

    def __init__(self, fault: Fault | None, sentence: str):
        super().__init__(sentence)
        self.fault, self.sentence = fault, sentence


def refusal(fault: Fault, policy: Policy, kind: Kind | None = None) -> Refused:
    facts = {
        "megabytes": policy.most_bytes // MB,
        "megapixels": policy.most_pixels // 1_000_000,
        "shortest": policy.shortest_side,
        "longest": policy.longest_side,
        "pages": policy.most_pages,
        "kinds": ", ".join(sorted(policy.kinds)),
        "kind": kind or "",
        "endings": _(" or ").join(ENDINGS[kind]) if kind else "",
    }
    said = SENTENCES | (OF_PICTURES if policy.takes_pictures_alone else {})
    return Refused(fault, str(said[fault]) % facts)
