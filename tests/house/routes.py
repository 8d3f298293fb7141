"""Every address the resolver knows, each with one concrete path that leads to it."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.urls.resolvers import LocalePrefixPattern, RoutePattern
from django.utils.regex_helper import normalize

UUID = "00000000-0000-4000-8000-000000000001"
SAMPLES = ("1", "x", "accounts", "user", "en", UUID, "x/", "2026-11-23")


@dataclass(frozen=True)
class Route:
    """One address: as it is written, under its name, and one path that reaches it."""

    pattern: str
    name: str
    path: str
    module: str

    @property
    def maker(self) -> str:
        """Who wrote the view: "own", or the package that brought it."""
        snippet = self.pattern.lstrip("^").startswith("cms/snippets/")
        if (
            self.module.startswith(("portal.", "clinics.", "aftercare."))
            and not snippet
        ):
            return "own"
        if self.pattern.lstrip("^").startswith("cms/") or self.module.startswith(
            "wagtail."
        ):
            return "wagtail"
        return "allauth" if self.module.startswith("allauth.") else "own"


def all_routes() -> list[Route]:
    """Every address in the language that is active now; the shadowed are left out.

    Raises LookupError for an address to which no sample leads: a test that cannot
    reach an address must not pass it over.
    """
    found = []
    for patterns in _walk(get_resolver().url_patterns, ()):
        callback = patterns[-1].callback
        path = _path_to(patterns)
        if path is not None:
            found.append(
                Route(
                    pattern="".join(map(_written, patterns)),
                    name=resolve(path).view_name,
                    path=path,
                    module=callback.__module__,
                )
            )
    return found


def _walk(patterns, above) -> Iterator[tuple]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, (*above, pattern))
        elif isinstance(pattern, URLPattern):
            yield (*above, pattern)


def _written(pattern) -> str:
    """The pattern as it stands in the URL list, without the language in front."""
    return (
        "" if isinstance(pattern.pattern, LocalePrefixPattern) else f"{pattern.pattern}"
    )


def _path_to(patterns) -> str | None:
    callback = patterns[-1].callback
    earlier = None
    for parts in itertools.product(*(_samples(each.pattern) for each in patterns)):
        path = "/" + "".join(parts)
        try:
            match = resolve(path)
        except Resolver404:
            continue
        if match.func is callback:
            return path
        earlier = match
    if earlier is None:
        raise LookupError(f"No sample leads to {''.join(map(_written, patterns))}.")
    return None


def _samples(pattern) -> list[str]:
    if isinstance(pattern, LocalePrefixPattern):
        return [pattern.language_prefix]
    if isinstance(pattern, RoutePattern):
        return list(dict.fromkeys(_fill_route(pattern, s) for s in SAMPLES))
    return [
        text % dict.fromkeys(parameters, sample)
        for text, parameters in normalize(pattern.regex.pattern)
        for sample in (SAMPLES if parameters else SAMPLES[:1])
    ]


def _fill_route(pattern, sample: str) -> str:
    return re.sub(r"<[^>]+>", sample, str(pattern))
