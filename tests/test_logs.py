"""Log lines are a sentence and an action each, and hold no text of a person and no token."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest
import structlog

from bot.domain.errors import UnreachableError
from bot.ports import Parcel
from integrations.logs import set_up_logging
from tests.fakes import USERS, FakePlatform, Office

PLANTED = "Kestrel"
"""In all that people write here."""
TOKENS = ("xoxb-17653672481-19874698323", "xapp-1-A0KESTREL-secret", "sk-proj-Kestrel0123456789")
log = structlog.get_logger()


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server's loggers as they come: those of other tests speak for themselves, or not at all."""
    loggers = [logging.getLogger(name) for name in ("uvicorn", "uvicorn.error")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        monkeypatch.setattr(logger, "handlers", [])
        monkeypatch.setattr(logger, "propagate", True)
        logger.setLevel(logging.NOTSET)
    yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


@pytest.fixture
def lines(servers: None) -> Iterator[io.StringIO]:
    """What is logged, as JSON lines, while a test runs."""
    root = logging.getLogger()
    before, level, stream = root.handlers[:], root.level, io.StringIO()
    usual = structlog.get_config()
    set_up_logging("json", to=stream)
    yield stream
    structlog.configure(**usual)
    root.handlers[:] = before
    root.setLevel(level)


def told(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


class Clumsy(FakePlatform):
    """Breaks off with an error that quotes the message, or says that it cannot be delivered."""

    async def send(self, parcel: Parcel) -> str:
        if parcel.to.user is None:
            raise UnreachableError("There is no such address.")
        raise ValueError(f"{PLANTED}: {parcel.message.text} {TOKENS[0]}")


async def test_a_week_of_planted_texts_and_errors_shows_none_of_them(
    office: Office, lines: io.StringIO
) -> None:
    await office.tick()
    for text in (f"/commit {PLANTED} by 31 February", f"{PLANTED} is in the way", f"/{PLANTED} x"):
        await office.say("boyd", text)
        await office.say("stranger", text)
    await office.act("boyd", f"{PLANTED}.open", PLANTED)
    office.desk = replace(office.desk, platforms={"slack": Clumsy()})
    for _ in range(8):
        await office.tick(office.later(days=1))
    actions = {line["action"] for line in told(lines)}
    assert {"stranger_refused", "unknown_action", "send_broke_off", "unreachable"} <= actions
    assert PLANTED.lower() not in lines.getvalue().lower()
    assert TOKENS[0] not in lines.getvalue()
    assert [name for name in USERS if name in lines.getvalue()] == []


@pytest.mark.parametrize("token", TOKENS)
def test_a_token_that_a_library_names_is_hidden(lines: io.StringIO, token: str) -> None:
    logging.getLogger("slack_sdk.web").warning("Failed with Bearer %s and token=%s", token, token)
    log.error("It broke off.", action="tick", detail={"key": token})
    assert [line["action"] for line in told(lines)] == ["library", "tick"]
    assert token not in lines.getvalue()


def test_a_password_in_an_address_is_hidden(lines: io.StringIO) -> None:
    logging.getLogger("psycopg").error("connecting to postgresql://headway:hush@db/headway")
    assert "hush" not in lines.getvalue()
    assert "@db/headway" in lines.getvalue()


async def test_of_an_error_is_told_where_and_what_kind_it_was_but_not_what_it_quotes(
    lines: io.StringIO,
) -> None:
    async def reads() -> int:
        return int(PLANTED)

    (error,) = await asyncio.gather(reads(), return_exceptions=True)
    logging.getLogger("asyncio").error("It was lost.\nfuture: %r", error)
    assert isinstance(error, ValueError)
    both = ExceptionGroup(PLANTED, [error, OSError("The disk is full.")])
    log.error("It failed.", action="tick", exc_info=both)
    library, ours = told(lines)
    assert (library["event"], library["logger"]) == ("It was lost.", "asyncio")
    words = ("in reads", "builtins.ValueError", "OSError: The disk is full.")
    assert all(each in str(ours["exception"]) for each in words)
    assert PLANTED not in lines.getvalue()


def test_what_libraries_only_remark_is_left_out(lines: io.StringIO) -> None:
    logging.getLogger("uvicorn.access").info("GET /healthz")
    log.debug("The clock passed.", action="tick")
    assert lines.getvalue() == ""


def test_as_text_a_line_is_the_sentence_and_the_action(lines: io.StringIO) -> None:
    set_up_logging("text", to=lines)
    log.warning("Old notes went.", action="pruned", count=3)
    assert "Old notes went." in lines.getvalue()
    assert "action=pruned" in lines.getvalue()


def test_what_led_to_an_error_is_told_before_it(lines: io.StringIO) -> None:
    def breaks() -> None:
        try:
            int(PLANTED)
        except ValueError as cause:
            raise ConnectionError("The line is dead.") from cause

    with pytest.raises(ConnectionError) as found:
        breaks()
    log.error("It failed.", action="tick", exc_info=found.value)
    (line,) = told(lines)
    assert "builtins.ValueError\nThen:" in str(line["exception"])
    assert str(line["exception"]).endswith("ConnectionError: The line is dead.")


@pytest.mark.parametrize(
    ("written", "told_is"),
    [
        ("bot.domain.errors.HeadwayError: The disk is full.", None),
        (f"ValueError: {PLANTED}", "ValueError"),
    ],
)
def test_an_error_that_a_library_writes_out_is_its_last_line(
    lines: io.StringIO, written: str, told_is: str | None
) -> None:
    text = f"Traceback (most recent call last):\n  File somewhere\n{written}\n"
    logging.getLogger("uvicorn.error").error(text)
    assert [line["event"] for line in told(lines)] == [told_is or written]
