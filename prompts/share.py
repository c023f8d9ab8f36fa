"""The words of sharing with the partner's other districts, and of what they share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.network import Shared
from bot.domain.partnership import Partnership
from bot.messages import (
    Actions,
    Block,
    Button,
    Field,
    FieldKind,
    Form,
    Html,
    Message,
    Note,
    Option,
    Paragraph,
)
from prompts.replies import first_line, say
from prompts.words import words

FILE = "share"
WITH_NAME, WITHOUT = "name", "none"


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of what others share; ``more`` is the button's value for what follows, if any does."""

    shared: Sequence[Shared]
    looked_for: str = ""
    number: int = 1
    more: str = ""


def how() -> Message:
    """How to share something."""
    return say(words(FILE).rich("how"))


def error(name: str, /, **values: object) -> str:
    """Why something cannot be shared or taken back."""
    return words(FILE).plain(f"error_{name}", **values)


def form(partnership: Partnership, text: str, *, source: str, found: Sequence[str]) -> Form:
    """The form in which an author reads over what others will read; ``found`` has to go out."""
    rich, plain = words(FILE).rich, words(FILE).plain
    intro = rich("form_intro", partner=partnership.partner.name)
    names = rich("form_names", found=found) if found else ""
    return Form(
        title=plain("form_title"),
        action="share.save",
        value=source,
        intro=Html(f"{intro} {names}".strip()),
        submit=plain("form_submit"),
        fields=(
            Field(
                key="text",
                label=plain("label_text"),
                kind=FieldKind.LINES,
                value=text,
                hint=plain("hint_text"),
                required=True,
            ),
            _shown_field(partnership),
        ),
    )


def _shown_field(partnership: Partnership) -> Field:
    """With the district's name or without, which is so unless the author says otherwise."""
    without = Option(value=WITHOUT, label=words(FILE).plain("shown_without"))
    return Field(
        key="shown",
        label=words(FILE).plain("label_shown"),
        kind=FieldKind.CHOICE,
        value=WITHOUT,
        hint=words(FILE).plain("hint_shown"),
        options=(without, Option(value=WITH_NAME, label=partnership.district.name)),
    )


def share_button(ref: str) -> Button:
    """Opens the form for a record."""
    label = words(FILE).plain("button.share")
    return Button(label=label, action="share.open", value=ref, form=True)


def offer(partnership: Partnership) -> Html:
    """That other districts see a record when its author has shared it, and not before."""
    return words(FILE).rich("offer", partner=partnership.partner.name)


def shared_message(shared: Shared) -> Message:
    """What was shared, with its way back."""
    text = words(FILE).rich("shared", **{**vars(shared), "ref": shared.ref})
    return say(text, _back(shared))


def _back(shared: Shared) -> Button:
    label = words(FILE).plain("button.back")
    return Button(label=label, action="share.back", value=shared.ref)


def taken_back(shared: Shared) -> Message:
    """That it is gone, and what keeps it nevertheless."""
    return say(words(FILE).rich("taken_back", ref=shared.ref, source=shared.source))


def listed(shared: Sequence[Shared]) -> Message:
    """What a person may take back."""
    if not shared:
        return say(words(FILE).rich("list_empty"))
    title = words(FILE).rich("list_title")
    rows = [
        Actions(
            text=words(FILE).rich("list_line", **{**vars(each), "ref": each.ref}),
            buttons=(_back(each),),
        )
        for each in shared
    ]
    return Message(text=first_line(title), blocks=(Paragraph(text=title), *rows))


def network_message(page: Page, *, partner: str, today: date) -> Message:
    """What the partner's other districts share, the newest first."""
    rich = words(FILE).rich
    if not page.shared:
        return say(rich(_nothing(page), partner=partner, looked_for=page.looked_for))
    title = rich("network.title", partner=partner, looked_for=page.looked_for, page=page.number)
    blocks: list[Block] = [Paragraph(text=title)]
    for each in page.shared:
        told = {**vars(each), "ref": each.ref, "at": each.at.date(), "today": today}
        blocks.append(Paragraph(text=rich("network.line", **told)))
    if page.more:
        label = words(FILE).plain("button.more")
        blocks.append(
            Actions(buttons=(Button(label=label, action="network.more", value=page.more),))
        )
    return Message(text=first_line(title), blocks=(*blocks, Note(text=rich("network.note"))))


def _nothing(page: Page) -> str:
    if page.number > 1:
        return "network.no_more"
    return "network.nothing" if page.looked_for else "network.empty"
