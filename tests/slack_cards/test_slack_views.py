"""Forms at Slack: what stands in them, and what comes back."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given, settings

from bot.messages import Field, FieldKind, Form, Html, Option, plain
from integrations.slack.text import Json
from integrations.slack.views import Filled, errors_for, read_view, to_view
from tests.anything import forms
from tests.slack_cards.block_kit import check_view, everything_in
from tests.slack_cards.reading import bare, read

USERS = {"boyd": "U000000004", "vance": "U000000009"}
PEOPLE = {user: key for key, user in USERS.items()}
STATES = {
    "plain_text_input": ("value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "users_select": ("selected_user", "initial_user"),
    "static_select": ("selected_option", "initial_option"),
}


def state_of(view: Json, **typed: object) -> Json:
    """The view as Slack sends it back, with what was typed into some of its blocks."""
    values: Json = {}
    for block in (one for one in view["blocks"] if one["type"] == "input"):
        element = block["element"]
        name, initial = STATES[element["type"]]
        now = typed.get(block["block_id"], element.get(initial))
        state = {"type": element["type"], name: now}
        values[block["block_id"]] = {element["action_id"]: state}
    # Nobody says in which order the state comes.
    return view | {"state": {"values": dict(reversed(values.items()))}}


FORMS = forms("text", "in-the-way.audience", "a#2", people=[*USERS, "imai"], most_options=250)


def form(field: Field) -> Form:
    return Form(title="A promise", action="commit.save", value="C-12", fields=(field,))


def view_of(field: Field) -> Json:
    view = to_view(form(field), users=USERS)
    check_view(view)
    return view


def element_of(field: Field) -> Json:
    return dict(view_of(field)["blocks"][0]["element"])


def sent(field: Field, **typed: object) -> str:
    """What comes back of a field when its form is sent."""
    return read_view(state_of(view_of(field), **typed), PEOPLE).fields[field.key]


@given(form=FORMS)
@settings(deadline=None)
def test_a_form_sent_as_it_stands_brings_back_what_stood_in_it(form: Form) -> None:
    view = to_view(form, users=USERS, metadata="C1|171.2")
    check_view(view)

    back = read_view(state_of(view), PEOPLE)

    assert (back.action, back.value, back.metadata) == (form.action, form.value, "C1|171.2")
    # White space where a very long text is cut at its end has nothing after it to part.
    stood = {one.key: one.value.rstrip() for one in form.fields}
    assert {key: value.rstrip() for key, value in back.fields.items()} == stood


@given(form=FORMS)
@settings(deadline=None)
def test_a_form_shows_its_words(form: Form) -> None:
    seen = bare(read(to_view(form, users=USERS)["blocks"]))
    assert seen.startswith(bare(plain(form.intro)))
    for field in form.fields:
        assert bare(field.label) in seen


def test_an_empty_form_brings_back_empty_fields() -> None:
    kinds = tuple(Field(key=kind.value, label="?", kind=kind) for kind in FieldKind)
    view = to_view(replace(form(kinds[0]), fields=kinds), users=USERS)
    filled = read_view(state_of(view), PEOPLE)
    assert filled == Filled(
        action="commit.save", value="C-12", fields={kind.value: "" for kind in FieldKind}
    )


@pytest.mark.parametrize(
    ("kind", "element", "typed", "value"),
    [
        (FieldKind.TEXT, "plain_text_input", "Visit grade 4", "Visit grade 4"),
        (FieldKind.LINES, "plain_text_input", "one\ntwo", "one\ntwo"),
        (FieldKind.DATE, "datepicker", "2027-02-05", "2027-02-05"),
        (FieldKind.TIME, "timepicker", "08:30", "08:30"),
        (FieldKind.PERSON, "users_select", "U000000009", "vance"),
    ],
)
def test_each_kind_has_slacks_own_element(
    kind: FieldKind, element: str, typed: str, value: str
) -> None:
    field = Field(key="it", label="What?", kind=kind)
    assert element_of(field)["type"] == element
    assert sent(field, it=typed) == value


def test_lines_are_many_and_a_text_is_one() -> None:
    lines = Field(key="it", label="What?", kind=FieldKind.LINES)
    assert element_of(lines)["multiline"] is True
    assert element_of(replace(lines, kind=FieldKind.TEXT))["multiline"] is False
    assert element_of(replace(lines, kind=FieldKind.TEXT, value="a\nb"))["multiline"] is True


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FieldKind.DATE, "next Friday"),
        (FieldKind.DATE, "20270205"),
        (FieldKind.TIME, "8:30"),
        (FieldKind.TIME, "08:30:15"),
        (FieldKind.PERSON, "imai"),
    ],
)
def test_what_a_picker_cannot_show_is_a_line_of_text(kind: FieldKind, value: str) -> None:
    field = Field(key="it", label="Who?", kind=kind, value=value)
    assert element_of(field)["type"] == "plain_text_input"
    assert sent(field) == value


def test_somebody_who_is_nobody_of_ours_comes_back_by_their_id() -> None:
    field = Field(key="owner", label="Who?", kind=FieldKind.PERSON, value="boyd")
    assert sent(field, owner="U0STRANGER") == "U0STRANGER"


def choice(number: int, value: str = "") -> Field:
    options = tuple(Option(value=f"o{n}", label=f"Option {n}") for n in range(number))
    return Field(key="it", label="Which?", kind=FieldKind.CHOICE, options=options, value=value)


def test_the_option_that_stands_there_is_chosen() -> None:
    chosen = element_of(choice(3, "o1"))["initial_option"]
    assert chosen["text"]["text"] == "Option 1"
    assert "initial_option" not in element_of(choice(3))


def test_an_option_without_a_value_can_be_chosen() -> None:
    options = (Option(value="", label="None of them"), Option(value="a", label="A"))
    field = replace(choice(0), options=options, value="a")
    assert sent(field) == "a"
    assert sent(field, it=element_of(field)["options"][0]) == ""


def test_what_is_no_longer_offered_stays_chosen() -> None:
    assert sent(choice(3, "an old strategy")) == "an old strategy"


def test_hundreds_of_options_are_in_groups() -> None:
    element = element_of(choice(250, "o249"))
    labels = [group["label"]["text"] for group in element["option_groups"]]
    assert labels == [
        "Option 0 – Option 99",
        "Option 100 – Option 199",
        "Option 200 – Option 249",
    ]
    assert element["initial_option"] in element["option_groups"][2]["options"]


def test_a_long_label_goes_on_below_it() -> None:
    option = Option(value="a", label="Leaders and the Harbor Center for School Change " * 3)
    (shown,) = element_of(replace(choice(0), options=(option,)))["options"]
    both = shown["text"]["text"] + shown["description"]["text"]
    assert bare(both) == bare(option.label)


def test_a_long_text_stands_in_several_inputs_and_comes_back_whole() -> None:
    text = "Grade 4 studied the exit tickets.\n" * 200 + "a" * 4000
    field = Field(key="it", label="What?", kind=FieldKind.LINES, value=text, required=True)
    view = view_of(field)
    assert [block["block_id"] for block in view["blocks"]] == ["it", "it#2", "it#3", "it#4"]
    assert [block["optional"] for block in view["blocks"]] == [False, True, True, True]
    assert sent(field) == text


def test_a_piece_that_was_emptied_is_gone() -> None:
    field = Field(key="it", label="?", kind=FieldKind.LINES, value="a" * 2999 + " b" * 800)
    view = view_of(field)
    assert read_view(state_of(view, **{"it#2": None}), PEOPLE).fields["it"] == "a" * 2999


def test_a_text_longer_than_its_field_may_stay() -> None:
    field = Field(key="it", label="?", value="a" * 200, max_length=140)
    assert element_of(field)["max_length"] == 200
    assert element_of(replace(field, value="a"))["max_length"] == 140


def test_a_field_has_its_hint_and_says_whether_it_is_needed() -> None:
    field = Field(key="it", label="What?", hint="In one line", required=True)
    (block,) = view_of(field)["blocks"]
    assert (block["hint"]["text"], block["optional"]) == ("In one line", False)
    (block,) = view_of(replace(field, hint="", required=False))["blocks"]
    assert ("hint" in block, block["optional"]) == (False, True)


def test_the_intro_stands_first_and_literally() -> None:
    asked = replace(form(choice(2)), intro=Html("<b>C-12</b> *now* &lt;!channel&gt;"))
    first, _ = to_view(asked, users=USERS)["blocks"]
    assert read([first]) == "C-12 *now* <!channel>"


def test_errors_stand_at_their_fields_and_strays_at_the_first() -> None:
    two = (Field(key="text", label="What?"), Field(key="due", label="When?", kind=FieldKind.DATE))
    view = to_view(replace(form(two[0]), fields=two, intro=Html("Hello")), users=USERS)

    answer = errors_for({"due": "In the past.", "text": "Empty.", "owner": "Unknown."}, view)

    assert answer == {
        "response_action": "errors",
        "errors": {"due": "In the past.", "text": "Empty. Unknown."},
    }


def test_no_element_of_a_form_lacks_its_id() -> None:
    view = view_of(choice(3))
    assert [one["action_id"] for one in everything_in(view) if "action_id" in one] == ["input"]


def test_times_of_day_are_slacks() -> None:
    field = Field(key="at", label="When?", kind=FieldKind.TIME, value=f"{time(8):%H:%M}")
    assert element_of(field)["initial_time"] == "08:00"
