"""What a field of a form can take, as every chat platform checks it before a form is sent."""

from collections.abc import Callable, Mapping
from datetime import date, time

from bot.messages import Field, FieldKind, Form


def wrong(field: Field, value: str) -> str | None:
    """What to do instead of this value, or None if the field can take it."""
    if not value.strip():
        return "This one is needed." if field.required else None
    if len(value) > field.max_length:
        return (
            f"This takes {field.max_length} characters, and yours has {len(value)}."
            " Please write it shorter."
        )
    if field.options and value not in {option.value for option in field.options}:
        return "Please choose one of these."
    if field.kind is FieldKind.DATE and not _is(date.fromisoformat, value):
        return "Please write the day like 2027-02-05."
    if field.kind is FieldKind.TIME and not _is(time.fromisoformat, value):
        return "Please write the time like 08:00."
    return None


def wrong_in(form: Form, typed: Mapping[str, str]) -> dict[str, str]:
    """What is wrong in a whole form, by field; empty if it can be sent."""
    found = {field.key: wrong(field, typed.get(field.key, field.value)) for field in form.fields}
    return {key: problem for key, problem in found.items() if problem}


def _is(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True
