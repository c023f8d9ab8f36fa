"""The story of the demo, as it is written."""

import pytest
from pydantic import TypeAdapter, ValidationError

from bot.cli.demo import LONGEST
from bot.demo.month import set_stage
from bot.demo.story import Scene, read_story
from bot.settings import Settings
from storage.memory import MemoryStore


def test_only_people_of_the_file_play_and_the_guest_never_does() -> None:
    story = read_story()
    file = set_stage(Settings(), story, store=MemoryStore()).file
    playing = {scene.who for week in story.weeks for scene in week}
    assert playing | {story.guest} == {person.key for person in file.people}
    assert story.guest not in playing


def test_there_is_a_week_for_as_many_as_can_be_asked_for() -> None:
    assert len(read_story().weeks) == LONGEST


def test_it_begins_on_a_monday_and_each_week_is_told_in_its_order() -> None:
    story = read_story()
    assert story.begins.weekday() == 0
    for number, week in enumerate(story.weeks):
        moments = [scene.moment(story.monday(number), "America/New_York") for scene in week]
        assert moments == sorted(moments)


@pytest.mark.parametrize("wrong", [{"says": 5}, {"sais": "hello"}])
def test_a_misspelt_scene_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Scene).validate_python({"at": "mon 08:00", "who": "bell", **wrong})
