"""What people type is shown as typed, whatever it looks like."""

import pytest

from bot.domain.commitment import Commitment
from bot.domain.help import Help
from bot.messages import plain
from prompts.filters import cut
from tests.fakes import Office, fields_of, text_of
from tests.talking import get, said

TEXTS = [
    "<script>alert('x')</script> & <b>bold</b>",
    "*bold* _italics_ ~gone~ `code`",
    "{{ 7 * 7 }} {% for x in y %} {{ ''.__class__ }}",
    "👩🏽‍🏫 says “yes” 🎉",
    "نلتقي كل أسبوع",
    "a \u202e backwards",
    "&amp; &#34;quoted&#34; 'and' \"this\"",
    "x" * 10_000,
    "word " * 2_000 + "end",
    "%s %(name)s \\n $HOME",
]


@pytest.mark.parametrize("text", TEXTS)
async def test_a_promise_is_kept_and_shown_as_typed(office: Office, text: str) -> None:
    answer = await office.say("boyd", f"/commit {text}")

    assert (await get(office, Commitment, 1)).text == text
    assert text in said(answer)
    assert cut(text) in said(await office.say("boyd", "/commit list"))
    form = (await office.press("boyd", answer.reply, "Edit")).form
    assert fields_of(form)["text"] == text


@pytest.mark.parametrize("text", TEXTS)
async def test_an_answer_is_shown_as_typed(office: Office, text: str) -> None:
    await office.tick()

    assert text in said(await office.say("boyd", text))


@pytest.mark.parametrize("text", TEXTS)
async def test_what_is_misunderstood_is_repeated_as_typed(office: Office, text: str) -> None:
    assert text in said(await office.say("boyd", f"/nonsense {text}"))
    assert text in said(await office.say("boyd", f"/commit done C-7 {text}"))
    assert text in said(await office.say("boyd", text))


async def test_no_markup_gets_through(office: Office) -> None:
    answer = await office.say("boyd", "/helping <script>x</script> <b>loud</b>")

    assert answer.reply is not None
    block = answer.reply.blocks[0].text
    assert "<script>" not in block
    assert "&lt;b&gt;loud&lt;/b&gt;" in block
    assert "<b>loud</b>" in plain(block)


async def test_names_of_people_are_escaped_too(office: Office) -> None:
    answer = await office.say("boyd", "/commit x @<b>")

    assert answer.reply is not None
    assert all("@<b>" not in block.text for block in answer.reply.blocks)


async def test_unknown_words_in_markup_are_only_words(office: Office) -> None:
    answer = await office.say("boyd", "/{{7*7}} <i>x</i>")

    assert "I know no word “{{7*7}}”" in said(answer)


async def test_a_long_text_begins_the_notification_with_one_line(office: Office) -> None:
    answer = await office.say("boyd", "/helping first line\nsecond line")

    assert answer.reply is not None
    assert answer.reply.text == "Kept as helping: first line"
    assert (await get(office, Help, 1)).text == "first line\nsecond line"


async def test_a_character_that_no_database_holds_is_left_out(office: Office) -> None:
    kept = await office.say("boyd", "/commit share\x00 the rubric")
    edited = await office.press("boyd", kept.reply, "Edit")
    saved = await office.fill("boyd", edited.form, text="share the \x00minutes")

    listed = await office.act("boyd", "headway.type", "/com\x00mit list")

    assert "share the rubric" in text_of(kept.reply)
    assert "share the minutes" in text_of(saved.reply)
    assert "share the minutes" in text_of(listed.reply)
