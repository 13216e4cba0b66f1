"""What a holder of a private page may not ask for is refused however it is posted; words are kept."""

import pytest

from portal.domain.vocabulary import (
    Audience,
    AuthorityBasis,
    FeedbackStatus,
    Holder,
    PartyRole,
    Scope,
)
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services.page_keys import make_key, switch_off
from portal.services.submission import AuthoritySent, PartySent, SafeContact
from portal.services.visits import find_visit, open_page, open_visit, show_sent
from portal.services.young_persons_code import find_own_code, make_own_code
from tests.factories import make_feedback

pytestmark = pytest.mark.usefixtures("clock")
ANNA = PartySent(PartyRole.SENDER, "advocate", name="Anna", email="anna@mail.example", phone="01632 960001")
TYPED = {
    "contact": {"how": "email", "email": "other@mail.example", "when": "always", "must_not_know": "nobody"},
    "stop-emails": {},
    "withdraw": {"danger": "no", "reason": "They want to stop"},
    "look-again": {"danger": "no", "words": "You missed it"},
    "start-again": {"danger": "no", "words": "Go on"},
}
REFUSED = {(Holder.ADVOCATE, name) for name in TYPED} | {
    (Holder.CHILD, "contact"),
    (Holder.CHILD, "stop-emails"),
}


@pytest.fixture
def theirs(app):
    with app.app_context():
        made = make_feedback(
            "They moved it",
            audience=Audience.ADVOCATE,
            parties=(ANNA,),
            safe_contact=SafeContact(("email",), "mornings", "the carer"),
            authorities=(
                AuthoritySent(
                    Holder.SENDER, AuthorityBasis.CHILD_WILL_CONFIRM, (Scope.LETTERS,), named_confirms=True
                ),
            ),
        )
        codes = {
            holder: make_key(made.id, holder, None, "desk") for holder in (Holder.CHILD, Holder.ADVOCATE)
        }
        db.session.commit()
    return made, codes | {Holder.SENDER: made.code}


def opened_as(app, client, made, holder):
    with app.app_context():
        token = open_visit()
        open_page(find_visit(token).id, made.id, holder)
    client.set_cookie("visit", token)
    return client


def facts_of(app, made):
    with app.app_context():
        row = db.session.get(Feedback, made.id)
        return (row.status, row.mail_allowed, row.version)


@pytest.mark.parametrize(("holder", "errand"), sorted(REFUSED | {(Holder.SENDER, "withdraw")}))
def test_it_is_refused_and_nothing_changes(app, client, theirs, holder, errand):
    made, codes = theirs
    before = facts_of(app, made)
    someone = opened_as(app, client, made, holder)
    token = someone.get_page("/track/add").field("csrf_token")
    typed = TYPED[errand] | {"csrf_token": token, "about": made.reference, "code": codes[holder]}
    answer = someone.post(f"/track/{errand}", data=typed)
    assert answer.status_code == 409
    assert facts_of(app, made) == before
    for words in TYPED[errand].values():
        assert words in answer.text or words in ("email", "no")


def test_whoever_sent_it_still_changes_how_they_are_reached(app, client, theirs):
    made, _codes = theirs
    sender = opened_as(app, client, made, Holder.SENDER)
    page = sender.get_page("/track/contact")
    assert sender.submit(page, {"when": "after six"}).status == 200


def test_a_child_may_stop_what_was_sent_for_them(app, client, theirs):
    made, codes = theirs
    child = opened_as(app, client, made, Holder.CHILD)
    page = child.get_page("/track/withdraw")
    child.submit(page, {"danger": "no", "code": codes[Holder.CHILD]})
    assert facts_of(app, made)[0] is FeedbackStatus.WITHDRAWN


def test_only_the_first_words_of_a_young_person_are_shown_beside_who_sent_it(app):
    with app.app_context():
        made = make_feedback("For Sam", audience=Audience.ADVOCATE, parties=(ANNA,))
        make_own_code(made.id)
        assert find_own_code(made.id)
        make_key(made.id, Holder.CHILD, None, "own_page")
        db.session.commit()
        assert find_own_code(made.id) is None


def test_shutting_out_who_sent_it_closes_what_they_had_open(app):
    with app.app_context():
        made = make_feedback("For Sam", audience=Audience.ADVOCATE, parties=(ANNA,))
        token = open_visit()
        show_sent(find_visit(token).id, made.id)
        make_own_code(made.id)
        switch_off(made.id, Holder.CHILD, Holder.SENDER)
        assert find_visit(token).sent_feedback_id is None
        assert find_own_code(made.id) is None
