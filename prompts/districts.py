"""The words for people who are in several districts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.partnership import Partnership
from bot.messages import (
    EVERY,
    SAYS,
    TYPES,
    Actions,
    Block,
    Button,
    Field,
    FieldKind,
    Form,
    Heading,
    Message,
    Note,
    Option,
    Paragraph,
    form_within,
    message_within,
    put_on,
    safe,
    within,
)
from prompts.replies import first_line, say
from prompts.words import marked, words

FILE = "districts"
CHOOSE = "headway.choose"
"""The action of the form in which one of many districts is chosen."""
DISTRICT, TEXT = "district", "text"
"""The fields of that form."""


def of_district(message: Message, partnership: Partnership) -> Message:
    """A message for somebody in several districts: it names its own, and its buttons stay there."""
    name = partnership.district.name
    told = message_within(message, partnership.key)
    blocks = told.blocks or (Paragraph(text=safe(told.text)),)
    return replace(
        told,
        text=words(FILE).plain("first", district=name, text=told.text),
        blocks=(Note(text=words(FILE).rich("head", district=name)), *blocks),
    )


def form_of_district(form: Form, partnership: Partnership) -> Form:
    """A form for somebody in several districts."""
    name = partnership.district.name
    intro = words(FILE).rich("line", district=name, intro=marked(form.intro))
    return replace(form_within(form, partnership.key), intro=intro)


def together(messages: Sequence[Message]) -> Message:
    """What concerns somebody in each of their districts, as one message with a title for each."""
    blocks = [
        Heading(text=block.text) if place == 0 else block
        for message in messages
        for place, block in enumerate(message.blocks)
    ]
    files = tuple(file for message in messages for file in message.files)
    told = words(FILE).plain("together", count=len(messages))
    return Message(text=told, blocks=tuple(blocks), files=files)


@dataclass(frozen=True, kw_only=True)
class Which:
    """A question for which district something is meant.

    ``action`` and ``value`` do it: those of a button, or ``SAYS`` and what was said. ``example``
    shows how a district is named. With ``all_first`` all of them are offered, before the others.
    """

    partnerships: tuple[Partnership, ...]
    action: str
    value: str
    all_first: bool
    example: str

    @property
    def said(self) -> str:
        """What was said, if it is something that was said."""
        return self.value if self.action == SAYS else ""

    @property
    def options(self) -> tuple[Option, ...]:
        """The districts, each with the key of its partnership."""
        told = [Option(value=one.key, label=one.district.name) for one in self.partnerships]
        every = [Option(value=EVERY, label=words(FILE).plain("all"))] if self.all_first else []
        return (*every, *told)


def which(question: Which) -> Message:
    """The question, with a button for each district that does it there."""
    say_rich, said = words(FILE).rich, question.said
    asked = say_rich("which_about", said=said) if said else say_rich("which")
    # A word alone opens its form; and so may a button that was pressed before.
    opens = len(said.split()) == 1 or not said
    buttons = tuple(
        Button(
            label=one.label,
            action=question.action,
            value=put_on(question.value, one.value),
            form=opens,
        )
        for one in question.options
    )
    note = [Note(text=say_rich("next_time", example=question.example))] if said else []
    blocks: tuple[Block, ...] = (Paragraph(text=asked), Actions(buttons=buttons), *note)
    return Message(text=first_line(asked), blocks=blocks)


def choice(question: Which) -> Form:
    """The same question where there are too many districts for buttons."""
    say_plain, said = words(FILE).plain, question.said
    district = Field(
        key=DISTRICT,
        label=say_plain("label_district"),
        kind=FieldKind.CHOICE,
        required=True,
        options=question.options,
    )
    text = Field(key=TEXT, label=say_plain("label_text"), kind=FieldKind.LINES, value=said)
    return Form(
        title=say_plain("form"),
        action=CHOOSE,
        value="" if said else f"{question.action}|{question.value}",
        fields=(district, text) if said else (district,),
        submit=say_plain("go_on"),
    )


def name_it(question: Which) -> Message:
    """The question where what was said may not be kept: it is to be said again, with its district.

    For the writer's eyes alone.
    """
    told = words(FILE).rich("name_it", example=question.example)
    wrote = words("screening").rich("you_wrote", typed=question.value)
    return Message(text=first_line(told), blocks=(Paragraph(text=told), Paragraph(text=wrote)))


def not_yours() -> Message:
    """The answer to a button of a district that somebody is not in."""
    return say(words(FILE).rich("not_yours"))


def form_old() -> str:
    """Why a form cannot be taken whose district is not known."""
    return words(FILE).plain("form_old")


def how_to_name(count: int, example: str) -> Paragraph:
    """The part of the help that says how one of so many districts is named."""
    return Paragraph(text=words(FILE).rich("help", count=count, example=example))


def away_in_all(line: str) -> Actions:
    """The button under an absence that types the same for all districts."""
    label = words(FILE).plain("away_all")
    return Actions(buttons=(Button(label=label, action=TYPES, value=within(line, EVERY)),))
