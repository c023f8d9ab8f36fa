"""Filling in a form field by field in a terminal."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import date, time

from bot.messages import Field, FieldKind, Form, plain
from integrations.sandbox.cards import printable, wrapped
from integrations.sandbox.fields import wrong

Read = Callable[[str], Awaitable[str | None]]
Write = Callable[[str], None]

_WIDTH = 80
_EXPECTED = {
    FieldKind.LINES: "end a line with \\ to go on",
    FieldKind.DATE: "like 2027-02-05",
    FieldKind.TIME: "like 08:00",
}


class Filling:
    """A form being filled in. ``values`` holds what stands in it, by field key."""

    def __init__(
        self, form: Form, *, read: Read, write: Write, typed: Mapping[str, str] | None = None
    ) -> None:
        self._form = form
        self._read = read
        self._write = write
        self.values = {field.key: field.value for field in form.fields} | dict(typed or {})

    async def fill(self) -> bool:
        """Ask for every field. False when the person leaves or the input ends."""
        self._write(f"--- {printable(self._form.title)} ---")
        if self._form.intro:
            self._write("\n".join(wrapped(plain(self._form.intro), _WIDTH)))
        self._write("(Enter keeps what stands there, - empties it, cancel leaves.)")
        return await self._ask_for(self._form.fields)

    async def correct(self, errors: Mapping[str, str]) -> bool:
        """Ask again for the fields with errors alone; what was typed in the others stays."""
        wrong = [field for field in self._form.fields if field.key in errors]
        for key in errors.keys() - {field.key for field in wrong}:
            self._write(f"! {printable(errors[key])}")
        # An error that belongs to no field can lie in any of them.
        return await self._ask_for(wrong or self._form.fields, errors)

    def describe(self) -> list[str]:
        """What stands in the form, a line for each field that is not empty."""
        return [
            f"  {printable(field.label)}: {_now(field, self.values[field.key])}"
            for field in self._form.fields
            if self.values[field.key]
        ]

    async def _ask_for(
        self, fields: Iterable[Field], errors: Mapping[str, str] | None = None
    ) -> bool:
        for field in fields:
            self._introduce(field, (errors or {}).get(field.key))
            if not await self._ask(field):
                return False
        return True

    def _introduce(self, field: Field, error: str | None) -> None:
        self._write("")
        if error:
            self._write(f"! {printable(error)}")
        notes = [_EXPECTED.get(field.kind, ""), "needed" if field.required else ""]
        said = ", ".join(note for note in notes if note)
        self._write(printable(field.label) + (f" ({said})" if said else ""))
        if field.hint:
            self._write("\n".join(wrapped(field.hint, _WIDTH)))
        for number, option in enumerate(field.options, 1):
            self._write(f"  {number}. {printable(option.label)}")
        if self.values[field.key]:
            self._write(f"  now: {_now(field, self.values[field.key])}")

    async def _ask(self, field: Field) -> bool:
        """Read until the field has a value that it can take."""
        while True:
            typed = await self._typed(field)
            if typed is None or typed.strip().lower() == "cancel":
                return False
            try:
                self._take(field, typed)
            except ValueError as problem:
                self._write(f"! {problem}")
            else:
                return True

    async def _typed(self, field: Field) -> str | None:
        lines: list[str] = []
        while True:
            line = await self._read("> ")
            if line is None:
                return None
            if field.kind is not FieldKind.LINES or not line.endswith("\\"):
                return "\n".join([*lines, line])
            lines.append(line[:-1])

    def _take(self, field: Field, typed: str) -> None:
        """Put what was typed into the field. Raises ValueError with what to do instead."""
        words = typed.strip()
        if words == "-":
            words = ""
        elif words:
            words = understood(field, words)
        else:
            words = self.values[field.key]
        # Too long a text is kept, so that nobody has to write it again from nothing.
        if words or not field.required:
            self.values[field.key] = words
        problem = wrong(field, words)
        if problem:
            raise ValueError(problem)


def understood(field: Field, words: str) -> str:
    """The field's value that was meant. Raises ValueError with what to do instead."""
    if field.options:
        return _option(field, words)
    if field.kind is FieldKind.DATE:
        return _day(words)
    if field.kind is FieldKind.TIME:
        return _time(words)
    return words


def _option(field: Field, words: str) -> str:
    for number, option in enumerate(field.options, 1):
        if words.lower() in {str(number), option.value.lower(), option.label.lower()}:
            return option.value
    raise ValueError(f"Please type a number from 1 to {len(field.options)}.")


def _day(words: str) -> str:
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        raise ValueError("Please write the day like 2027-02-05.") from None


def _time(words: str) -> str:
    hour, _, minute = words.partition(":")
    try:
        return time(int(hour), int(minute)).strftime("%H:%M")
    except ValueError:
        raise ValueError("Please write the time like 08:00.") from None


def _now(field: Field, value: str) -> str:
    """A value as its reader knows it: an option by its label."""
    return printable(next((o.label for o in field.options if o.value == value), value))
