"""The style an officer chooses for a letter is the one signed, sent, kept and used for what comes later."""

from contextlib import contextmanager
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select

from portal.domain.clocks import in_words
from portal.domain.errors import Incomplete
from portal.domain.route_details import as_kept, as_read
from portal.domain.vocabulary import Audience, Kind, LetterStyle, Role, Route
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.letter import Letter as LetterRow
from portal.models.screening import Decision
from portal.services import decisions, letter_page, reading, reopening, signing_page
from portal.services.decisions import Part
from portal.services.letters import LetterWish
from portal.services.letters_sent import send_corrected_letter, what_followed
from portal.services.now import today
from tests.services.screening_steps import REASON, particulars, screened, signed, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
EASY = LetterStyle.EASY_READ
WHY = "We answered the same thing in May, and it was put right."


def _feedback(reference: str) -> Feedback:
    return db.session.scalars(select(Feedback).where(Feedback.reference == reference)).one()


def _draft(reference, officer, route=Route.STATUTORY, wish=LetterWish()):  # noqa: B008
    page = reading.read_item(reference, officer, (), wish)
    return next(one.draft for one in page.screening.routes if one.route is route)


def _letters(reference, officer):
    shown = reading.read_item(reference, officer).letters
    return shown, [letter_page.read_letter(reference, one.id, officer).letter for one in shown]


def _decide(reference, officer, route=Route.STATUTORY, message="We look into it.", style=None, **details):
    part = particulars(reference, route)
    kept = as_kept(as_read(part.details) | details)
    part = Part(category=part.category, details=kept, style=style)
    return decisions.decide(reference, officer, route, REASON, message, part=part)


def test_the_draft_the_preview_and_what_goes_out_are_in_the_style_that_was_chosen():
    officer = somebody()
    reference = screened(officer)
    draft = _draft(reference, officer, wish=LetterWish(EASY))
    assert draft.startswith("Hello. Thank you for telling us.")
    preview = letter_page.preview_letter(reference, officer, Route.STATUTORY, draft, (), LetterWish(EASY))
    _decide(reference, officer, message=draft, style=EASY)
    (shown,), (letter,) = _letters(reference, officer)
    assert (shown.style, letter.style, letter) == (EASY, EASY, preview)
    assert letter.rights_heading == "What you can do"
    assert db.session.scalars(select(LetterRow.style)).one() is EASY


def test_it_is_stored_only_where_it_is_not_their_own():
    officer = somebody()
    for audience, chosen, stored in (
        (Audience.ADULT, EASY, EASY),
        (Audience.ADULT, LetterStyle.ADULT, None),
        (Audience.TWELVE_AND_OVER, LetterStyle.YOUNG_PERSON, None),
        (Audience.TWELVE_AND_OVER, LetterStyle.ADULT, LetterStyle.ADULT),
        (Audience.UNDER_TWELVE, None, None),
    ):
        done = _decide(screened(officer, audience=audience), officer, style=chosen)
        assert db.session.get_one(Decision, done.decision_id).letter_style is stored


def test_who_signs_sees_the_letter_in_the_style_in_which_it_goes_out():
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer, answers={"before": "answered"})
    proposed = _decide(reference, officer, Route.REFUSED, WHY, EASY)
    reading.read_item(reference, supervisor)
    weighed = signing_page.read_proposal(reference, supervisor)
    assert (weighed.letter.style, weighed.own_style) == (EASY, LetterStyle.ADULT)
    signed(proposed.decision_id, reference, supervisor)
    (shown,), (letter,) = _letters(reference, officer)
    assert letter == weighed.letter
    assert (shown.signed_by, shown.points) == (supervisor.name, (1,))


def test_a_corrected_letter_and_what_is_told_when_it_is_opened_again_keep_the_style():
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    done = _decide(reference, officer, style=EASY)
    send_corrected_letter(_feedback(reference), done.decision_id, officer.id, "You were right.")
    db.session.commit()
    (_, corrected), (_, letter) = _letters(reference, officer)
    assert (corrected.version, corrected.style) == (2, EASY)
    assert "You can ask for stage 2." in "\n".join(letter.words())
    reopening.reopen(reference, "It is another procedure after all, as they say.", supervisor)
    (told,) = [one for one in _own_messages(reference) if "once more" in one]
    assert "Did we get it wrong?" in told
    assert reading.read_item(reference, officer).screening.style is EASY


@contextmanager
def _lacking(*codes: str):
    with pytest.raises(Incomplete) as problem:
        yield
    assert problem.value.missing[0] in codes


def _own_messages(reference: str) -> list[str]:
    from portal.services.private_page import read_page

    return [one.text for one in read_page(_feedback(reference).id).messages]


@pytest.mark.parametrize(("audience", "style"), list(product(Audience, LetterStyle)))
def test_whatever_style_is_chosen_the_letter_states_stage_next_step_and_ombudsman(audience, style):
    officer = somebody()
    reference = screened(officer, audience=audience)
    _decide(reference, officer, message="Dear you.", style=style)
    (_,), (letter,) = _letters(reference, officer)
    told = "\n".join(letter.words())
    for stated in ("stage 1", "stage 2", "Children Act complaints procedure", "0300 061 0614", "this wrong"):
        assert stated in told
    assert letter.rights
    assert letter.style is style


def test_the_letter_of_early_resolution_names_the_day_that_is_recorded():
    officer = somebody()
    reference = screened(officer)
    day = today() + timedelta(days=3)
    assert in_words(day) in _draft(reference, officer, Route.EARLY_RESOLUTION, LetterWish(None, day))
    asked = {"by": day.isoformat()}
    other = f"{WHY} You hear from us by {in_words(day + timedelta(days=1))}."
    with _lacking("other_day"):
        _decide(reference, officer, Route.EARLY_RESOLUTION, other, **asked)
    done = _decide(reference, officer, Route.EARLY_RESOLUTION, WHY, **asked)
    page = reading.read_item(reference, officer)
    decided = next(one for one in page.decisions if one.id == done.decision_id)
    assert f"You hear from us by {in_words(day)}." in decided.message


@pytest.mark.parametrize("route", [Route.EARLY_RESOLUTION, Route.STATUTORY])
def test_nobody_is_promised_something_by_a_day_that_is_past(route, clock):
    officer = somebody()
    reference = screened(officer)
    message = f"{WHY} The manager rings you by Friday 6 March 2026."
    with _lacking("past_day", "other_day"):
        _decide(reference, officer, route, message)


def test_a_comments_letter_kept_over_its_day_says_that_it_is_late(clock):
    officer = somebody()
    reference = screened(officer, Kind.COMMENT)
    draft = _draft(reference, officer, Route.COMMENT).replace("[Your reply.]", WHY)
    promised = draft.replace("\n\nChildren", "\n\nYou hear from us by Friday 20 March 2026.\n\nChildren", 1)
    clock.forward(days=60)
    with _lacking("past_day"):
        _decide(reference, officer, Route.COMMENT, promised)


def test_an_enquirys_letter_kept_over_its_day_is_put_right_by_itself(clock):
    officer = somebody()
    reference = screened(officer, Kind.ENQUIRY)
    draft = _draft(reference, officer, Route.ENQUIRY)
    assert "you get an answer by" in draft
    clock.forward(days=30)
    _decide(reference, officer, Route.ENQUIRY, draft)
    _, (letter,) = _letters(reference, officer)
    assert "You should have had an answer by" in "\n".join(letter.words())


@pytest.mark.parametrize("route", [Route.SIGNPOSTED, Route.DUTY_MATTER, Route.EARLY_RESOLUTION])
def test_a_letter_that_gives_less_than_was_asked_says_why(route):
    officer = somebody()
    reference = screened(officer)
    with _lacking("thin.message"):
        _decide(reference, officer, route, "Dear you.")
    assert _decide(reference, officer, route, WHY).decision_id


def test_what_followed_a_decision_is_its_letter_or_who_signs_by_when():
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    done = what_followed(_decide(reference, officer).decision_id)
    assert done.letter_id == db.session.scalars(select(LetterRow.id)).one()
    reference = screened(officer, answers={"before": "answered"})
    part = particulars(reference, Route.REFUSED)
    proposed = decisions.decide(
        reference, officer, Route.REFUSED, REASON, WHY, part=part, signer_id=supervisor.id
    )
    waits = what_followed(proposed.decision_id)
    assert (waits.letter_id, waits.signer) == (None, supervisor.name)
    assert waits.sign_by
