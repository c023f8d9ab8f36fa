"""Forms as dialogs, and what was filled in as the values of our fields; pure.

A field has the picker of its kind as long as that can show what stands in the field; where it
cannot (a date in words), it is a line of text, so that nothing gets lost.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from microsoft_teams.cards import (
    CardElement,
    Choice,
    ChoiceSetInput,
    DateInput,
    RichTextBlock,
    SubmitAction,
    TextInput,
    TimeInput,
)

from bot.messages import Field, FieldKind, Form, Option, safe
from integrations.fields import is_day, is_time, offered
from integrations.teams.text import CARD, SMALL, WRONG, rich_text, to_card
from integrations.teams.values import Json
from prompts.words import words

DATA_KEY = "headway.form"
"""Where the key of a dialog stands among what was filled in."""
MOST_PEOPLE = 100
"""In a menu; with more of them somebody is typed."""
_FEW_FIELDS = 2
_SIGN = "="
"""Stands before every choice's value: Teams takes an empty one for nothing chosen."""

_Picker = TextInput | DateInput | TimeInput | ChoiceSetInput


def to_dialog(
    form: Form,
    *,
    people: Sequence[Option],
    key: str,
    given: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Json:
    """A form as the ``value`` of a dialog that opens: title, size and card.

    ``people``: whom a field for a person offers. ``key`` comes back with what was filled in.
    ``given`` stands in the fields in the place of what the form has; ``errors`` stand at their
    fields, those of no field on top.
    """
    given, errors = given or {}, errors or {}
    fields = [replace(one, value=given.get(one.key, one.value)) for one in form.fields]
    strays = [error for at, error in errors.items() if at not in {one.key for one in fields}]
    body: list[CardElement] = [*_wrong("\n".join(strays)), *rich_text(form.intro)]
    for field in fields:
        body += _field(field, people, errors.get(field.key, ""))
    submit = SubmitAction(title=form.submit, style="positive", data={DATA_KEY: key})
    return {
        "title": form.title,
        "height": "medium" if len(fields) <= _FEW_FIELDS else "large",
        "width": "medium",
        "card": {"contentType": CARD, "content": to_card(body, submit)},
    }


def read_dialog(data: Mapping[str, Any], form: Form) -> dict[str, str]:
    """What was filled in, by field key, from the ``data`` of a submission; an empty field is ""."""
    return {field.key: _read(data.get(field.key), field.kind) for field in form.fields}


def key_in(data: Mapping[str, Any]) -> str:
    """The key of the dialog that was sent; "" if that was none of ours."""
    key = data.get(DATA_KEY)
    return key if isinstance(key, str) else ""


def _read(value: object, kind: FieldKind) -> str:
    if not isinstance(value, str):
        return ""
    return value.removeprefix(_SIGN) if kind in {FieldKind.CHOICE, FieldKind.PERSON} else value


def _field(field: Field, people: Sequence[Option], error: str) -> Iterator[CardElement]:
    """The picker with its label, what is wrong with it, and the hint."""
    picker = _picker(field, people)
    picker.id, picker.label = field.key, field.label
    if field.required:
        picker.is_required, picker.error_message = True, words("teams").plain("dialog.required")
    yield picker
    for text in (*_wrong(error), *rich_text(safe(field.hint), SMALL)):
        yield text.with_spacing("None")


def _wrong(text: str) -> list[RichTextBlock]:
    return rich_text(safe(text), WRONG)


def _picker(field: Field, people: Sequence[Option]) -> _Picker:
    value = field.value or None
    if field.kind is FieldKind.DATE and (not value or is_day(value)):
        return DateInput(value=value)
    if field.kind is FieldKind.TIME and (not value or is_time(value)):
        return TimeInput(value=value)
    if field.kind is FieldKind.CHOICE and field.options:
        return _menu(field, field.options)
    if field.kind is FieldKind.PERSON and len(people) <= MOST_PEOPLE:
        return _menu(field, people if field.required else (_nobody(), *people))
    return _text(field)


def _menu(field: Field, options: Sequence[Option]) -> ChoiceSetInput:
    """A menu, short on a phone.

    Not the ``filtered`` one, in which Teams on iOS does not show what stands in the field:
    github.com/MicrosoftDocs/msteams-docs/issues/10472
    """
    choices = [
        Choice(title=one.label, value=f"{_SIGN}{one.value}") for one in offered(field, options)
    ]
    now = f"{_SIGN}{field.value}"
    chosen = now if now in {choice.value for choice in choices} else None
    return ChoiceSetInput(choices=choices, style="compact", value=chosen)


def _nobody() -> Option:
    return Option(value="", label=words("teams").plain("dialog.nobody"))


def _text(field: Field) -> TextInput:
    # What stands there already may stay, however long; clients count as UTF-16 does.
    longest = max(field.max_length, len(field.value.encode("utf-16-le")) // 2)
    many = field.kind is FieldKind.LINES or "\n" in field.value
    # Set afterwards, it stays a whole number: 3000.0 is none for every client.
    made = TextInput(value=field.value or None, is_multiline=many or None)
    made.max_length = longest
    return made
