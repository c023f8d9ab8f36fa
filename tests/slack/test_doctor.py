"""``headway doctor`` about Slack: one line for each finding, which says what to do."""

import pytest

from integrations.core import Finding
from tests.fakes import MONDAY
from tests.slack.whole import INSTALLABLE, Whole

START = "riverbend: slack T000000001: "


def care(findings: list[Finding]) -> list[str]:
    return [text.removeprefix(START) for ok, text in findings if not ok]


async def test_where_all_is_well_there_is_a_line_for_each_thing_that_was_looked_at(
    whole: Whole,
) -> None:
    findings = await whole.doctor()
    assert not care(findings)
    assert [text.removeprefix(START) for _, text in findings[2:]] == [
        "riverbend: the district's platform, slack, is on.",
        "riverbend: the partner's platform, slack, is on.",
        (
            "riverbend: words from a model are off: OPENAI_API_KEY is missing; docs/writer.md says "
            "how to switch it on."
        ),
        "Headway is installed in Riverbend Schools, with all permissions.",
        "the channel leadership (C000000001) is #leadership, and Headway is in it.",
        "the channel partner (C000000002) is #riverbend-partnership, and Headway is in it.",
        "10 of 10 people are found in Slack.",
    ]


@pytest.mark.parametrize(
    ("variable", "says"),
    [
        ("SLACK_SIGNING_SECRET", "SLACK_SIGNING_SECRET is missing"),
        ("SLACK_BOT_TOKEN", "SLACK_BOT_TOKEN is missing"),
    ],
)
async def test_what_is_missing_in_the_settings_is_named(
    whole: Whole, variable: str, says: str
) -> None:
    whole.set(**{variable: ""})
    district, partner = care(await whole.doctor())
    assert district.startswith(f"riverbend: the district's platform, slack, is off: {says}")
    assert partner.startswith(f"riverbend: the partner's platform, slack, is off: {says}")


async def test_a_token_that_slack_does_not_take(whole: Whole) -> None:
    whole.set(SLACK_BOT_TOKEN="xoxb-old")
    assert "invalid_auth. Correct SLACK_BOT_TOKEN, or install" in care(await whole.doctor())[-1]


async def test_a_token_of_another_workspace_than_the_files(whole: Whole) -> None:
    whole.slack.add_team("T000000002")
    whole.set(SLACK_BOT_TOKEN=whole.slack.bot_token("T000000002"))
    (said,) = care(await whole.doctor())
    assert said == (
        "Headway is not installed in this workspace, but in T000000002. Correct the id in the "
        "file, or install it."
    )


async def test_an_app_that_nobody_has_installed_yet(whole: Whole) -> None:
    whole.set(**INSTALLABLE, SLACK_BOT_TOKEN="")
    (said,) = care(await whole.doctor())
    assert said == (
        "Headway is not installed in this workspace: open this server's /slack/install."
    )


async def test_permissions_that_are_missing_are_named_and_no_others(whole: Whole) -> None:
    for scope in ("im:history", "channels:history", "groups:history"):
        whole.slack.team().scopes.remove(scope)
    (said,) = care(await whole.doctor())
    assert said.startswith("Headway lacks permissions in Riverbend Schools: im:history. Give the")


async def test_channels_that_are_archived_unknown_or_without_the_bot(whole: Whole) -> None:
    team = whole.slack.team()
    team.channels["C000000001"].is_archived = True
    team.channels["C000000002"].members.remove(team.bot_user)
    archived, alone = care(await whole.doctor())
    assert archived.startswith("the channel leadership (C000000001) was archived. Open it again")
    assert "Headway is not in #riverbend-partnership. Type /invite @Headway there." in alone

    del team.channels["C000000001"]
    assert "There is no such Slack channel" in care(await whole.doctor())[0]


async def test_people_who_are_not_found_or_have_left(whole: Whole) -> None:
    users = whole.slack.team().users
    del users["U000000004"]
    users["UPRICE"].email = "another@riverbend.example"
    users["U000000005"].deleted = True
    boyd, price, rossi = care(await whole.doctor())
    assert boyd.startswith("Terrence Boyd: nobody in this workspace has the user id U000000004.")
    assert rossi.startswith("Paula Rossi: this Slack account was deactivated. Correct the file")
    assert price.startswith("Jordan Price: nobody in this workspace has the address price@")


async def test_when_slack_does_not_say_who_is_there_that_is_the_finding(whole: Whole) -> None:
    whole.slack.order("users.list", error="invalid_arguments")
    (said,) = care(await whole.doctor())
    assert said.startswith("Nobody could be looked up. Slack refused users.list")


async def test_a_token_for_socket_mode_that_does_not_work(whole: Whole) -> None:
    whole.set(SLACK_APP_TOKEN="xapp-old")
    said = "SLACK_APP_TOKEN does not open Socket Mode: invalid_auth. Make a new one."
    assert care(await whole.doctor()) == [said]

    whole.set(SLACK_APP_TOKEN=whole.slack.app_token())
    assert not care(await whole.doctor())


async def test_faults_of_the_last_days_are_told_with_their_number(whole: Whole) -> None:
    headway = await whole.loaded()
    whole.slack.order("chat.postMessage", error="invalid_blocks", times=2)
    await headway.tick(MONDAY)
    (said,) = care(await whole.doctor())
    assert said == (
        "Slack refused chat.postMessage: invalid_blocks. (2 times, the last time on 2027-01-11)"
    )


async def test_looking_makes_no_fault_of_its_own(whole: Whole) -> None:
    whole.slack.team().scopes.remove("channels:read")
    first = care(await whole.doctor())
    assert "It needs channels:read." in first[-1]
    assert care(await whole.doctor()) == first
