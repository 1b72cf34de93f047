"""What the log says: one line for each thing that happened, JSON for machines, and nothing personal in it."""

import logging
import re
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

REMOVED = "[removed]"
PRIVATE = re.compile(
    r"password|passphrase|token|secret|cookie|email|name$|answer|text|words|account", re.IGNORECASE
)
"""Fields whose value never stands in the log, whatever it is."""

CLEANED = (
    (re.compile(r"://[^\s/@]+@"), "://[password]@"),
    (re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"\?[^\s\"')]*=[^\s\"')]*"), "?[query]"),
    (re.compile(r"/(reference|sign|calendar|confirm|reset|invitation)/[^\s/?\"')]+"), r"/\1/[token]"),
)
"""What a text, a traceback among them, may hold without anyone meaning it to."""


def redact(_logger: Any, _method: str, entry: EventDict) -> EventDict:
    return {name: REMOVED if PRIVATE.search(name) else _clean(value) for name, value in entry.items()}


def _clean(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    for pattern, instead in CLEANED:
        value = pattern.sub(instead, value)
    return value


def set_up(*, for_people: bool) -> None:
    """Every logger, ours and the libraries', through one formatter on the error stream."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact,
    ]
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
        if for_people
        else structlog.processors.JSONRenderer(sort_keys=True)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for chatty in ("huey", "mail.log", "alembic", "weasyprint", "fontTools", "werkzeug"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
