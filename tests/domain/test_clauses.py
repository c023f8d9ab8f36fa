"""Typed lines in their clauses."""

from bot.domain.clauses import read_clauses

LABELS = {"next": "next", "next step": "next"}


def test_a_line_has_a_head_what_was_said_and_named_clauses() -> None:
    found = read_clauses("marsh with @rossi: at 9:30 talk; more; Next step: plan\nnext: go", LABELS)

    assert found.head == "marsh with @rossi"
    assert found.said == ("at 9:30 talk", "more")
    assert found.named == {"next": ("plan", "go")}
    assert found.first("next") == "plan"


def test_without_a_colon_the_first_clause_is_the_head() -> None:
    found = read_clauses("marsh; next: go", LABELS)

    assert (found.head, found.said, found.first("next")) == ("marsh", (), "go")
    assert read_clauses("marsh", LABELS).first("next") == ""


def test_a_label_that_nobody_knows_is_part_of_what_was_said() -> None:
    found = read_clauses("marsh: seen: talk;; next:", LABELS)

    assert (found.said, found.first("next")) == (("seen: talk",), "")
