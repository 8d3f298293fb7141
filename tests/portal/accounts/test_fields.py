"""What a line of words keeps of what was typed."""

import pytest
from django.core.exceptions import ValidationError

from portal.accounts.forms.fields import OneLine

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Crown \t Row\r\nStudio ", "Crown Row Studio"),
        ("Cro\u202ewn", "Crown"),  # what follows would be read backwards
        ("\u2066Crown\u2069 Row", "Crown Row"),
        ("Crown\u200b Row\ufeff", "Crown Row"),
        ("Crown\u200d", "Crown"),
        ("\u200cCrown 5\u200d5", "Crown 55"),
        ("Crown \u3164 Row", "Crown Row"),
        ("می\u200cشود", "می\u200cشود"),
        ("क्\u200dष", "क्\u200dष"),
        ("Zoë O’Hara-Łuszcz", "Zoë O’Hara-Łuszcz"),
    ],
)
def test_what_nobody_sees_is_left_out(typed, kept):
    assert OneLine().clean(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "\u200b\u200b", "\u202e", "\u200d\u200c", "\u3164", "\u2800 \u115f"]
)
def test_words_that_show_as_nothing_are_no_words(typed):
    with pytest.raises(ValidationError, match="Fill this in"):
        OneLine().clean(typed)
