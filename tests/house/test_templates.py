"""Templates are all used, take what they say they take, and hold no script or style."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.loaders.app_directories import get_app_template_dirs
from django.urls import reverse

from portal.content.illustrations import ILLUSTRATIONS
from tests.house.source import own_models, own_modules, templates

BLOCKS = ("title", "head", "breadcrumbs", "heading", "content", "aside", "scripts")
# Parts of base.html, cut out of it: they see what it sees.
PARTS_OF_BASE = ("components/site_header.html", "components/site_footer.html")
BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
NAMED = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"']+)["']""")
COMPONENT = re.compile(r"""\{%\s*include\s+["']components/[^%]*%\}""")
COMMENT = re.compile(r"\A\s*(\{%\s*load [^%]*%\}\s*)*(\{%\s*comment\b|\{#)")
INLINE = re.compile(
    r"""<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*["']|javascript:|
    <script\b(?![^>]*\bsrc=)(?![^>]*type="application/(?:ld\+)?json")""",
    re.IGNORECASE | re.VERBOSE,
)
UNNAMED_END = re.compile(r"\{%\s*endblock\s*%\}")
VERBATIM = re.compile(r"\{%\s*comment\b.*?endcomment\s*%\}|\{#.*?#\}", re.DOTALL)


def pages() -> dict[str, str]:
    """The templates that become HTML for a browser, comments left out."""
    return {
        name: VERBATIM.sub("", text)
        for name, text in templates().items()
        if name.endswith(".html") and "email" not in name
    }


def overrides() -> set[str]:
    """Names that a library looks for: ours stands in place of its own."""
    directories = get_app_template_dirs("templates")
    return {
        name
        for name in templates()
        if any((Path(directory) / name).exists() for directory in directories)
    }


def named_in_python() -> str:
    return "\n".join(path.read_text() for path in own_modules())


def test_every_template_is_used():
    python = named_in_python()
    included = {name for text in templates().values() for name in NAMED.findall(text)}
    of_pages = {getattr(model, "template", "") for model in own_models()}
    of_drawings = {drawing.template for drawing in ILLUSTRATIONS.values()}
    used = included | of_pages | of_drawings | overrides() | BY_DJANGO

    unused = [
        name
        for name in templates()
        if name not in used and not re.search(rf"""["']{re.escape(name)}["']""", python)
    ]

    assert unused == []


def test_every_template_can_be_read():
    for name in templates():
        engines["django"].get_template(name)


def test_every_component_begins_with_the_variables_it_takes():
    silent = [
        name
        for name, text in templates().items()
        if name.startswith("components/") and not COMMENT.match(text)
    ]

    assert silent == []


def test_a_component_sees_only_what_it_is_given():
    leaking = [
        (name, tag)
        for name, text in pages().items()
        for tag in COMPONENT.findall(text)
        if not any(part in tag for part in PARTS_OF_BASE)
        and not re.search(r"\bonly\s*%\}$", tag)
    ]

    assert leaking == []


def test_no_template_holds_style_script_or_handlers():
    inline = [
        (name, match.group())
        for name, text in pages().items()
        for match in INLINE.finditer(text)
    ]

    assert inline == []


def test_blocks_are_closed_by_name():
    """A block that ends on its own line needs no name, and djade takes it away."""
    on_one_line = re.compile(r"\{% block \w+ %\}.*\{% endblock %\}")
    unnamed = [
        name
        for name, text in pages().items()
        if "{% endblock %}" in on_one_line.sub("", text)
    ]

    assert unnamed == []


def test_blocks_stand_in_the_fixed_order():
    astray = {}
    for name, text in pages().items():
        opened = re.findall(r"\{%\s*block\s+(\w+)", text)
        known = [block for block in opened if block in BLOCKS]
        if known != sorted(known, key=BLOCKS.index):
            astray[name] = known

    assert astray == {}


@pytest.mark.django_db
def test_no_form_says_twice_what_is_to_be_mended():
    """crispy-forms puts the summary at the head of a whole form by itself."""
    whole = re.compile(r"components/form\.html|form\|crispy")
    twice = [
        name
        for name, text in pages().items()
        if "components/error_summary.html" in text and whole.search(text)
    ]

    assert twice == []


def test_the_gallery_shows_every_component(settings, sign_in_as):
    response = sign_in_as("admin").get(reverse("gallery"))

    shown = {template.name for template in response.templates}
    components = {name for name in templates() if name.startswith("components/")}
    assert components - shown == set()
