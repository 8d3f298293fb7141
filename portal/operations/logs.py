"""Log lines as JSON, holding nothing about a person.

What is written is the text of the log call as it stands in the code, never filled in:
Django and the packages fill in addresses, paths with tokens, and values. Facts of our
own come as `extra`. Of an exception the type and the places are kept, not its words,
which quote rows and forms.
"""

import json
import logging
import logging.config
import re
import traceback
from datetime import UTC, datetime

from django.conf import settings
from gunicorn.glogging import Logger

from portal.correlation import request_id

STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
# What Django and gunicorn hang on their records; both hold the request itself.
FOREIGN = frozenset({"request", "status_code", "server_time", "taskName"})
# Fill in nothing but ids and names of tasks.
TRUSTED = frozenset({"django_tasks", "django_tasks_db"})
PLAIN = (str, int, float, bool, type(None))
PERSONAL = re.compile(
    r"[^\s@]+@[^\s@]+"  # an e-mail address
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b"  # an IPv4 address
    r"|\b[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}\b"  # an IPv6 address
    r"|\?[^\s]*=[^\s]*",  # a query string
    re.IGNORECASE,
)


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, event, request and our own facts."""

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": PERSONAL.sub("[removed]", _words(record)),
        }
        if number := request_id.get():
            line["request"] = number
        line |= _facts(record)
        if record.exc_info and record.exc_info[0]:
            line["exception"] = _exception(*record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _words(record) -> str:
    return record.getMessage() if record.name in TRUSTED else str(record.msg)


def _facts(record) -> dict:
    """What our own code passed as `extra`; only plain values."""
    return {
        name: value
        for name, value in vars(record).items()
        if name not in STANDARD | FOREIGN and isinstance(value, PLAIN)
    }


def _exception(kind, _error, tail) -> dict:
    places = traceback.extract_tb(tail)
    return {
        "type": f"{kind.__module__}.{kind.__qualname__}",
        "places": [f"{at.filename}:{at.lineno} {at.name}" for at in places],
    }


class WebServerLogger(Logger):
    """gunicorn's own lines in the portal's form.

    It writes no line per request: that one holds addresses, and the portal has its own.
    """

    def setup(self, cfg):
        self.cfg = cfg
        self.error_log.propagate = True
        logging.config.dictConfig(settings.LOGGING)

    def access(self, *_args):
        """Nothing: see RequestLog."""
