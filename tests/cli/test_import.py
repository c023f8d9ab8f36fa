"""``headway import``"""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.bootstrap import Headway
from bot.cli.importing import watched
from bot.domain.walkthrough import Walkthrough
from tests.cli.shell import Ran, Shell, with_bot
from tests.importing import HERE

WALKTHROUGHS = ("import", "riverbend", "walkthroughs")
ROWS = str(HERE / "walkthroughs.csv")


def _kept() -> list[Walkthrough]:
    found: list[Walkthrough] = []

    async def work(headway: Headway) -> None:
        async with headway.store.read() as tx:
            found.extend(await tx.find(Walkthrough, partnership="riverbend"))

    with_bot(work)
    return found


@pytest.mark.usefixtures("riverbend")
def test_a_dry_run_says_what_would_come_and_changes_nothing(headway: Shell) -> None:
    ran = headway(*WALKTHROUGHS, ROWS, "--dry-run")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "3 rows: 3 new walkthroughs, 0 there already.",
        "",
        "New, by month and school",
        "  2026-01  Lincoln Elementary 1, Marsh Street Elementary 1",
        "  2026-02  Lincoln Elementary 1",
        "",
        "The first of them",
        *(HERE / "walkthroughs.txt").read_text().splitlines(),
        "",
        "Nothing was changed: this was a dry run.",
    ]
    assert not _kept()


@pytest.mark.usefixtures("riverbend")
def test_the_real_run_says_the_same_and_which_numbers_were_given(headway: Shell) -> None:
    dry = headway(*WALKTHROUGHS, ROWS, "--dry-run").out.splitlines()
    assert headway(*WALKTHROUGHS, ROWS).out.splitlines() == [*dry[:-1], "Kept: W-1 to W-3."]
    assert [record.by for record in _kept()] == ["import"] * 3


@pytest.mark.usefixtures("riverbend")
def test_again_nothing_is_new(headway: Shell) -> None:
    headway(*WALKTHROUGHS, ROWS)
    ran = headway(*WALKTHROUGHS, ROWS)
    assert ran.out.splitlines()[0] == "3 rows: 0 new walkthroughs, 3 there already."
    assert ran.out.splitlines()[-1] == "Nothing was changed: there is nothing new."
    assert len(_kept()) == 3


@pytest.mark.usefixtures("riverbend")
def test_the_digest_of_its_own_week_tells_what_was_loaded(headway: Shell) -> None:
    headway(*WALKTHROUGHS, ROWS)
    assert "[W-1" in headway("digest", "riverbend", "--week", "2026-W04").out


@pytest.mark.usefixtures("riverbend")
def test_with_a_map_and_by_somebody(headway: Shell) -> None:
    given = ("--map", str(HERE / "theirs.yaml"), "--by", "Vance")
    ran = headway(*WALKTHROUGHS, str(HERE / "theirs.csv"), *given)
    assert "Columns that are not used: Date of visit." in ran.out
    assert [record.by for record in _kept()] == ["vance"] * 2


@pytest.mark.usefixtures("riverbend")
def test_one_record_has_one_number(headway: Shell, place: Path) -> None:
    (place / "one.csv").write_text("date,indicator,value\n2026-01-31,visits,61\n")
    ran = headway("import", "riverbend", "indicators", "one.csv")
    assert ran.out.splitlines()[0] == "1 row: 1 new reading, 0 there already."
    assert ran.out.splitlines()[-1] == "Kept: I-1."


@pytest.mark.usefixtures("riverbend")
def test_a_file_with_mistakes_changes_nothing(process: Callable[..., Ran], place: Path) -> None:
    (place / "wrong.csv").write_text("date,school,text\n2026-01-20,lincoln,ok\n,lincoln,b\n")
    said = "wrong.csv:3: date: a day is needed.\nNothing was changed. 1 mistake.\n"
    assert process(*WALKTHROUGHS, "wrong.csv") == Ran(2, "", said)
    assert not _kept()


@pytest.mark.usefixtures("riverbend")
@pytest.mark.parametrize("word", ["walkthroughs", "datateams", "indicators"])
def test_the_template_is_a_table_to_fill_in(headway: Shell, place: Path, word: str) -> None:
    titles = headway("import", "riverbend", word, "--template").out
    assert titles == (HERE / f"{word}.csv").read_text().splitlines(True)[0]
    (place / "empty.csv").write_text(titles)
    assert headway("import", "riverbend", word, "empty.csv").out.startswith("0 rows: 0 new")


@pytest.mark.usefixtures("riverbend")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Name a file, or print titles to fill in: import … walkthroughs --template\n"),
        ((ROWS, "--by", "bod"), 'Nobody here is "bod". Did you mean boyd?\n'),
        (("no.csv",), "no.csv: there is no such file.\nNothing was changed. 1 mistake.\n"),
    ],
)
def test_what_is_lacking_is_told(headway: Shell, words: tuple[str, ...], said: str) -> None:
    assert headway(*WALKTHROUGHS, *words) == Ran(2, "", said)


@pytest.mark.usefixtures("riverbend")
def test_an_unknown_partnership_or_kind_is_told(headway: Shell) -> None:
    assert headway("import", "river", "walkthroughs", ROWS).err.startswith(
        'There is no partnership "river". There is riverbend.'
    )
    ran = headway("import", "walkthroughs", ROWS)
    assert (ran.code, "--help" in ran.err) == (2, True)


def test_on_a_terminal_a_bar_shows_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    with watched() as watch:
        assert list(watch(range(3), "Reading rows")) == [0, 1, 2]
    assert "Reading rows" in capsys.readouterr().err
