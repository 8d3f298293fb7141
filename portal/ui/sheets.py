"""Sheets of paper as tagged PDF, from our own templates and styles."""

from pathlib import Path

STYLES = Path(__file__).parent / "static" / "ui"
TYPEFACE = "paper.css"


class NoPrinter(Exception):
    """The system libraries that make PDF are not on this machine."""


def pdf(html: str, *, style: str) -> bytes:
    """A page as PDF/UA, dressed by that style sheet of ours. Raises NoPrinter.

    Nothing is fetched but the style and what it names in its own folder.
    """
    try:
        # Late: it takes two seconds, and libraries that may not be there.
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError) as error:
        raise NoPrinter from error
    fonts = FontConfiguration()
    dress = [
        weasyprint.CSS(
            string=(STYLES / name).read_text(),
            base_url=f"{STYLES.as_uri()}/",
            font_config=fonts,
            url_fetcher=weasyprint.urls.URLFetcher(allowed_protocols=["file"]),
        )
        for name in (TYPEFACE, style)
    ]
    sheet = weasyprint.HTML(string=html, url_fetcher=_refuse)
    return sheet.write_pdf(stylesheets=dress, font_config=fonts, pdf_variant="pdf/ua-1")


def _refuse(url, *_args, **_kwargs):
    """A sheet is made of words and drawings; its style brings the typeface."""
    raise ValueError(f"A sheet may not fetch {url}.")
