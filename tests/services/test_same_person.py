"""Suggestions say why, keep other people's complaints apart, respect who must keep away, and link nothing."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.domain.errors import ConflictOfInterest, NotAllowed, NotFound
from portal.domain.vocabulary import LinkKind, PartyRole, Role
from portal.extensions import db
from portal.models.event import AccessLog
from portal.models.feedback import Feedback
from portal.models.feedback_link import FeedbackLink
from portal.models.party import Party
from portal.services import similar_words
from portal.services.intake import PartySent
from portal.services.linking import link
from portal.services.now import now
from portal.services.same_person import EarlierFeedback, find_same_person
from portal.services.similar_words import find_same_matter
from tests.factories import MadeFeedback, make_feedback
from tests.services.screening_steps import kept_away, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
LETTER = (
    "Kit has had four social workers since September. Each time he has to tell his story again. The last one "
    "was meant to visit on Thursday and did not come."
)
SAME_MATTER = (
    "I wrote in October about the changes of social worker. Kit now has a fifth one. The visit on Thursday "
    "was missed again. He does not want to tell his story to a stranger."
)
OTHER_MATTER = (
    "The foster carer payment for the summer holiday was late again, and finance promised to write."
)


def sent_by(
    name: str = "", words: str = LETTER, child: str = "", born: str = "", **more: Any
) -> MadeFeedback:
    people = [PartySent(PartyRole.SENDER, "parent", name=name, **more.pop("reach", {}))]
    if child:
        people.append(PartySent(PartyRole.CHILD, "child", name=child, extra={"born": born} if born else {}))
    return make_feedback(words, parties=tuple(people), **more)


def suggested(made: MadeFeedback) -> dict[str, EarlierFeedback]:
    return {one.reference: one for one in find_same_person(made.id, somebody().id)}


@pytest.mark.parametrize(
    ("detail", "why"),
    [
        ({"email": "rosa@mail.example"}, "same email"),
        ({"phone": "01632 960 001"}, "same phone number"),
        ({"address": "1 Low Road, Exbourne"}, "same address"),
    ],
)
def test_each_detail_a_person_repeats_is_a_reason(detail: dict[str, str], why: str) -> None:
    first, second = sent_by(reach=detail), sent_by(reach=detail)
    (found,) = suggested(second).values()
    assert (found.reference, found.why, found.somebody_else) == (first.reference, (why,), False)


def test_the_same_details_under_another_name_are_said_to_be_so() -> None:
    first = sent_by("Rosa Quill", reach={"phone": "01632 960 002"})
    second = sent_by("Tom Quill", reach={"phone": "01632 960 002"})
    found = suggested(second)[first.reference]
    assert (found.why, found.other_name, found.somebody_else) == (("same phone number",), True, False)


def test_the_same_address_under_another_name_is_somebody_else() -> None:
    first = sent_by("Rosa Quill", reach={"address": "2 Low Road"})
    second = sent_by("Tom Quill", reach={"address": "2 low road"})
    assert suggested(second)[first.reference].somebody_else


def test_another_sender_who_names_the_same_child_is_kept_apart_from_the_same_person() -> None:
    hers = sent_by("Rosa Quill", child="Kit Quill")
    his = sent_by("Tom Marsh", child="Kit Quill")
    hers_again = sent_by("Rosa Quill", child="Kit Quill")
    found = suggested(hers_again)
    assert (found[his.reference].why, found[his.reference].somebody_else) == (("same child's name",), True)
    assert set(found[hers.reference].why) == {"same name", "same child's name"}
    assert not found[hers.reference].somebody_else


def test_a_childs_birthday_makes_it_surer_and_another_birthday_makes_it_another_child() -> None:
    first = sent_by("Rosa Quill", child="Kit Quill", born="4.3.2014")
    same = sent_by("Ann Marsh", child="Kit Quill", born="4 March 2014")
    by_age = sent_by("Bo Lane", child="Kit Quill", born="12")
    namesake = sent_by("Cy Reed", child="Kit Quill", born="9.9.2009")
    found = suggested(first)
    assert found[same.reference].why == ("same child's name", "same date of birth")
    assert found[by_age.reference].why == ("same child's name",)
    assert namesake.reference not in found


def test_a_birthday_is_stored_as_a_keyed_hash_and_an_age_is_not() -> None:
    made = [sent_by("Rosa", child="Kit", born=born) for born in ("4.3.2014", "2014-03-04", "12")]
    hashes = [
        db.session.scalar(
            select(Party.birth_hash).where(Party.feedback_id == one.id, Party.role == PartyRole.CHILD)
        )
        for one in made
    ]
    assert hashes[0] is not None
    assert hashes[0] == hashes[1]
    assert "2014" not in hashes[0]
    assert hashes[2] is None


def test_what_is_linked_is_suggested_no_more() -> None:
    first, second = sent_by("Rosa Quill"), sent_by("Rosa Quill")
    link(second.reference, somebody(), first.reference, LinkKind.REPEAT)
    assert suggested(first) == suggested(second) == {}
    third = sent_by("Rosa Quill")
    assert set(suggested(third)) == {first.reference, second.reference}


def test_who_must_keep_away_is_shown_neither_people_nor_words() -> None:
    officer = somebody()
    mine, theirs = sent_by("Rosa Quill"), sent_by("Rosa Quill")
    kept_away(theirs.reference, officer)
    found = find_same_matter(mine.reference, officer)
    assert (found.earlier, found.alike) == ((), ())
    with pytest.raises(ConflictOfInterest):
        find_same_matter(theirs.reference, officer)


def test_the_same_matter_in_other_words_is_found_and_another_matter_is_not() -> None:
    first, _other = sent_by("Rosa Quill"), sent_by("Tom Marsh", OTHER_MATTER)
    again = sent_by("Bo Lane", SAME_MATTER)
    found = find_same_matter(again.reference, somebody())
    assert [one.reference for one in found.alike] == [first.reference]
    assert "thursday" in found.alike[0].why[0]
    assert "nearly" not in found.alike[0].why[0]
    assert found.compared == found.of >= 2


def test_the_same_letter_is_nearly_the_same_and_stands_with_its_person_once() -> None:
    first, second = sent_by("Rosa Quill"), sent_by("Rosa Quill")
    found = find_same_matter(second.reference, somebody())
    assert [one.reference for one in found.earlier] == [first.reference]
    assert found.earlier[0].why[0] == "same name"
    assert found.earlier[0].why[1].startswith("nearly the same words")
    assert found.alike == ()


def test_only_what_is_near_by_facets_or_people_is_opened() -> None:
    old = now() - timedelta(days=400)
    near, far = sent_by("Ann"), sent_by("Bo", received_at=old)
    elsewhere = sent_by("Cy", team="children_in_care")
    same_person = sent_by("Rosa Quill", received_at=old, team="children_in_care")
    mine = sent_by("Rosa Quill", team="assessment")
    alike_of = {}
    for team in ("assessment", None):
        db.session.get_one(Feedback, mine.id).team = team
        db.session.get_one(Feedback, near.id).team = team
        db.session.commit()
        found = find_same_matter(mine.reference, somebody())
        alike_of[team] = {one.reference for one in found.alike}
        assert [one.reference for one in found.earlier] == [same_person.reference]
        assert "nearly the same words" in found.earlier[0].why[1]
    assert alike_of == {"assessment": {near.reference}, None: {near.reference, elsewhere.reference}}
    assert far.reference not in alike_of[None]


def test_no_more_are_opened_than_is_said_and_the_same_person_comes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(similar_words, "COMPARED_AT_MOST", 3)
    own = sent_by("Rosa Quill")
    for number in range(5):
        sent_by(f"Stranger{number}", OTHER_MATTER)
    mine = sent_by("Rosa Quill")
    found = find_same_matter(mine.reference, somebody())
    assert found.compared == 3
    assert found.of > 5
    assert found.earlier[0].reference == own.reference
    assert len(found.earlier[0].why) == 2


def test_comparing_is_logged_and_only_for_those_who_screen() -> None:
    mine, officer = sent_by("Rosa Quill"), somebody()
    for role in (Role.STAFF, Role.DUTY, Role.ADMINISTRATOR, Role.MANAGER):
        with pytest.raises(NotAllowed):
            find_same_matter(mine.reference, somebody(role))
    with pytest.raises(NotFound):
        find_same_matter("CF-0000-0000", officer)
    find_same_matter(mine.reference, officer)
    looked = select(AccessLog.account_id).where(
        AccessLog.feedback_id == mine.id, AccessLog.action == "compare"
    )
    assert db.session.scalars(looked).all() == [officer.id]


def test_looking_takes_as_many_queries_however_much_is_near(app_context: Flask, count_queries: Any) -> None:
    mine, officer = sent_by("Rosa Quill"), somebody()
    counts = []
    for _ in range(2):
        for _ in range(5):
            sent_by("Rosa Quill", child="Kit")
        with count_queries() as queries:
            find_same_matter(mine.reference, officer)
        counts.append(queries.count)
    assert counts[0] == counts[1] <= 12


def test_nothing_is_ever_linked_without_an_officers_press(app_context: Flask) -> None:
    """However alike: sent, claimed, read, compared and decided, not one link is made by itself."""
    from portal.services import claims, reading
    from portal.services.periodic import run_due_jobs

    made = [sent_by("Rosa Quill", child="Kit", born="4.3.2014") for _ in range(3)]
    officer = somebody()
    for one in made:
        claims.claim(one.reference, officer)
        reading.read_item(one.reference, officer)
        find_same_matter(one.reference, officer)
    run_due_jobs()
    assert db.session.scalar(select(func.count()).select_from(FeedbackLink)) == 0
