"""``/headway settings``: a person's own time, zone, absence and reminders."""

from dataclasses import replace
from datetime import date, time
from zoneinfo import available_timezones

from bot.domain.preferences import Preferences
from bot.domain.record import nearest
from bot.domain.typed import split_first
from bot.ledger.checkins import zone_of
from bot.ledger.settings import set_preferences
from bot.messages import Message, Pressed, Response, Submitted
from bot.router import Command, Context, MisunderstoodError
from prompts.headway import settings_form, settings_message
from prompts.words import words

FILE = "headway"
EARLIEST, LATEST = time(6), time(20)
ON_OFF = {"on": True, "off": False}


async def typed(context: Context, text: str) -> Response:
    """Show the settings, or change one of them from a line of text."""
    word, rest = split_first(text)
    if not word:
        return Response(reply=_shown(context, context.preferences, saved=False))
    fields = _fields(context.preferences) | _typed_fields(word, rest)
    after, errors = _read(context, fields)
    if errors or fields == _fields(context.preferences):
        message = next(iter(errors.values()), words(FILE).plain("error_settings"))
        raise MisunderstoodError(message, typed=f"/headway settings {text}")
    return await _save(context, after)


def _typed_fields(word: str, rest: str) -> dict[str, str]:
    if word == "back":
        return {"away": ""}
    rest = rest.removeprefix("until ").strip() if word == "away" else rest
    return {word: rest} if word in {"at", "zone", "away", "reminders"} else {}


def _fields(preferences: Preferences) -> dict[str, str]:
    """Settings as the strings that a form holds."""
    at, away = preferences.at, preferences.away_until
    return {
        "at": f"{at:%H:%M}" if at else "",
        "zone": preferences.timezone or "",
        "away": away.isoformat() if away else "",
        "reminders": "on" if preferences.reminders else "off",
    }


def _read(context: Context, fields: dict[str, str]) -> tuple[Preferences, dict[str, str]]:
    """The settings that a form holds, and the errors at its fields."""
    say, errors = words(FILE).plain, {}
    at, zone, away = _time(fields["at"]), fields["zone"], _away(context, fields["away"])
    if fields["at"] and at is None:
        errors["at"] = say("error_at")
    if zone and zone not in available_timezones():
        errors["zone"] = say("error_zone", zone=zone, near=nearest(zone, available_timezones()))
    if fields["away"] and away is None:
        errors["away"] = say("error_away")
    if fields["reminders"] not in ON_OFF:
        errors["reminders"] = say("error_settings")
    after = replace(
        context.preferences,
        at=at,
        timezone=zone or None,
        away_until=away,
        reminders=ON_OFF.get(fields["reminders"], True),
    )
    return after, errors


def _time(text: str) -> time | None:
    try:
        at = time.fromisoformat(text.rjust(5, "0"))
    except ValueError:
        return None
    return at if EARLIEST <= at <= LATEST else None


def _away(context: Context, text: str) -> date | None:
    until = context.read_date(text) if text else None
    return until if until and until > context.today else None


def _shown(context: Context, preferences: Preferences, *, saved: bool) -> Message:
    cadences = context.directory.partnership.cadences
    usual = next((cadence.at for cadence in cadences if cadence.asks(context.person)), None)
    zone = zone_of(context.directory, context.person, preferences)
    return settings_message(preferences, at=preferences.at or usual, zone=zone, saved=saved)


async def _save(context: Context, after: Preferences) -> Response:
    await set_preferences(context.tx, context.preferences, after)
    return Response(reply=_shown(context, after, saved=True))


async def _press_open(context: Context, _event: Pressed) -> Response:
    return Response(form=settings_form(context.preferences))


async def _submit(context: Context, event: Submitted) -> Response:
    after, errors = _read(context, _fields(context.preferences) | dict(event.fields))
    return Response(errors=errors) if errors else await _save(context, after)


COMMAND = Command(
    word="settings",
    help="when I may ask you, your zone, absence and reminders",
    examples=(
        "/headway settings",
        "/headway settings at 08:30",
        "/headway settings away until 12 March",
        "/headway settings reminders off",
    ),
    typed=typed,
    pressed={"open": _press_open},
    submitted={"save": _submit},
)
