"""What a browser would send from a page as it stands."""

import html as entities
import re

from html5lib import parse


def form_of(client, path: str) -> dict[str, list[str]]:
    """Every answer of the form on a page, before anybody has typed."""
    return answers_in(client.get(path).content.decode())


def answers_in(page: str, form: str = ".//main//form") -> dict[str, list[str]]:
    """The answers of the first form in the content of a page, or of the one named."""
    found: dict[str, list[str]] = {}
    form = parse(page, namespaceHTMLElements=False).find(form)
    assert form is not None, text_of(page)
    for field in form.iter():
        if field.tag in {"input", "textarea", "select"} and is_sent(field):
            found.setdefault(field.get("name"), []).append(value_of(field))
    return found


def is_sent(field) -> bool:
    if field.get("type") in {"radio", "checkbox"}:
        return "checked" in field.attrib
    return bool(field.get("name"))


def value_of(field) -> str:
    if field.tag == "textarea":
        return (field.text or "").removeprefix("\n")
    if field.tag != "select":
        is_box = field.get("type") in {"radio", "checkbox"}
        return field.get("value", "on" if is_box else "")
    options = [each.attrib for each in field.iter("option")]
    return next((each["value"] for each in options if "selected" in each), "")


def text_of(page: str) -> str:
    """The words of a page, in one line."""
    return " ".join(entities.unescape(re.sub(r"<[^>]+>", " ", page)).split())
