import pytest

from portal.knowledge.text import Text, nearest

HELLO = Text(en="Hello", es="Hola")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Hello"),
        ("en-GB", "Hello"),
        ("es", "Hola"),
        ("es-MX", "Hola"),
        ("ES_ar", "Hola"),
        ("fr", "Hello"),
        ("", "Hello"),
    ],
)
def test_text_speaks_the_language_or_english(language, said):
    assert HELLO.to(language) == said


def test_nearest_offers_close_words():
    assert nearest("swolen", ["heat", "swollen"]) == "Did you mean 'swollen'?"


def test_nearest_lists_all_when_none_is_close():
    assert nearest("xyz", ["heat", "fluid"]) == "Known are: heat, fluid."
