"""What people typed, read from Teams' marks."""

import pytest

from integrations.teams.said import Written, mentions, read_html, written
from integrations.teams.values import Json

BOT = {"id": "28:bot", "name": "Headway"}
QUOTE = (
    '<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="1600">'
    '<strong itemprop="mri">Headway</strong><span itemprop="time" itemid="1600"></span>'
    '<p itemprop="preview">How is it going?</p></blockquote><p>Teams met twice &amp; well</p>'
)


def mention(text: str, account: str, name: str) -> Json:
    return {"type": "mention", "text": text, "mentioned": {"id": account, "name": name}}


def a_message(text: str, *entities: Json, **more: object) -> Json:
    return {"text": text, "recipient": BOT, "entities": [*entities], **more}


TO_BOT = mention("<at>Headway</at>", "28:bot", "Headway")
MEI = mention("<at>Mei</at>", "29:mei", "Mei Chen")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("&amp;lt;", "&lt;"),
        ("<at>Headway</at>&nbsp;help\n", "help"),
        ("<at>Headway</at>: help", "help"),
        ("thank you <at>Headway</at>!", "thank you !"),
        ("commit <at>Mei</at> sends it", "commit @Mei.Chen sends it"),
        ("ask <at>Dana Price</at>", "ask @Dana.Price"),
        ("one\r\ntwo  \n\n\n\nthree", "one\ntwo\n\nthree"),
        ("1 < 2 <> <b> <", "1 < 2 <> <b> <"),
    ],
)
def test_marks_are_read_as_people_see_them(text: str, plain: str) -> None:
    assert written(a_message(text, TO_BOT, MEI)) == Written(text=plain)


def test_a_name_with_marks_in_it_is_a_name() -> None:
    odd = mention("<at>A</at>", "29:a", "A &amp; <b>")

    assert written(a_message("ask <at>A</at>", odd)).text == "ask @A.&amp;.<b>"


def test_a_text_with_tags_is_read_without_them() -> None:
    heard = a_message("<p><at>Headway</at> <b>commit</b> a<br>b</p>", TO_BOT, textFormat="xml")

    assert written(heard).text == "commit a\nb"


def test_a_quoted_message_is_told_by_an_entity() -> None:
    quote = {"type": "quotedReply", "quotedReply": {"messageId": "1600"}}

    heard = written(a_message('<quoted messageId="1600"/> Teams met', quote))

    assert heard == Written(text="Teams met", quoted="1600")


def test_a_quoted_message_is_told_by_the_html_beside_the_text() -> None:
    shown = {"contentType": "text/html", "content": QUOTE}

    heard = written(a_message("Headway How is it going? Teams met", attachments=[shown]))

    assert heard == Written(text="Teams met twice & well", quoted="1600")


def test_the_html_beside_a_plain_message_changes_nothing() -> None:
    shown = [{"contentType": "text/html", "content": "<p>Teams <b>met</b></p>"}, "nonsense"]

    assert written(a_message("Teams met", attachments=shown)) == Written(text="Teams met")


@pytest.mark.parametrize(
    ("content", "plain"),
    [
        ("<div><div>a &lt;b&gt;\n c</div>\n</div>", "a <b> c"),
        ("<p>a</p><p>&nbsp;</p><p>b</p>", "a\n\nb"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ('<at id="0">Mei Chen</at> sends it', "Mei Chen sends it"),
        ('<a href="https://x.example/a">the rubric</a>', "the rubric (https://x.example/a)"),
        ('<a href="https://x.example/a">x.example/a</a>', "x.example/a"),
        ('<a href="mailto:a@b.example">a@b.example</a></a>', "a@b.example"),
        ('well done <emoji alt="😀"></emoji><img src="x">', "well done 😀"),
        ("<blockquote>said before</blockquote>now", "said before\nnow"),
        (QUOTE, "Teams met twice & well"),
        ("1 < 2 & 3", "1 < 2 & 3"),
    ],
)
def test_html_is_read_as_people_see_it(content: str, plain: str) -> None:
    assert read_html(content).text == plain


def test_who_is_mentioned_is_found() -> None:
    heard = a_message("<at>Headway</at>", TO_BOT, {"type": "clientInfo"})

    assert mentions(heard, "28:bot")
    assert not mentions(heard, "29:mei")
    assert not mentions({"entities": None}, None)
