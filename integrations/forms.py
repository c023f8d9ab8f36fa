"""Forms that cannot be opened at once: they wait behind a button."""

import secrets
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter

from bot.messages import Button, Form, Html, Message, Style
from integrations.notes import Notes
from prompts.replies import say
from prompts.words import words

OPENS = "form.open"
"""The action of the button that opens a form that is kept."""
_KIND = "form"
_FORMS: TypeAdapter[Form] = TypeAdapter(Form)


@dataclass(frozen=True)
class KeptForms:
    """The forms that wait, each for one user."""

    notes: Notes

    async def button_for(self, form: Form, user: str, text: Html) -> Message:
        """Keep a form for a user: a message that says so, with the button that opens it."""
        key = secrets.token_urlsafe(16)
        await self.notes.put(
            _KIND, key, {"user": user, "form": _FORMS.dump_python(form, mode="json")}
        )
        label = words("replies").plain("open_form")
        return say(
            text, Button(label=label, action=OPENS, value=key, style=Style.PRIMARY, form=True)
        )

    async def kept(self, key: str, user: str) -> Form | None:
        """The form that waits behind a button; None if there is none for this user."""
        note: Any = await self.notes.get(_KIND, key) or {}
        return _FORMS.validate_python(note["form"]) if note.get("user") == user else None


def filled(form: Form, text: str) -> Form:
    """The form with a text in the field that is for one, unless there is no such field."""
    fields = [replace(one, value=text) if one.key == "text" else one for one in form.fields]
    return replace(form, fields=tuple(fields))
