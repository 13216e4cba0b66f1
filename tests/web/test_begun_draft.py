"""What nobody touched in a message follows the draft, and what somebody wrote stays."""

from hypothesis import given
from hypothesis import strategies as st

from portal.web.screening.begun_draft import Begun, marks_of

WORDS = st.lists(st.from_regex(r"[a-z]{1,8}( [a-z]{1,8}){0,4}", fullmatch=True), min_size=1, max_size=5)
OLD = "Hello.\n\nYou hear from us by Monday.\n\nThe team"
NEW = "Hello.\n\nYou hear from us by Friday.\n\nThe team"


def begun(draft: str) -> Begun:
    return Begun("comment", "adult", marks_of(draft))


def test_an_untouched_draft_is_followed_whole_and_a_touched_one_where_it_is_untouched() -> None:
    assert begun(OLD).followed(OLD, NEW) == NEW
    assert begun(OLD).followed(OLD.replace("\n", "\r\n"), NEW) == NEW
    mine = OLD.replace("Hello.", "Dear Kim, hello.\n\nI am sorry.")
    assert begun(OLD).followed(mine, NEW) == mine.replace("Monday", "Friday")
    own = OLD.replace("by Monday", "soon")
    assert begun(OLD).followed(own, NEW) == own


@given(old=WORDS, new=WORDS, own=st.text(max_size=200))
def test_own_words_are_never_lost_and_what_is_written_is_read_again(
    old: list[str], new: list[str], own: str
) -> None:
    draft, later = "\n\n".join(old), "\n\n".join(new)
    assert Begun.read(begun(draft).written()) == begun(draft)
    assert begun(draft).followed(draft, later) == later
    mine = f"{draft}\n\nMINE{own.strip()}"
    assert "MINE" in begun(draft).followed(mine, later)
    assert Begun.read(own).followed(mine, mine) == mine


def test_what_we_did_not_write_is_a_draft_of_nothing() -> None:
    for written in (None, "", ";;", "statutory", "a;b;c.d;e"):
        assert not Begun.read(written).is_untouched("Hello.")
