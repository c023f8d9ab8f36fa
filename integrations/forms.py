"""Forms that are kept: until a button opens them, or until they come back filled in."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter

from bot.messages import SAYS, Button, Form, Html, Incoming, Message, Response, Said, Style
from integrations.notes import A_WHILE, Notes
from prompts.districts import CHOOSE
from prompts.replies import say
from prompts.words import words

OPENS = "form.open"
"""The action of the button that opens a form that is kept."""
_KIND = "form"
_FORMS: TypeAdapter[Form] = TypeAdapter(Form)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A kept form under its key; ``about`` is what a platform keeps with it for itself."""

    key: str
    form: Form
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class KeptForms:
    """The forms that are kept, each for one user."""

    notes: Notes

    async def keep(self, form: Form, user: str, **about: str) -> str:
        """Keep a form for a user, and return its key."""
        key = secrets.token_urlsafe(16)
        kept = {"user": user, "form": _FORMS.dump_python(form, mode="json"), "about": about}
        await self.notes.put(_KIND, key, kept, kept=A_WHILE)
        return key

    async def button_for(self, form: Form, user: str, text: Html) -> Message:
        """Keep a form for a user: a message that says so, with the button that opens it."""
        key = await self.keep(form, user)
        label = words("replies").plain("open_form")
        return say(
            text, Button(label=label, action=OPENS, value=key, style=Style.PRIMARY, form=True)
        )

    async def kept(self, key: str, user: str) -> Kept | None:
        """The form that is kept under a key; None if there is none for this user."""
        note: Any = await self.notes.get(_KIND, key) or {}
        if note.get("user") != user:
            return None
        form = _FORMS.validate_python(note["form"])
        return Kept(key=key, form=form, about=note.get("about", {}))


def filled(form: Form, text: str) -> Form:
    """The form with a text in the field that is for one, unless there is no such field."""
    fields = [replace(one, value=text) if one.key == "text" else one for one in form.fields]
    return replace(form, fields=tuple(fields))


def asks_district(response: Response) -> bool:
    """Whether a response asks for which of somebody's districts something is."""
    buttons = response.reply.buttons() if response.reply else []
    chosen = response.form is not None and response.form.action == CHOOSE
    return chosen or any(button.action == SAYS for button in buttons)


def with_text(event: Incoming, text: str) -> Incoming:
    """What was said with a word alone, now with the message that this was used on behind it."""
    if not isinstance(event, Said):
        return event
    return replace(event, event=f"{event.event}:text", text=f"{event.text} {text}")
