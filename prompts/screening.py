"""What is said when a text names a single person."""

from collections.abc import Sequence

from bot.domain.screen import Found, Sort
from bot.messages import TYPES, Actions, Block, Button, Message, Note, Paragraph, Style
from prompts.replies import LONGEST_BUTTON_VALUE, first_line
from prompts.words import words

FILE = "screening"
MOST_NAMED = 3
_WHAT = {Sort.EMAIL: "address", Sort.PHONE: "phone", Sort.NUMBER: "number"}


def ask(
    found: Sequence[Found], *, typed: str, instead: str = "", sure: str = "", line: str = "{}"
) -> Message:
    """What was found in a typed text, and how it can be kept.

    Two buttons type the text without what was found (``instead``) and the text with all of that
    marked as no person (``sure``), each put into ``line``. Where those are not given or too long
    for a button, it is said how to write it.
    """
    told = words(FILE).rich("nothing_kept", looks_like=_looks_like(found))
    blocks: list[Block] = [
        Paragraph(text=told),
        Paragraph(text=words(FILE).rich("you_wrote", typed=typed)),
    ]
    if instead and max(len(instead), len(sure)) + len(line) < LONGEST_BUTTON_VALUE:
        proposed = _button("keep_instead", line.replace("{}", instead), Style.PRIMARY)
        insisting = _button("no_person", line.replace("{}", sure))
        blocks.append(Paragraph(text=words(FILE).rich("instead", instead=instead)))
        blocks.append(Actions(buttons=(proposed, insisting)))
    else:
        blocks.append(Note(text=words(FILE).rich("by_hand")))
    return Message(text=first_line(told), blocks=tuple(blocks))


def field_error(found: Sequence[Found]) -> str:
    """What stands at the field of a form in which something was found."""
    looks_like = _looks_like(found)
    return words(FILE).plain("field", looks_like=looks_like, instead=found[0].instead)


def _looks_like(found: Sequence[Found]) -> str:
    kinds = {_WHAT.get(each.sort, "person") for each in found}
    one = len(found) == 1
    kind = next(iter(kinds)) if len(kinds) == 1 else "several"
    what = words(FILE).plain(f"what.{'people' if kind == 'person' and not one else kind}")
    different = dict.fromkeys(each.words for each in found)
    quoted = [words(FILE).plain("quoted", said=said) for said in different][:MOST_NAMED]
    return words(FILE).plain("looks_like", quoted=quoted, what=what)


def _button(name: str, line: str, style: Style = Style.DEFAULT) -> Button:
    return Button(label=words(FILE).plain(name), action=TYPES, value=line, style=style)
