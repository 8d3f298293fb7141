"""How two versions of words in several languages are set side by side in the admin."""

from django.conf import settings
from django.utils.html import format_html, format_html_join
from wagtail.admin.compare import FieldComparison, diff_text


class TextsComparison(FieldComparison):
    """Each language by itself: a change in one must not hide behind another."""

    def htmldiff(self):
        return format_html_join(
            "",
            '<p><strong>{}</strong><br><span lang="{}">{}</span></p>',
            (
                (label, code, diff_text(before, after).to_html())
                for code, label in settings.LANGUAGES
                if (before := (self.val_a or {}).get(code, ""))
                + (after := (self.val_b or {}).get(code, ""))
            ),
        ) or format_html("")
