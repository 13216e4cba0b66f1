"""Two letters about points of one item can be told apart, and none promises a day that is past."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from portal.domain.errors import Incomplete
from portal.domain.vocabulary import Role, Route
from portal.services import decisions, letter_page, points, reading, signing_page
from portal.services.decisions import Part
from portal.services.letter_files import make_docx
from tests.services.screening_steps import REASON, particulars, screened, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
SEPARATELY = "We write to you about the other points separately."


def _letter(reference, officer, number=0):
    shown = reading.read_item(reference, officer).letters[number]
    return letter_page.read_letter(reference, shown.id, officer).letter


def _decide(reference, officer, *numbers):
    part = Part(points=numbers)
    decisions.decide(reference, officer, Route.STATUTORY, "Because.", "We look into it.", part=part)


def _draft(reference, officer, route=Route.STATUTORY, numbers=()):
    routes = reading.read_item(reference, officer, numbers).screening.routes
    return next(choice.draft for choice in routes if choice.route is route)


def test_letters_about_some_of_the_points_say_so_and_are_titled_apart():
    officer = somebody()
    reference = screened(officer)
    points.define_point(reference, officer, "The taxi never came.", answers={"subject": "part3"})
    assert SEPARATELY in _draft(reference, officer, numbers=(1,))
    preview = letter_page.preview_letter(reference, officer, Route.STATUTORY, "We look into it.", (1,))
    _decide(reference, officer, 1)
    assert SEPARATELY not in _draft(reference, officer)  # the letter about the other one has gone
    _decide(reference, officer, 2)
    first, second = _letter(reference, officer), _letter(reference, officer, 1)
    assert first == preview
    assert first.heading == "What happens with your complaint: about point 1"
    assert second.heading == "What happens with your complaint: about point 2"
    assert SEPARATELY in list(first.words())
    assert SEPARATELY not in list(second.words())


def test_a_letter_about_everything_names_no_points_in_its_title():
    officer = somebody()
    reference = screened(officer)
    assert SEPARATELY not in _draft(reference, officer)
    _decide(reference, officer)
    letter = _letter(reference, officer)
    assert letter.heading == "What happens with your complaint"
    assert SEPARATELY not in list(letter.words())


def test_a_letter_made_after_its_day_says_that_it_is_late(clock):
    officer = somebody()
    reference = screened(officer)
    assert "You get an answer by" in _draft(reference, officer)
    clock.forward(days=20)
    assert "You should have had the answer by" in _draft(reference, officer)
    assert "You should have heard from us by" in _draft(reference, officer, Route.EARLY_RESOLUTION)
    _decide(reference, officer)
    assert "You should have had the answer by" in "\n".join(_letter(reference, officer).words())


def test_the_signer_is_told_of_a_promise_that_is_past(clock):
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer, answers={"before": "answered"})
    message = "We answered this. You hear from us by Friday 13 March 2026."
    part = particulars(reference, Route.REFUSED)
    decisions.decide(reference, officer, Route.REFUSED, REASON, message, part=part)
    reading.read_item(reference, supervisor)
    assert signing_page.read_proposal(reference, supervisor).past_days == ()
    clock.forward(days=4)
    late = signing_page.read_proposal(reference, supervisor)
    assert late.past_days == ("Friday 13 March 2026",)
    with pytest.raises(Incomplete) as refused:
        decisions.sign(late.decision.id, supervisor)
    assert refused.value.missing == ("past_day",)
    assert reading.read_item(reference, supervisor).letters == ()


def test_the_signer_is_told_how_old_a_proposal_is_and_which_of_its_words_are(clock):
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer, answers={"before": "answered"})
    message = "We answered this in May. A colleague rings you today."
    part = particulars(reference, Route.REFUSED)
    decisions.decide(reference, officer, Route.REFUSED, REASON, message, part=part)
    reading.read_item(reference, supervisor)
    fresh = signing_page.read_proposal(reference, supervisor)
    assert (fresh.days_waiting, fresh.old_words) == (0, ())
    clock.forward(days=6)
    old = signing_page.read_proposal(reference, supervisor)
    assert (old.days_waiting, old.old_words) == (4, ("today",))


def test_a_document_is_in_british_english_throughout():
    officer = somebody()
    reference = screened(officer)
    _decide(reference, officer)
    document = Document(BytesIO(make_docx(_letter(reference, officer), "#14505c")))
    said = [one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))]
    assert said
    assert set(said) == {"en-GB"}
