"""Tries a symptom report against the shipped rules."""

import json
import sys
from collections import Counter

from django.core.management.base import BaseCommand

from portal.knowledge import schema, triage_json
from portal.knowledge.symptoms import AnswerError
from portal.knowledge.text import LANGUAGES, shown

REFUSED = 2
LONGEST = 5_000_000  # bytes: years of daily reports


class Unreadable(ValueError):
    """What came in is not one JSON value; str() says why."""


class Command(BaseCommand):
    help = (
        "Read a symptom report as JSON from standard input and print the level and the "
        "rules that fired as JSON. A report that cannot be read gives one sentence on "
        "standard error and exit code 2."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--schema",
            action="store_true",
            help="print the JSON Schema of a report; standard input is not read",
        )
        parser.add_argument("--language", choices=LANGUAGES, default="en")

    def handle(self, *, language, **options):
        if options["schema"]:
            return self.tell(schema.schema(language=language))
        if sys.stdin.isatty():
            self.stderr.write("Type the report as JSON and end with Ctrl+D.")
        try:
            answer = triage_json.assess_json(report(), language=language)
        except Unreadable as refusal:
            self.refuse(str(refusal))
        except AnswerError as refusal:
            told = str(refusal)
            key = shown(refusal.key)
            self.refuse(told if key in told else f"{key} cannot be read. {told}")
        return self.tell(answer)

    def refuse(self, sentence):
        self.stderr.write(sentence)
        raise SystemExit(REFUSED)

    def tell(self, answer):
        # A terminal that knows no accents gets them escaped.
        encoding = getattr(self.stdout, "encoding", None) or "ascii"
        plain = not encoding.lower().startswith("utf")
        self.stdout.write(json.dumps(answer, indent=2, ensure_ascii=plain))


def report() -> object:
    """The JSON value on standard input. Raises Unreadable."""
    try:
        return json.loads(_text(), object_pairs_hook=_each_key_once)
    except UnicodeDecodeError:
        raise Unreadable("The report is not JSON: it must be UTF-8 text.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Unreadable(f"The report is not JSON: {error.msg} at {where}.") from None
    except RecursionError:
        raise Unreadable("The report is not JSON: too many brackets.") from None
    except Unreadable:
        raise
    except ValueError:  # of int(), which refuses thousands of digits
        raise Unreadable("The report is not JSON: a number is too long.") from None


def _text() -> str:
    """What came in, in UTF-8 or in the UTF-16 of some terminals."""
    told = sys.stdin.buffer.read(LONGEST + 1)
    if len(told) > LONGEST:
        raise Unreadable(f"The report is too long: at most {LONGEST} bytes are read.")
    text = told.decode(json.detect_encoding(told))
    if not text.strip():
        raise Unreadable("There is no report: write it as JSON to standard input.")
    return text


def _each_key_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object; JSON itself would let the last of two answers win in silence."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for key, times in Counter(keys).items() if times > 1)
        raise Unreadable(f"{shown(twice)} stands twice in one object: leave one out.")
    return found
