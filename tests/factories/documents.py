"""Small files as people hand them in, made anew: no test keeps a binary."""

import io

import pikepdf
from PIL import Image, ImageDraw, ImageFilter


def pdf(*texts: str, change=None) -> bytes:
    """A PDF with a page for each text; `change(pdf)` may spoil it first."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
    )
    for text in texts or ("Licence",):
        page = document.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        words = f"BT /F1 24 Tf 60 760 Td ({text}) Tj ET".encode()
        page.Contents = document.make_stream(words)
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out, static_id=True)
    return out.getvalue()


def drawing(size=(900, 1200), mode="RGB", *, blurred=False) -> Image.Image:
    """Lines as of a page of text."""
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    for y in range(40, size[1] - 40, 24):
        for x in range(40, size[0] - 40, 18):
            pen.rectangle((x, y, x + 9, y + 12), fill="black")
    if blurred:
        picture = picture.filter(ImageFilter.GaussianBlur(9))
    return picture.convert(mode)


def picture(kind="JPEG", size=(900, 1200), mode="RGB", **options) -> bytes:
    out = io.BytesIO()
    drawing(size, mode).save(out, kind, **options)
    return out.getvalue()
