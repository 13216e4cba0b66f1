"""What files people may add, how each limit answers, what files are called, and who may open which."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain import files
from portal.domain.files import FileRefused, Held, Opening, Refusal, Seen, may_open
from portal.domain.vocabulary import FileStatus
from tests.hostile import NAMES


def refusal_of(size: int, count: int = 0, held: int = 0) -> Refusal | None:
    """Return why a file of this size does not fit, or None where it does."""
    try:
        files.refuse_over_limits(size, Held(count, held))
    except FileRefused as problem:
        return problem.refusal
    return None


def test_each_limit_lies_exactly_where_it_is_said():
    assert refusal_of(0) is Refusal.EMPTY
    assert refusal_of(files.MOST_BYTES) is None
    assert refusal_of(files.MOST_BYTES + 1) is Refusal.TOO_LARGE
    assert refusal_of(1, count=files.MOST_FILES - 1) is None
    assert refusal_of(1, count=files.MOST_FILES) is Refusal.TOO_MANY
    assert refusal_of(1, held=files.MOST_IN_ALL - 1) is None
    assert refusal_of(1, held=files.MOST_IN_ALL) is Refusal.TOO_MUCH


@pytest.mark.parametrize(("typed", "shown"), NAMES.items())
def test_a_name_is_shown_as_one_harmless_line(typed: str, shown: str):
    assert files.shown_name(typed) == shown


@given(st.text(max_size=400))
def test_no_name_brings_folders_controls_or_turned_letters(typed: str):
    shown = files.shown_name(typed)
    assert shown
    assert len(shown) <= files.LONGEST_NAME
    assert not set(shown) & set("/\\\r\n\0\u202e\u2028\u2029")
    assert all(unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for letter in shown)
    assert files.shown_name(shown) == shown


def test_a_long_name_keeps_its_ending():
    shown = files.shown_name("a" * 300 + ".exe.jpg")
    assert shown.endswith(".exe.jpg")
    assert "…" in shown


@given(st.lists(st.sampled_from(sorted(files.KINDS))))
def test_own_names_are_neutral_distinct_and_end_once(media: list[str]):
    names = files.own_names(media)
    assert len(set(names)) == len(names) == len(media)
    assert all(name.count(".") == 1 and name.isascii() for name in names)


def test_own_names_count_each_kind():
    media = ["image/jpeg", "application/pdf", "image/png", "audio/webm"]
    assert files.own_names(media) == ("photo-1.jpg", "paper-1.pdf", "photo-2.png", "recording-1.webm")


@pytest.mark.parametrize("opening", Opening)
@pytest.mark.parametrize("seen", Seen)
@pytest.mark.parametrize("is_lead", [True, False])
def test_nobody_opens_what_waits_or_is_infected(opening: Opening, seen: Seen, is_lead: bool):
    for status in (FileStatus.WAITING, FileStatus.INFECTED):
        assert not may_open(opening, status, seen, is_lead=is_lead)


@pytest.mark.parametrize("opening", Opening)
@pytest.mark.parametrize("seen", Seen)
def test_a_locked_file_is_opened_by_its_lead_only_and_never_shown(opening: Opening, seen: Seen):
    assert not may_open(opening, FileStatus.LOCKED, seen, is_lead=False)
    leads = may_open(opening, FileStatus.LOCKED, seen, is_lead=True)
    assert leads is (opening is Opening.ORIGINAL)


@pytest.mark.parametrize("status", [FileStatus.CLEAN, FileStatus.UNSCANNED])
def test_what_passed_is_seen_in_its_own_way(status: FileStatus):
    openings = {
        seen: {opening for opening in Opening if may_open(opening, status, seen, is_lead=False)}
        for seen in Seen
    }
    assert openings == {
        Seen.PICTURE: {Opening.VIEW, Opening.ORIGINAL},
        Seen.PAGES: {Opening.VIEW, Opening.ORIGINAL},
        Seen.SOUND: {Opening.SOUND, Opening.ORIGINAL},
        Seen.NOTHING: {Opening.ORIGINAL},
    }


@pytest.mark.parametrize(
    ("size", "words"), [(1, "1 KB"), (2_048, "2 KB"), (15 * 2**20, "15 MB"), (3_670_016, "3.5 MB")]
)
def test_sizes_are_said_as_people_say_them(size: int, words: str):
    assert files.size_in_words(size) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconds"), (1, "1 second"), (40, "40 seconds"), (60, "1 minute"), (125, "2 minutes 5 seconds")],
)
def test_lengths_are_said_as_people_say_them(seconds: int, words: str):
    assert files.length_in_words(seconds) == words
