"""What can be asked of a file: facts for the portal, and a picture."""

from portal.files.reading import documents, pictures

QUALITY = 90
QUALITY_OF_A_PAGE = 85


def look(data: bytes, *, kind: str, bounds: dict, pdf: dict) -> tuple[dict, bytes]:
    """Whether it may come in, and what is known of it then. Raises Faulty.

    A picture comes back redrawn; of a PDF nothing does, but its first page was drawn.
    """
    if kind != "PDF":
        found = pictures.redrawn(data, kind, pictures.Bounds(**bounds))
        facts = {
            "pages": 1,
            "reads_poorly": found.reads_poorly,
            "text": "",
            "is_dark": found.is_dark,
            "is_blurred": found.is_blurred,
            "taken_on": found.taken_on,
        }
        return facts, pictures.as_jpeg(found.picture, quality=QUALITY)
    pages = documents.inspect(data, most_pixels=bounds["most_pixels"], **pdf)
    first, text = documents.drawn(data, 1), documents.text_of(data)
    poorly = not text.strip() and pictures.is_blurred(first)
    return {"pages": pages, "reads_poorly": poorly, "text": text}, b""


def draw(data: bytes, *, page: int) -> tuple[dict, bytes]:
    """One page of a PDF that was looked at before. Raises Faulty."""
    picture = documents.drawn(data, page)
    return {}, pictures.as_jpeg(picture, quality=QUALITY_OF_A_PAGE)


ACTS = {"look": look, "draw": draw}
