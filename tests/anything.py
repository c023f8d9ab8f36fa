"""Any message and any form, for the property tests of platforms."""

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from bot.messages import (
    Actions,
    Button,
    Field,
    FieldKind,
    File,
    Form,
    Heading,
    Html,
    Message,
    Note,
    Option,
    Paragraph,
    Style,
    safe,
)

_TEXTS = st.text(max_size=200)
_FILES = st.builds(
    File,
    id=st.from_regex(r"[A-Za-z0-9_-]{32}", fullmatch=True),
    name=st.text(min_size=1, max_size=300),
    media_type=st.sampled_from(["image/png", "application/pdf"]),
    title=st.text(max_size=300),
    alt=_TEXTS | st.just("long " * 500),
)


def messages(
    texts: st.SearchStrategy[str],
    rich: st.SearchStrategy[Html],
    values: st.SearchStrategy[str],
    *,
    most_buttons: int,
    most_blocks: int,
) -> st.SearchStrategy[Message]:
    """Messages of such texts, rich texts and values of buttons."""
    buttons = st.builds(
        Button,
        label=st.text(min_size=1, max_size=120),
        action=st.from_regex(r"[a-z]{1,9}\.[a-z_]{1,9}", fullmatch=True),
        value=values,
        style=st.sampled_from(Style),
        chosen=st.booleans(),
        form=st.booleans(),
    )
    rows = st.lists(buttons, max_size=most_buttons).map(tuple)
    blocks = (
        st.builds(Heading, text=rich)
        | st.builds(Paragraph, text=rich)
        | st.builds(Note, text=rich)
        | st.builds(Actions, text=rich, buttons=rows)
    )
    return st.builds(
        Message,
        text=texts,
        blocks=st.lists(blocks, max_size=most_blocks).map(tuple),
        files=st.lists(_FILES, max_size=3, unique_by=lambda file: file.id).map(tuple),
    )


def forms(*keys: str, people: Sequence[str], most_options: int) -> st.SearchStrategy[Form]:
    """Forms with a field of any kind for each key; ``people`` are those that are known."""
    values = {
        FieldKind.TEXT: _TEXTS,
        FieldKind.LINES: _TEXTS | st.text("a \n", min_size=2900, max_size=9500),
        FieldKind.DATE: st.just("") | st.dates().map(date.isoformat) | _TEXTS,
        FieldKind.TIME: st.just("") | st.times().map(lambda at: f"{at:%H:%M}") | _TEXTS,
        FieldKind.PERSON: st.sampled_from(["", *people]) | _TEXTS,
        FieldKind.CHOICE: st.text(max_size=100),
    }
    options = st.lists(
        st.builds(Option, value=st.text(max_size=100), label=st.text(min_size=1, max_size=160)),
        max_size=most_options,
        unique_by=lambda option: option.value,
    ).map(tuple)

    @st.composite
    def field(draw: st.DrawFn, key: str) -> Field:
        kind = draw(st.sampled_from(FieldKind))
        return Field(
            key=key,
            label=draw(st.text(min_size=1, max_size=100)),
            kind=kind,
            value=draw(values[kind]),
            hint=draw(st.text(max_size=50)),
            required=draw(st.booleans()),
            options=draw(options) if kind is FieldKind.CHOICE else (),
            max_length=draw(st.integers(1, 5000)),
        )

    return st.builds(
        Form,
        title=st.text(min_size=1, max_size=40),
        action=st.just("commit.save"),
        value=st.text(max_size=100),
        fields=st.tuples(*map(field, keys)),
        intro=st.text(max_size=4000).map(safe),
    )
