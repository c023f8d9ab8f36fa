"""Log lines: a sentence and a stable action, on standard error, as text or one JSON object each.

What libraries log goes the same way, from warnings on. Nothing that a person wrote and no token
is to get there: our own lines hold none, and of an error's message only what says nothing of data
is kept, for a message may quote what could not be read.
"""

import logging
import re
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.domain.errors import HeadwayError

_TELLING = (HeadwayError, OSError, AttributeError, NameError, ImportError, NotImplementedError)
"""Errors whose messages tell of the code, the machine or what to do, and quote no data."""
_SECRET = re.compile(
    r"\b(?:xox[a-z](?:\.xox[a-z])?|xapp|sk)-[\w-]{6,}"  # of Slack and of models' servers
    r"|\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?"  # signed tokens, such as Microsoft's
    r"|(?<=\bBearer )\S+"
    r"|(?<=://)[^\s/@:]*:[^\s/@]+(?=@)"  # a name and password in an address
    r"|(?<=\bperson:)[^\s/|]+",  # whom a delivery goes to: keys of people are made of names
    re.IGNORECASE,
)
_HIDDEN = "•••"

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def set_up_logging(form: str, to: TextIO | None = None) -> None:
    """Log in this form ("text" or "json") to standard error, or where it is said."""
    stream = to or sys.stderr
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: Processor = (
        structlog.processors.JSONRenderer(default=str)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=stream.isatty())
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, _of_library],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _errors_without_data,
                _without_secrets,
                renderer,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("headway").setLevel(logging.INFO)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: logging.getLogger("headway.bot"),
    )


def _of_library(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """What a library says in its first line: further ones may show what it worked on.

    Of an error that it wrote out itself, it is the last line, as far as that quotes no data.
    """
    record: logging.LogRecord = line["_record"]
    return {**line, "event": _short(str(line["event"])), "action": "library", "logger": record.name}


def _short(text: str) -> str:
    first, _, rest = text.strip().partition("\n")
    if not first.startswith("Traceback"):
        return first
    last = rest.splitlines()[-1]
    return last if last.startswith(HeadwayError.__module__) else last.partition(":")[0]


def _errors_without_data(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """An error as where it happened and what kind it is."""
    error = _error_of(line.pop("exc_info", None))
    if error is not None:
        line["exception"] = "\n".join(_told(error))
    return line


def _error_of(given: object) -> BaseException | None:
    if isinstance(given, BaseException):
        return given
    if isinstance(given, tuple):
        return given[1]  # type: ignore[no-any-return]  # what logging calls exc_info
    return sys.exc_info()[1] if given else None


def _told(error: BaseException) -> Iterator[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _told(cause)
        yield "Then:"
    yield from (line.rstrip() for line in traceback.format_tb(error.__traceback__))
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    yield f"{kind}: {error}" if isinstance(error, _TELLING) else kind
    for each in getattr(error, "exceptions", ()):
        yield from _told(each)


def _without_secrets(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Should a library name a token or a password after all, it is not shown."""
    return {name: _shown(value) for name, value in line.items()}


def _shown(value: object) -> object:
    if isinstance(value, bool | int | float | None):
        return value
    return _SECRET.sub(_HIDDEN, value if isinstance(value, str) else str(value))
