"""The words of drafts: the card that asks to read one over, the form, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.domain.digest import Week
from bot.domain.draft import DigestDraft
from bot.domain.editing import HEADLINE, texts_of
from bot.messages import (
    Actions,
    Block,
    Button,
    Field,
    FieldKind,
    Form,
    Message,
    Paragraph,
    Style,
)
from prompts.digest_formats import as_message
from prompts.replies import first_line, say
from prompts.words import words

FILE = "draft"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A draft as its approver sees it: in their zone, with the names of its channels."""

    draft: DigestDraft
    channels: Sequence[str]
    partner: str
    zone: str

    @property
    def values(self) -> dict[str, object]:
        """What the texts may tell of it."""
        draft, until = self.draft, self.draft.until.astimezone(ZoneInfo(self.zone))
        week = Week.parse(draft.week)
        return {
            "who": words(FILE).plain(f"who_{draft.audience.value}"),
            "where": words(FILE).plain("where", channels=self.channels),
            "monday": week.monday if week else None,
            "day": until.date(),
            "at": f"{until:%H:%M}",
            "as_it_is": draft.is_template,
        }


def card(shown: Shown, intro: str = "asked") -> Message:
    """The draft with its buttons; of one that is decided, what was posted and why.

    ``intro``: "asked", "again" after an edit, "same" after one that changed nothing, "stale" after
    a button of an earlier version.
    """
    draft = shown.draft
    text = words(FILE).rich(intro if draft.is_waiting else _outcome(draft), **shown.values)
    told = as_message(draft.chosen, partner=shown.partner)
    blocks: tuple[Block, ...] = (Paragraph(text=text), *told.blocks)
    if draft.is_waiting:
        blocks += (Actions(buttons=_buttons(draft)),)
    return Message(text=first_line(text), blocks=blocks)


def _outcome(draft: DigestDraft) -> str:
    return draft.state.value if draft.decided_by else "late"


def _buttons(draft: DigestDraft) -> tuple[Button, ...]:
    plain, value = words(FILE).plain, value_of(draft)
    post = Button(label=plain("button.post"), action="draft.post", value=value, style=Style.PRIMARY)
    edit = Button(label=plain("button.edit"), action="draft.edit", value=value, form=True)
    instead = Button(label=plain("button.template"), action="draft.template", value=value)
    return (post, edit) if draft.is_template else (post, edit, instead)


def value_of(draft: DigestDraft) -> str:
    """What a button of this version of a draft brings back."""
    return f"{draft.week}|{draft.audience.value}|{draft.version}"


def form(draft: DigestDraft, *, by: str) -> Form:
    """The form with every sentence in it; ``by`` is what the changed ones are marked with."""
    titles = {section.key: section.title for section in draft.digest.sections}
    titles[HEADLINE] = words(FILE).plain("form.headline")
    fields = [
        Field(
            key=key,
            label=titles[key],
            kind=FieldKind.LINES,
            value=text,
            required=key == HEADLINE,
        )
        for key, text in texts_of(draft.digest).items()
    ]
    return Form(
        title=words(FILE).plain("form.title"),
        action="draft.save",
        value=value_of(draft),
        fields=tuple(fields),
        intro=words(FILE).rich("form.intro", by=by),
    )


def listed(drafts: Sequence[Shown]) -> Message:
    """The drafts that wait, each with a button to read it; or that none does."""
    if not drafts:
        return say(words(FILE).rich("empty"))
    title, label = words(FILE).rich("list"), words(FILE).plain("button.show")
    rows = [
        Actions(
            text=words(FILE).rich("line", **shown.values),
            buttons=(Button(label=label, action="draft.show", value=value_of(shown.draft)),),
        )
        for shown in drafts
    ]
    return Message(text=first_line(title), blocks=(Paragraph(text=title), *rows))


def late_note() -> str:
    """The small print of a digest whose draft nobody decided on in time."""
    return words(FILE).plain("note.late")


def nobody_note() -> str:
    """The small print of a digest whose approver is not there."""
    return words(FILE).plain("note.nobody")


def unworded_note() -> str:
    """The small print of a digest that was not worded in time."""
    return words(FILE).plain("note.unworded")


def waits_note(draft: DigestDraft, zone: str) -> str:
    """The small print of a preview while the draft waits; ``zone`` is the district's."""
    until = draft.until.astimezone(ZoneInfo(zone))
    return words(FILE).plain("note.waits", day=until.date(), at=f"{until:%H:%M}")
