"""What ui adds to the Wagtail admin."""

from wagtail.admin.compare import register_comparison_class

from portal.ui.comparing import TextsComparison
from portal.ui.texts import TextsField

register_comparison_class(TextsField, comparison_class=TextsComparison)
