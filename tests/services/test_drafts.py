"""A draft keeps every typed word, opens by its code, and ends on its date."""

import pytest
from sqlalchemy import func, select

from portal.domain.errors import NotFound, StaleVersion, WrongCode
from portal.domain.private_code import CodeNotUnderstood
from portal.extensions import db
from portal.models.data_key import DataKey
from portal.models.draft import Draft, DraftWords
from portal.services import drafts

pytestmark = pytest.mark.usefixtures("app_context")


def test_what_was_typed_comes_back_as_typed():
    started = drafts.start_draft("complaint", 28)
    typed = {"what": ["  They said <no> & left\r\n\x85 👩‍👧 "], "chosen": ["a", "b"]}
    drafts.save_page(started.id, "what-happened", typed)
    drafts.save_page(started.id, "when", {"started": ["May"]})
    assert drafts.load_draft(started.id).answers == {"what-happened": typed, "when": {"started": ["May"]}}


def test_the_last_save_of_a_page_wins_and_others_stay():
    started = drafts.start_draft("complaint", 28)
    drafts.save_page(started.id, "a", {"x": ["1"]})
    drafts.save_page(started.id, "b", {"x": ["2"]})
    drafts.save_page(started.id, "a", {"x": ["3"]})
    assert drafts.load_draft(started.id).answers == {"a": {"x": ["3"]}, "b": {"x": ["2"]}}


def test_its_code_resumes_it_in_any_spelling_the_box_takes():
    started = drafts.start_draft("complaint", 28)
    short = "-".join(word[:4] for word in started.code.split())
    for typed in (started.code, started.code.upper(), short, f"  {started.code}\n"):
        assert drafts.find_draft_by_code(typed) == started.id


def test_another_code_opens_nothing_and_a_misspelt_one_says_which_word():
    drafts.start_draft("complaint", 28)
    with pytest.raises(WrongCode):
        drafts.find_draft_by_code(" ".join(reversed(drafts.start_draft("comment", 1).code.split())))
    with pytest.raises(CodeNotUnderstood, match="qqqq"):
        drafts.find_draft_by_code("qqqq river apple table cloud green")


def test_a_kept_code_is_erased_but_still_opens():
    started = drafts.start_draft("complaint", 28)
    assert drafts.load_draft(started.id).code == started.code
    drafts.keep_code(started.id)
    assert drafts.load_draft(started.id).code_kept
    assert drafts.find_draft_by_code(started.code) == started.id


def test_after_its_date_it_opens_no_more_and_is_erased_with_its_key(clock):
    keys = db.session.scalar(select(func.count(DataKey.id)))
    started = drafts.start_draft("complaint", 28)
    drafts.save_page(started.id, "a", {"x": ["1"]})
    clock.forward(days=28, seconds=1)
    with pytest.raises(NotFound):
        drafts.load_draft(started.id)
    with pytest.raises(WrongCode):
        drafts.find_draft_by_code(started.code)
    assert drafts.forget_old_drafts() == 1
    assert db.session.get(Draft, started.id) is None
    assert db.session.get(DraftWords, started.id) is None
    assert db.session.scalar(select(func.count(DataKey.id))) == keys


def test_a_draft_within_its_date_is_left(clock):
    started = drafts.start_draft("complaint", 28)
    clock.forward(days=27)
    assert drafts.forget_old_drafts() == 0
    assert drafts.load_draft(started.id).journey == "complaint"


def test_going_on_with_another_journey_keeps_the_words():
    started = drafts.start_draft("complaint", 28)
    drafts.save_page(started.id, "a", {"x": ["1"]})
    drafts.switch_journey(started.id, "comment")
    draft = drafts.load_draft(started.id)
    assert (draft.journey, draft.answers) == ("comment", {"a": {"x": ["1"]}})


def test_a_discarded_draft_is_gone():
    started = drafts.start_draft("complaint", 28)
    drafts.discard_draft(started.id)
    with pytest.raises(NotFound):
        drafts.load_draft(started.id)


def test_words_changed_elsewhere_are_not_overwritten_and_nobody_is_in_their_own_way():
    started = drafts.start_draft("complaint", 28)
    here = drafts.Seen(drafts.digest_of({}), "here")
    there = drafts.Seen(drafts.digest_of({}), "there")
    drafts.save_page(started.id, "a", {"x": ["1"]}, here)
    drafts.save_page(started.id, "a", {"x": ["12"]}, here)
    drafts.save_page(started.id, "a", {"x": ["12"], "empty": [" "]}, there)
    drafts.save_page(started.id, "a", {"x": ["12", "3"]}, there)
    with pytest.raises(StaleVersion):
        drafts.save_page(started.id, "a", {"x": ["older"]}, here)
    stored = drafts.load_draft(started.id).answers["a"]
    assert stored == {"x": ["12", "3"]}
    drafts.save_page(started.id, "a", {"x": ["older"]}, drafts.Seen(drafts.digest_of(stored), "here"))


def test_it_knows_the_page_that_was_saved_last():
    started = drafts.start_draft("complaint", 28)
    assert drafts.load_draft(started.id).last_page == ""
    for page in ("a", "b", "a"):
        drafts.save_page(started.id, page, {"x": ["1"]})
        assert drafts.load_draft(started.id).last_page == page
