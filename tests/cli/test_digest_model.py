"""``headway digest`` and ``headway doctor`` where a model may word digests."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.bootstrap import Headway
from bot.domain.audience import Audience
from bot.domain.digest import Digest, Line, PostedDigest
from bot.domain.model_use import ModelUse
from bot.domain.partnership import Partnership
from tests.builders import Changes, blocker, commitment
from tests.cli.shell import Shell, keep, with_bot
from tests.openai_server.server import KEY, OpenAIServer, serving

WEEK = ("--week", "2027-W02")
DIGEST = ("digest", "riverbend", *WEEK)


@pytest.fixture
def week(riverbend: None) -> None:
    keep(
        commitment(12, text="share the rubric with Mr. Boyd"),
        blocker(3, audience=Audience.PARTNER, text="no common planning time"),
    )


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAIServer]:
    with serving() as running:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        yield running


def agree(**changes: Changes) -> None:
    """Both sides agree that a model words the leaders' digest."""
    use = ModelUse(consent="Dana and Ruth, 4 January 2027", digests=(Audience.LEADERS,))

    async def agreed(headway: Headway) -> None:
        async with headway.store.write() as tx:
            partnership = await tx.get(Partnership, "riverbend")
            assert partnership is not None
            await tx.put(replace(partnership, model=replace(use, **changes)))

    with_bot(agreed)


@pytest.mark.usefixtures("week")
def test_with_key_and_consent_the_model_words_it(headway: Shell, server: OpenAIServer) -> None:
    agree()
    out = headway(*DIGEST, "--format", "json").out
    assert '"writer": "openai"' in out
    assert "T. Boyd" in out
    assert len(server.requests) == 1


@pytest.mark.usefixtures("week")
def test_the_templates_words_can_be_asked_for(headway: Shell, server: OpenAIServer) -> None:
    agree()
    out = headway(*DIGEST, "--format", "json", "--writer", "template").out
    assert '"writer": "template"' in out
    assert not server.requests


@pytest.mark.usefixtures("week", "server")
def test_what_was_posted_is_worded_anew_if_a_writer_is_named(headway: Shell) -> None:
    posted = Digest(
        partnership="riverbend",
        week="2027-W02",
        audience=Audience.LEADERS,
        writer="template",
        headline=Line(text="As it was posted."),
        sections=(),
    )
    at = datetime(2027, 1, 15, 20, tzinfo=UTC)
    kept = PostedDigest(
        partnership="riverbend",
        week="2027-W02",
        audience=Audience.LEADERS,
        made_at=at,
        digest=posted,
    )
    keep(kept)
    agree()
    assert headway(*DIGEST).out == "As it was posted.\n"
    assert "share the rubric" in headway(*DIGEST, "--writer", "openai").out


@pytest.mark.usefixtures("week")
def test_without_a_key_no_model_can_be_asked_for(headway: Shell) -> None:
    ran = headway(*DIGEST, "--writer", "openai")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("No model may word this digest: OPENAI_API_KEY is missing;")


@pytest.mark.usefixtures("week", "server")
def test_without_consent_no_model_can_be_asked_for(headway: Shell) -> None:
    said = "No model may word this digest: the partnership file has no consent under model"
    assert headway(*DIGEST, "--writer", "openai").err.startswith(said)
    agree()
    said = "No model may word this digest: the partnership file does not list partner under model"
    assert headway(*DIGEST, "--audience", "partner", "--writer", "openai").err.startswith(said)


@pytest.mark.usefixtures("week")
def test_a_server_that_fails_leaves_the_templates_words_and_says_so(
    headway: Shell, server: OpenAIServer
) -> None:
    agree()
    server.behave("server_error")
    out = " ".join(headway(*DIGEST).out.split())
    assert out.endswith("Written from the template: the writing service had a failure.")


@pytest.mark.usefixtures("week")
def test_the_prompt_is_what_goes_out_to_the_letter(headway: Shell, server: OpenAIServer) -> None:
    agree()
    headway(*DIGEST)
    shown = headway(*DIGEST, "--show-prompt").out
    assert shown.startswith(f"This goes out to {server.url[7:-3]}, gpt-5.4-mini:")
    (sent,) = server.requests
    for message in sent["messages"]:
        assert same_word(message["content"]) in same_word(shown)


def same_word(text: str) -> str:
    """The text with the same word at every fence, which is another one each time."""
    return re.sub(r"(?m)^(DATA|END) [0-9a-f]{16}$", r"\1", text)


@pytest.mark.usefixtures("week")
def test_the_prompt_is_shown_before_anybody_agreed_and_nothing_goes_out(
    headway: Shell, server: OpenAIServer
) -> None:
    shown = headway(*DIGEST, "--show-prompt").out
    assert shown.startswith("Nothing goes out: the partnership file has no consent under model")
    assert "share the rubric with the principal of Lincoln Elementary" in shown
    assert "planning time" not in shown
    assert not server.requests


@pytest.mark.usefixtures("riverbend")
def test_of_a_week_without_anything_there_is_no_prompt(headway: Shell) -> None:
    said = "Nothing goes out for this digest: nothing was said or done in its week.\n"
    assert headway(*DIGEST, "--show-prompt").out == said


@pytest.mark.usefixtures("riverbend")
def test_the_doctor_says_that_words_are_on_and_for_what(
    headway: Shell, server: OpenAIServer
) -> None:
    agree(capture=True)
    assert (
        f"ok    riverbend: words from a model are on ({server.url[7:-3]}, gpt-5.4-mini) for the "
        "digest for leaders, what people promise in plain words. People go out as roles. Agreed: "
        "Dana and Ruth, 4 January 2027\n"
    ) in headway("doctor").out


@pytest.mark.usefixtures("riverbend", "server")
def test_the_doctor_says_that_consent_is_missing(headway: Shell) -> None:
    ran = headway("doctor")
    assert ran.code == 0
    assert "ok    riverbend: words from a model are off: the partnership file has no" in ran.out


@pytest.mark.usefixtures("riverbend")
def test_the_doctor_cares_where_both_agreed_and_the_key_is_missing(headway: Shell) -> None:
    agree(digests=())
    ran = headway("doctor")
    assert ran.code == 1
    assert "care  riverbend: words from a model are off: OPENAI_API_KEY is missing" in ran.out


@pytest.mark.usefixtures("riverbend", "server")
def test_the_doctor_says_that_it_is_for_nothing(headway: Shell) -> None:
    agree(digests=())
    assert "gpt-5.4-mini) for nothing. People" in headway("doctor").out
