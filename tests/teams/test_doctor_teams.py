"""``headway doctor`` about Teams: one line for each finding, which says what to do."""

from integrations.core import Finding
from tests.fakes import MONDAY, USERS
from tests.teams.fake.state import TENANT
from tests.teams.riverbend import LEADERSHIP, PARTNERS, teams_id
from tests.teams.whole import Whole

START = f"riverbend: teams {TENANT}: "


def care(findings: list[Finding]) -> list[str]:
    return [text.removeprefix(START) for ok, text in findings if not ok]


async def test_where_all_is_well_there_is_a_line_for_each_thing_that_was_looked_at(
    whole: Whole,
) -> None:
    await whole.loaded()
    await whole.installed()
    findings = await whole.doctor()
    assert not care(findings)
    assert [text.removeprefix(START) for _, text in findings[2:]] == [
        "riverbend: the district's platform, teams, is on.",
        "riverbend: the partner's platform, teams, is on.",
        (
            "riverbend: words from a model are off: OPENAI_API_KEY is missing; docs/writer.md says "
            "how to switch it on."
        ),
        f"the channel leadership ({LEADERSHIP}) has 10 members, and Headway is in it.",
        f"the channel partner ({PARTNERS}) has 10 members, and Headway is in it.",
        "10 of 10 people have Headway in Teams, or are in a team with it.",
    ]


async def test_before_anybody_has_added_the_app_it_says_for_whom_and_what_to_do(
    whole: Whole,
) -> None:
    said = care(await whole.doctor())
    assert "add the app there" in said[0]
    assert len([line for line in said if "is not in this person's Teams yet" in line]) == len(USERS)


async def test_a_channel_of_a_team_without_the_app(whole: Whole) -> None:
    await whole.loaded()
    await whole.teams.user(teams_id("boyd")).installs()
    said = care(await whole.doctor())
    assert said[0].startswith(f"the channel leadership ({LEADERSHIP}): ")
    assert said[0].endswith("add the app there.")


async def test_what_is_missing_in_the_settings_is_named(whole: Whole) -> None:
    whole.set(TEAMS_APP_PASSWORD="")
    district, _ = care(await whole.doctor())
    assert district.startswith(
        "riverbend: the district's platform, teams, is off: TEAMS_APP_PASSWORD is missing"
    )


async def test_without_any_setting_it_says_where_to_begin(whole: Whole) -> None:
    whole.set(TEAMS_APP_ID="", TEAMS_APP_PASSWORD="", TEAMS_TENANT_ID="")
    assert "docs/teams.md says which" in care(await whole.doctor())[0]


async def test_a_secret_that_has_expired(whole: Whole) -> None:
    whole.teams.order("token", status=401, code="AADSTS7000222", message="expired", times=9)
    assert "has expired. Make a new one" in " ".join(care(await whole.doctor()))


async def test_a_tenant_of_another_registration_than_the_files(whole: Whole) -> None:
    whole.set(TEAMS_TENANT_ID="00000000-0000-4000-8000-0000000000ff")
    said = " ".join(care(await whole.doctor()))
    assert "there is no registration for the tenant, only for 00000000-0000-4000-8000-0000" in said


async def test_what_teams_refused_because_of_us_is_told_for_a_week(whole: Whole) -> None:
    headway = await whole.loaded()
    await whole.installed()
    whole.teams.order("send", status=400, code="BadSyntax")
    await headway.tick(MONDAY)
    await whole.settled()
    assert [line for line in care(await whole.doctor()) if "BadSyntax" in line]
