"""Reading a partnership file: the good one as it is, and every mistake in plain words."""

import tomllib
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from bot.domain.cadence import Weekday
from bot.domain.calendar import Period
from bot.domain.model_use import Called, ModelUse
from bot.domain.people import Level, Side
from bot.load import FileRefusedError
from integrations.partnership_file import read_partnership
from tests.integrations.riverbend import GOOD, edited, read, refusal

MISTAKES = tomllib.loads(
    (Path(__file__).parents[1] / "data" / "partnership_mistakes.toml").read_text(encoding="utf-8")
)["case"]
IDS = [f"{n}: {case['said'][:50]}" for n, case in enumerate(MISTAKES)]


def test_the_format_loads_as_it_is() -> None:
    file = read(GOOD)

    made = file.partnership
    assert (made.key, made.district.name) == ("riverbend", "Riverbend Public Schools")
    assert [len(part) for part in (made.schools, file.people, made.cadences)] == [4, 10, 2]
    assert made.digest is not None
    assert made.digest.post_to == ("leadership", "partner")
    assert file.warnings == ()


def test_people_stand_on_their_side_with_what_the_file_says_of_them() -> None:
    people = {person.key: person for person in read(GOOD).people}

    haddad, price = people["haddad"], people["price"]
    assert (haddad.level, haddad.school) == (Level.SCHOOL, "riverbend-ms")
    assert haddad.timezone == "America/Chicago"
    assert (price.user, price.email) == (None, "price@riverbend.example")
    assert people["vance"].side is Side.PARTNER


def test_rhythms_are_read_into_days_times_and_weeks() -> None:
    weekly, biweekly = read(GOOD).partnership.cadences

    assert (weekly.every, weekly.day, weekly.at) == (1, Weekday.MONDAY, time(8))
    assert weekly.open_for == timedelta(days=4)
    assert weekly.remind_after == (timedelta(days=1), timedelta(days=3))
    assert (biweekly.every, biweekly.starts) == (2, date(2027, 1, 4))


def test_question_sets_that_ship_with_the_bot_are_there_without_being_named() -> None:
    start = GOOD.index("questions:  ")
    made = read(GOOD[:start] + GOOD[GOOD.index("cadences:") :]).partnership

    assert made.questions("leaders") == read(GOOD).partnership.questions("leaders")
    partner = made.questions("partner")
    assert partner is not None
    assert [one.key for one in partner.questions] == ["where", "in-the-way", "helping", "next"]


def test_a_question_set_of_the_file_replaces_the_one_that_ships() -> None:
    made = read(edited("Where are you in the effort? >> Where do you stand?")).partnership

    leaders = made.questions("leaders")
    assert leaders is not None
    assert leaders.questions[0].text == "Where do you stand?"
    assert [one.key for one in made.question_sets] == ["leaders", "partner"]


@pytest.mark.parametrize(
    "edit",
    [
        'at: "15:00" >> at: 15:00',
        "at: \"08:00\" >> at: '8:00'",
        "open_for: 4 days >> open_for: 100 hours",
        "every: week >> every: 1 week",
        "day: monday >> day: Monday",
        "    starts: 2027-01-04 >>     starts: 2027-01-05",
        "level: school, school: lincoln >> level: school",
        "level: district, email: chen >> level: board, school: marsh, email: chen",
        "level: partner, email: imai >> level: partner, school: marsh, email: imai",
        "timezone: America/Chicago >> timezone:",
        "remind_after: [1 day, 3 days] >> remind_after:",
        "from: 2027-02-15, to: 2027-02-19 >> from: 2027-02-15",
    ],
)
def test_what_is_allowed(edit: str) -> None:
    assert read(edited(edit)).warnings == ()


@pytest.mark.parametrize(
    ("value", "country"),
    [("US-MA", "US-MA"), ("none", None), ("false", None), ("no", None), ("NO", "NO")],
)
def test_holidays_are_those_of_a_country_or_none(value: str, country: str | None) -> None:
    calendar = read(edited(f"holidays: US >> holidays: {value}")).partnership.calendar

    assert calendar.holidays == country


@pytest.mark.parametrize("case", MISTAKES, ids=IDS)
def test_each_kind_of_mistake_is_told_with_its_line(case: dict[str, str]) -> None:
    found = refusal(edited(f"{case['old']} >> {case['new']}"))

    assert f"riverbend.yaml:{case['line']}: {case['said']}" in found


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines() -> None:
    text = edited("school: marsh >> school: mars", '"08:00" >> "25:00"')

    assert refusal(text) == [
        'riverbend.yaml:26: people[4].school: there is no school "mars". Did you mean "marsh"?',
        'riverbend.yaml:85: cadences[0].at: "25:00" is not a time of day. Write it as "08:00".',
        "Nothing was changed. 2 mistakes.",
    ]


def test_one_slip_of_the_pen_is_one_mistake() -> None:
    """A misspelled section is not told again wherever the file leans on it."""
    assert refusal(edited("schools: >> shools:")) == [
        'riverbend.yaml:14: shools: "shools" is not known here. Did you mean "schools"?',
        "Nothing was changed. 1 mistake.",
    ]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", ": the file is empty."),
        (b"# a comment\n", ": the file is empty."),
        (b"key: a\nname: \xff\n", ":2: this is not UTF-8 text. Save the file as UTF-8."),
        (b"- a\n", ':1: a partnership file begins with fields, such as "key: riverbend".'),
        (b"key: [a\nb: c", ":2: a bracket is not closed, or a comma is missing."),
        (b"key: a: b", ":1: put quotes around texts with a colon; check the indent."),
        (b"key:\n\tx: 1", ":2: indent with spaces, and put quotes around texts with @, ` or %."),
        (b"key: 'a\nb: c\n", ":3: a quotation mark is not closed."),
        (b"key: *a", ":1: a *name must be given with &name before it is used."),
        (b"key: a\n---\nkey: b", ':2: a file holds one partnership: take out what follows "---".'),
        (b"key: a\nb\nc: d", ':3: a key stands without its ":".'),
        (b"key: a\n-b: \x07", ":2: this holds a character that cannot be shown. Take it out."),
        (b"%X y\na", ":2: this is not YAML: expected '<document start>', but found '<scalar>'."),
        (b"[" * 2000, ": lists and fields lie too deep in each other."),
    ],
)  # fmt: skip
def test_what_is_no_yaml_is_one_clear_mistake(raw: bytes, said: str) -> None:
    assert refusal(raw) == [f"riverbend.yaml{said}", "Nothing was changed. 1 mistake."]


@pytest.mark.parametrize(
    ("line", "said"),
    [("a: &x [*x]", "this refers to itself."), ("? [a]\n: b", "a key must be a plain word.")],
)
def test_yaml_that_plain_data_cannot_hold_is_refused(line: str, said: str) -> None:
    assert f"riverbend.yaml:101: {said}" in refusal(f"{GOOD}{line}\n")


def test_names_for_parts_of_the_file_can_be_used() -> None:
    text = edited(
        "timezone: America/New_York >> timezone: &zone America/New_York",
        "timezone: America/New_York} >> timezone: *zone}",
    )

    assert read(text).partnership == read(GOOD).partnership


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert read(b"\xef\xbb\xbf" + GOOD.encode()) == read(GOOD)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.yaml", "there is no such file."),
        (".", "this is a folder. Name the file in it."),
        ("a\0b", "it cannot be read: embedded null byte."),
    ],
)
def test_what_cannot_be_opened_is_one_clear_mistake(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(FileRefusedError) as caught:
        read_partnership(tmp_path / name)

    assert str(caught.value) == f"{tmp_path / name}: {said}\nNothing was changed. 1 mistake."


def test_closures_of_an_ics_file_beside_it_are_closed_days(tmp_path: Path) -> None:
    event = "BEGIN:VEVENT\nSUMMARY:Snow\nDTSTART;VALUE=DATE:20270120\nEND:VEVENT"
    (tmp_path / "days.ics").write_text(f"BEGIN:VCALENDAR\n{event}\nEND:VCALENDAR\n")
    (tmp_path / "riverbend.yaml").write_text(edited("holidays: US >> ics: days.ics"))

    calendar = read_partnership(tmp_path / "riverbend.yaml").partnership.calendar

    snow = Period(first=date(2027, 1, 20), last=date(2027, 1, 20), name="Snow")
    assert calendar.holidays == "US"
    assert [one.name for one in calendar.closed] == ["Winter recess", "Spring recess", "Snow"]
    assert calendar.closed[-1] == snow


def test_an_ics_file_that_is_missing_is_a_mistake_on_its_line() -> None:
    found = refusal(edited("holidays: US >> ics: days.ics"))

    said = 'the calendar "days.ics" cannot be read: no such file or directory.'
    assert found[0] == f"riverbend.yaml:65: calendar.ics: {said}"


TOO_MANY = (
    "There are 6 strategies. Districts get further with few, 5 at the most: each one needs "
    "people’s time and follow-up, and what everybody works on is what everybody remembers."
)
MORE = "".join(f"    - {{key: more-{n}, name: More}}\n" for n in range(3))


@pytest.mark.parametrize(
    ("edit", "warning"),
    [
        (
            f"  look_fors: >> {MORE}  look_fors:",
            TOO_MANY,
        ),
        ("levels: [partner] >> levels: [board]", 'The cadence "partner-biweekly" asks nobody.'),
        (
            "open_for: 4 days >> open_for: 8 days",
            'A check-in of "leaders-weekly" is still open when the next one comes.',
        ),
        ("\n  leaders:\n >> \n  leader:\n", 'No cadence asks the questions "leader".'),
    ],
)
def test_what_may_be_a_slip_is_loaded_with_a_warning(edit: str, warning: str) -> None:
    assert read(edited(edit)).warnings == (warning,)


def test_the_site_days_that_both_sides_agreed_on_are_optional() -> None:
    with_days = read(edited("digest:\n  day >> site_days: {per_month: 5}\ndigest:\n  day"))

    assert with_days.partnership.site_days_per_month == 5
    assert read(edited("key: riverbend >> key: riverbend")).partnership.site_days_per_month is None


def test_the_agenda_is_kept_beside_what_chat_may_make_of_it() -> None:
    partnership = read(edited("key: riverbend >> key: riverbend")).partnership

    assert partnership.filed == partnership.agenda


def test_who_reads_a_digest_over_has_two_hours_unless_the_file_says_otherwise() -> None:
    plan = read(edited('at: "15:00" >> at: "15:00"\n  approve: "@vance"')).partnership.digest
    longer = 'at: "15:00" >> at: "15:00"\n  approve: vance\n  approve_by: "18:30"'

    assert plan
    assert (plan.approve, plan.approve_by) == ("vance", time(17))
    assert read(edited(longer)).partnership.digest == replace(plan, approve_by=time(18, 30))


def test_a_model_is_used_for_what_was_agreed_alone() -> None:
    model = read(
        edited("digest:\n  day >> model: {consent: Both}\ndigest:\n  day")
    ).partnership.model

    assert model
    assert model == ModelUse(consent="Both")
    assert not model.capture
    assert model.people is Called.ROLES
    assert read(edited("key: riverbend >> key: riverbend")).partnership.model is None
