"""The number that ties a request's log lines and audit events together."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
