"""What stands in a form's field, on its way to a platform's own picker; pure."""

from collections.abc import Sequence
from datetime import date, time

from bot.messages import Field, Option


def is_day(value: str) -> bool:
    """Whether a date picker can show the value: ``2027-02-05``."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def is_time(value: str) -> bool:
    """Whether a time picker can show the value: ``08:00``."""
    try:
        return f"{time.fromisoformat(value):%H:%M}" == value
    except ValueError:
        return False


def offered(field: Field, options: Sequence[Option]) -> Sequence[Option]:
    """The options, and what stands in the field although it is none of them."""
    if not field.value or field.value in {option.value for option in options}:
        return options
    return (*options, Option(value=field.value, label=field.value))
