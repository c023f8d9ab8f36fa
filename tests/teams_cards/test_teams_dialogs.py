"""Forms at Teams: what stands in them, and what comes back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import Field, FieldKind, Form, Html, Option, plain
from integrations.teams.dialogs import DATA_KEY, key_in, read_dialog, to_dialog
from tests.anything import forms
from tests.slack_cards.reading import bare
from tests.teams_cards.adaptive import Json, check_dialog, inputs, read

PEOPLE = [Option(value="boyd", label="Ann Boyd"), Option(value="vance", label="Dana Vance")]
REQUIRED = "Please fill this in."


def submission(dialog: Json, **typed: object) -> Json:
    """The ``data`` that Teams sends: the submit's own, and what stands in the inputs.

    An empty input has no value; an untouched one has the value it came with.
    """
    card = dialog["card"]["content"]
    (submit,) = card["actions"]
    values = {one["id"]: typed.get(one["id"], one.get("value")) for one in inputs(card)}
    return {**submit["data"], **{key: value for key, value in values.items() if value is not None}}


def sent(dialog: Json, form: Form, **typed: object) -> dict[str, str]:
    return read_dialog(submission(dialog, **typed), form)


FORMS = forms(
    "text",
    "in-the-way.audience",
    "a|#:2",
    people=["boyd", "vance", "imai"],
    most_options=50,
)
MANY = [Option(value=f"p-{n}", label=f"Person {n}") for n in range(101)]


def form(*fields: Field) -> Form:
    return Form(title="A promise", action="commit.save", value="C-12", fields=fields)


def dialog_of(
    asked: Form,
    *,
    people: Sequence[Option] = PEOPLE,
    given: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Json:
    dialog = to_dialog(asked, people=people, key="K", given=given, errors=errors)
    check_dialog(dialog)
    return dialog


def input_of(field: Field, people: Sequence[Option] = PEOPLE) -> Json:
    (found,) = inputs(dialog_of(form(field), people=people)["card"]["content"])
    return found


def body_of(dialog: Json) -> list[Json]:
    return list(dialog["card"]["content"]["body"])


@given(asked=FORMS, people=st.sampled_from([[], PEOPLE, MANY]))
@settings(deadline=None)
def test_a_form_sent_as_it_stands_brings_back_what_stood_in_it(
    asked: Form, people: list[Option]
) -> None:
    dialog = dialog_of(asked, people=people)
    # A person or choice is told from what is typed by a "=" in front.
    typed = {one.key for one in asked.fields if one.value.startswith("=")}
    stood = {one.key: one.value for one in asked.fields if one.key not in typed}
    back = sent(dialog, asked)
    assert {key: value for key, value in back.items() if key not in typed} == stood


@given(asked=FORMS)
@settings(deadline=None)
def test_a_form_shows_its_words(asked: Form) -> None:
    seen = bare(read(dialog_of(asked)["card"]["content"]))
    assert seen.startswith(bare(plain(asked.intro)))
    for field in asked.fields:
        assert bare(field.label) in seen
        assert bare(field.hint) in seen


def test_an_empty_form_brings_back_empty_fields() -> None:
    kinds = tuple(Field(key=kind.value, label="?", kind=kind) for kind in FieldKind)
    asked = form(*kinds)
    assert sent(dialog_of(asked), asked) == {kind.value: "" for kind in FieldKind}


@pytest.mark.parametrize(
    ("kind", "element", "typed", "value"),
    [
        (FieldKind.TEXT, "Input.Text", "Visit grade 4", "Visit grade 4"),
        (FieldKind.LINES, "Input.Text", "one\ntwo", "one\ntwo"),
        (FieldKind.DATE, "Input.Date", "2027-02-05", "2027-02-05"),
        (FieldKind.TIME, "Input.Time", "08:30", "08:30"),
        (FieldKind.PERSON, "Input.ChoiceSet", "=vance", "vance"),
    ],
)
def test_each_kind_has_its_own_input(kind: FieldKind, element: str, typed: str, value: str) -> None:
    asked = form(Field(key="it", label="What?", kind=kind))
    assert input_of(asked.fields[0])["type"] == element
    assert sent(dialog_of(asked), asked, it=typed) == {"it": value}


def test_lines_are_many_and_a_text_is_one() -> None:
    lines = Field(key="it", label="What?", kind=FieldKind.LINES)
    assert input_of(lines)["isMultiline"] is True
    assert "isMultiline" not in input_of(replace(lines, kind=FieldKind.TEXT))
    assert input_of(replace(lines, kind=FieldKind.TEXT, value="a\nb"))["isMultiline"] is True


@pytest.mark.parametrize(("value", "longest"), [("", 10), ("a" * 12, 12), ("🎒" * 12, 24)])
def test_what_stands_there_may_stay_however_long(value: str, longest: int) -> None:
    field = Field(key="it", label="What?", value=value, max_length=10)
    assert input_of(field)["maxLength"] == longest


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FieldKind.DATE, "next Friday"),
        (FieldKind.DATE, "20270205"),
        (FieldKind.TIME, "8:30"),
        (FieldKind.TIME, "08:30:15"),
    ],
)
def test_what_a_picker_cannot_show_is_a_line_of_text(kind: FieldKind, value: str) -> None:
    found = input_of(Field(key="it", label="When?", kind=kind, value=value))
    assert (found["type"], found["value"]) == ("Input.Text", value)


def test_whoever_stands_there_can_stay_though_nobody_knows_them() -> None:
    found = input_of(Field(key="it", label="Who?", kind=FieldKind.PERSON, value="imai"))
    assert found["value"] == "=imai"
    assert found["choices"][-1] == {"title": "imai", "value": "=imai"}


def test_a_person_is_chosen_by_name_and_need_not_be() -> None:
    field = Field(key="it", label="Who?", kind=FieldKind.PERSON)
    assert [one["title"] for one in input_of(field)["choices"]] == ["–", "Ann Boyd", "Dana Vance"]
    assert input_of(field)["value"] == "="
    required = input_of(replace(field, required=True))
    assert [one["title"] for one in required["choices"]] == ["Ann Boyd", "Dana Vance"]
    assert "value" not in required


def test_more_people_than_a_menu_takes_are_typed() -> None:
    field = Field(key="it", label="Who?", kind=FieldKind.PERSON, value="p-3")
    assert input_of(field, people=MANY[1:])["type"] == "Input.ChoiceSet"
    assert input_of(field, people=MANY)["type"] == "Input.Text"


def choice(value: str = "") -> Field:
    options = (Option(value="", label="None of them"), Option(value="s-1", label="Coaching"))
    return Field(key="it", label="?", kind=FieldKind.CHOICE, value=value, options=options)


@pytest.mark.parametrize(("value", "stands"), [("", "="), ("s-1", "=s-1"), ("gone", "=gone")])
def test_what_stands_in_a_choice_is_chosen(value: str, stands: str) -> None:
    found = input_of(choice(value))
    assert (found["style"], found["value"]) == ("compact", stands)
    assert stands in {one["value"] for one in found["choices"]}


def test_an_empty_choice_can_be_chosen() -> None:
    asked = form(choice("s-1"))
    assert sent(dialog_of(asked), asked, it="=") == {"it": ""}


def test_a_choice_of_nothing_is_a_line_of_text() -> None:
    assert input_of(replace(choice("s-1"), options=()))["type"] == "Input.Text"


def test_a_required_field_says_what_is_missing() -> None:
    found = input_of(replace(choice(), required=True))
    assert (found["isRequired"], found["errorMessage"]) == (True, REQUIRED)
    assert "isRequired" not in input_of(choice())


def test_a_hint_stands_under_its_field() -> None:
    _, hint = body_of(dialog_of(form(replace(choice(), hint="You can change *it*."))))
    assert hint["inlines"][0]["text"] == "You can change *it*."
    assert hint["inlines"][0]["isSubtle"] is True


def test_the_intro_is_rich_text() -> None:
    asked = replace(form(choice()), intro=Html("<b>C-12</b> *now* &lt;at&gt;"))
    intro, _ = body_of(dialog_of(asked))
    assert "".join(run["text"] for run in intro["inlines"]) == "C-12 *now* <at>"
    assert intro["inlines"][0]["weight"] == "Bolder"


def test_errors_stand_at_their_fields_and_strays_on_top() -> None:
    two = form(Field(key="text", label="What?"), Field(key="due", label="When?", hint="A day"))
    dialog = dialog_of(two, errors={"due": "In the past.", "owner": "Unknown.", "x": "No."})
    assert read(dialog["card"]["content"]).splitlines() == [
        *("Unknown.", "No.", "What?", "When?", "In the past.", "A day", "Save"),
    ]
    body = body_of(dialog)
    assert {body[at]["inlines"][0]["color"] for at in (0, 1, 4)} == {"Attention"}


def test_what_was_filled_in_stands_there_again() -> None:
    asked = form(Field(key="text", label="What?", value="old"), choice("s-1"))
    dialog = dialog_of(asked, given={"text": "new", "it": ""}, errors={"text": "Too long."})
    assert sent(dialog, asked) == {"text": "new", "it": ""}


def test_a_dialog_has_the_forms_title_and_its_submit_brings_back_the_key() -> None:
    dialog = dialog_of(replace(form(choice()), submit="Send"))
    (submit,) = dialog["card"]["content"]["actions"]
    assert (dialog["title"], submit["title"]) == ("A promise", "Send")
    assert key_in(submission(dialog)) == "K"


@pytest.mark.parametrize("data", [{}, {DATA_KEY: None}, {DATA_KEY: ["K"]}])
def test_a_submission_that_is_not_ours_has_no_key(data: Json) -> None:
    assert key_in(data) == ""


def test_made_up_values_are_empty() -> None:
    asked = form(Field(key="text", label="What?"), choice("s-1"))
    assert read_dialog({"text": 5, "it": ["s-1"], "more": "x"}, asked) == {"text": "", "it": ""}


def test_a_long_form_has_a_large_dialog() -> None:
    assert dialog_of(form(choice()))["height"] == "medium"
    many = [replace(choice(), key=str(number)) for number in range(8)]
    assert dialog_of(form(*many))["height"] == "large"
