"""``/headway datateam fidelity``: how near meetings come to the rubric, by school and over time."""

from tests.fakes import Office
from tests.scenarios.test_datateam_rubrics import LOG, change_rubrics, the_rubric
from tests.talking import said


async def meet(office: Office, *lines: str) -> None:
    for line in lines:
        assert "Kept" in said(await office.say("vance", f"/headway datateam {line}"))


async def fidelity(office: Office, school: str = "", who: str = "chen") -> list[str]:
    answer = await office.say(who, f"/headway datateam fidelity {school}")
    return said(answer).strip().splitlines()[1:]


async def test_each_school_is_told_with_its_spread_its_principal_and_a_picture(
    office: Office,
) -> None:
    await meet(
        office,
        "lincoln grade 4 on 2026-11-09: 1 1, 2 2; principal away",
        "lincoln grade 4: 1 3, 2 3; principal there",
        "lincoln grade 5: 1 4",
        "marsh grade 4: 1 2; principal there",
    )

    assert await fidelity(office) == [
        "How near data-team meetings come to the rubric, since 1 July 2026",
        (
            "Between schools: from 2.0 at Marsh Street Elementary to 3.5 at Lincoln Elementary, "
            "each with its teams' latest meetings."
        ),
        (
            "Lincoln Elementary: 3.5 on a scale of 1 to 4, 2.8 in the meetings before (who met "
            "once counts as unchanged). 3 meetings."
        ),
        "▂·▇ November to January",
        "2 teams, from 3.0 to 4.0. The principal was there in 1 of 2. · D-1, D-2, D-3",
        "Marsh Street Elementary: 2.0 on a scale of 1 to 4. One meeting, too few for a trend.",
        "▃ January",
        "One team. The principal was there in 1 of 1. · D-4",
        "Each bar is a month's mean: ▁ is the low end of the scale, █ the high end, · no meeting.",
    ]


async def test_one_school_can_be_asked_for(office: Office) -> None:
    await meet(office, "lincoln grade 4: 1 3", "marsh grade 4: 1 2", "marsh grade 5: 1 2")

    told = await fidelity(office, "marsh")

    assert (
        "Marsh Street Elementary: 2.0 on a scale of 1 to 4. 2 meetings, each of another"
        in (told[1])
    )
    assert told[3] == "2 teams, all at 2.0. Nobody said whether the principal was there. · D-2, D-3"
    assert not [line for line in told if "Lincoln" in line or "Between" in line]
    assert "Did you mean Marsh Street" in "".join(await fidelity(office, "mars"))


async def test_a_school_without_a_scored_meeting_is_named(office: Office) -> None:
    await meet(office, "lincoln grade 4: 1 3")

    told = said(await office.say("boyd", "/headway datateam fidelity marsh"))

    assert "No data-team meeting at Marsh Street Elementary has been scored since" in told


async def test_meetings_of_before_this_school_year_do_not_count(office: Office) -> None:
    await meet(office, "lincoln grade 4 on 2026-05-04: 1 3")

    assert await fidelity(office) == [
        "How near data-team meetings come to the rubric, since 1 July 2026",
        "No data-team meeting has been scored since 1 July 2026. To begin: /headway datateam",
    ]


async def test_what_does_not_count_is_said(office: Office) -> None:
    await change_rubrics(office, await the_rubric(office), LOG)
    await meet(
        office,
        "lincoln grade 4 yesterday: pages 50",
        "lincoln grade 4: 1 3",
        "lincoln grade 5: principal there",
        "marsh grade 4: pages 60",
    )

    told = await fidelity(office)

    assert "Not scored: 1 meeting · D-3" in told
    assert "Left out because they were scored on another rubric or scale: D-1" in told
    assert not [line for line in told if line.startswith("Between schools")]


async def test_of_many_meetings_the_latest_are_numbered(office: Office) -> None:
    await meet(office, *[f"lincoln grade 4 on 2026-12-{day:02}: 1 3" for day in range(1, 11)])

    told = "\n".join(await fidelity(office))

    assert "10 meetings." in told
    assert "· D-3, D-4, D-5, D-6, D-7, D-8, D-9, D-10 and 2 earlier" in told


async def test_only_what_the_reader_may_see_counts_and_nobody_is_named(office: Office) -> None:
    form = (await office.say("boyd", "/headway datateam lincoln grade 4")).form
    await office.fill("boyd", form, row_1="1", audience="self", pledges="share it")

    assert "No data-team meeting has been scored" in "".join(await fidelity(office))
    own = "".join(await fidelity(office, who="boyd"))
    assert "Lincoln Elementary: 1.0" in own
    assert "Boyd" not in own
