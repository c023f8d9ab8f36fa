"""``/headway settings``: a person's own time, zone, absence, reminders and proposals."""

import re
from dataclasses import replace
from datetime import date, time
from functools import lru_cache
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
LAST_MINUTE = 59
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*([ap]m)?", re.IGNORECASE)
ON_OFF = {"on": True, "off": False}
SWITCHES = ("reminders", "proposals")


async def typed(context: Context, text: str) -> Response:
    """Show the settings, or change one of them from a line of text."""
    word, rest = split_first(text)
    now = _current(context)
    if not word:
        return Response(reply=shown(context))
    typed_fields, whole = _typed_fields(word, rest), f"/headway settings {text}"
    if not typed_fields:
        raise MisunderstoodError(words(FILE).plain("error_settings"), typed=whole)
    after, errors = _read(context, _fields(now) | typed_fields)
    if errors:
        near = _nearest_zone(rest) if "zone" in errors else None
        suggestion = f"/headway settings zone {near}" if near else None
        message = next(iter(errors.values()))
        raise MisunderstoodError(message, typed=whole, suggestion=suggestion)
    if after == now:
        return Response(reply=shown(context))
    return await _save(context, after)


def _typed_fields(word: str, rest: str) -> dict[str, str]:
    """What a line sets; "usual" takes a time or zone back to the usual one. Empty if unclear."""
    if word == "back":
        return {"away": ""}
    if not rest or word not in {"at", "zone", "away", *SWITCHES}:
        return {}
    value = rest.removeprefix("until ").strip() if word == "away" else rest
    return {word: "" if value == "usual" and word != "away" else value}


def _current(context: Context) -> Preferences:
    """The person's settings; an absence that is over is none."""
    chosen = context.preferences
    return chosen if chosen.is_away(context.today) else replace(chosen, away_until=None)


def _fields(preferences: Preferences) -> dict[str, str]:
    """Settings as the strings that a form holds."""
    at, away = preferences.at, preferences.away_until
    return {
        "at": f"{at:%H:%M}" if at else "",
        "zone": preferences.timezone or "",
        "away": away.isoformat() if away else "",
        **{name: "on" if getattr(preferences, name) else "off" for name in SWITCHES},
    }


def _read(context: Context, fields: dict[str, str]) -> tuple[Preferences, dict[str, str]]:
    """The settings that a form holds, and the errors at its fields."""
    say, errors = words(FILE).plain, {}
    at, zone, away = _time(fields["at"]), _zone(fields["zone"]), _away(context, fields["away"])
    switched = {name: ON_OFF.get(fields[name].lower()) for name in SWITCHES}
    if fields["at"] and at is None:
        errors["at"] = say("error_at")
    if fields["zone"] and zone is None:
        near = _nearest_zone(fields["zone"])
        errors["zone"] = say("error_zone", zone=fields["zone"], near=near)
    if fields["away"] and away is None:
        errors["away"] = say("error_away")
    errors |= {name: say(f"error_{name}") for name, on in switched.items() if on is None}
    after = replace(
        context.preferences,
        at=at,
        timezone=zone,
        away_until=away,
        reminders=switched["reminders"] is not False,
        proposals=switched["proposals"] is not False,
    )
    return after, errors


def _time(text: str) -> time | None:
    """A time of day, "8:30", "08:30" or "3 pm", unless that is in the night."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, half = int(match[1]), (match[3] or "").lower()
    if half and hour in range(1, 13):
        hour = hour % 12 + (12 if half == "pm" else 0)
    minute = int(match[2] or 0)
    if hour > LATEST.hour or minute > LAST_MINUTE:
        return None
    at = time(hour, minute)
    return at if EARLIEST <= at <= LATEST else None


def _zone(text: str) -> str | None:
    """The zone of that name, whatever its case."""
    near = _nearest_zone(text)
    return near if near and near.lower() == text.lower() else None


def _nearest_zone(text: str) -> str | None:
    return nearest(text, _zones())


@lru_cache
def _zones() -> frozenset[str]:
    # Looked up on the disk each time, a tenth of a second long.
    return frozenset(available_timezones())


def _away(context: Context, text: str) -> date | None:
    until = context.read_date(text) if text else None
    return until if until and until > context.today else None


def shown(context: Context) -> Message:
    """The person's settings as they are now."""
    return _shown(context, _current(context), saved=False)


def _shown(context: Context, preferences: Preferences, *, saved: bool) -> Message:
    cadences = context.directory.partnership.cadences
    asked = [cadence for cadence in cadences if cadence.asks(context.person)]
    return settings_message(
        preferences,
        cadences=asked,
        zone=zone_of(context.directory, context.person, preferences),
        saved=saved,
    )


async def _save(context: Context, after: Preferences) -> Response:
    await set_preferences(context.tx, context.preferences, after)
    return Response(reply=_shown(context, after, saved=True))


async def _press_open(context: Context, _event: Pressed) -> Response:
    return Response(form=settings_form(_current(context)))


async def _submit(context: Context, event: Submitted) -> Response:
    after, errors = _read(context, _fields(_current(context)) | dict(event.fields))
    return Response(errors=errors) if errors else await _save(context, after)


COMMAND = Command(
    word="settings",
    help="when I may ask you, time zone, absence, reminders and proposals",
    examples=(
        "/headway settings",
        "/headway settings at 08:30",
        "/headway settings away until 12 March",
        "/headway settings reminders off",
        "/headway settings proposals off",
    ),
    typed=typed,
    pressed={"open": _press_open},
    submitted={"save": _submit},
    each=frozenset({""}),
    all_first=frozenset({"away", "back"}),
)
