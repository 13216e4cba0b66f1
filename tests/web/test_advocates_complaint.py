"""Complaining for a young person: two voices kept apart, and nothing shared before a yes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.vocabulary import Audience, AuthorityBasis, Channel, Holder, Kind, Scope
from portal.extensions import db
from portal.models.advocate_request import AdvocateRequest
from portal.models.authority import Authority
from portal.models.feedback import Feedback
from portal.models.record import Record
from portal.services.sealing import Seal
from portal.web.advocates.complaint_forms import SAY_SOMETHING
from tests.pages import Page, PageClient
from tests.web.test_reading_age import ADULT, too_hard
from tests.web.walking import STEP, Typed, begin, person, send, step_name, stored, walk

PATH = "/advocates/complaint"
ADVOCATE = {"who": "advocate", "name": "Morwenna", "organisation": "Your Side"}
THEIR_WORDS, OUR_WORDS = "they moved my dog away", "I was there on Monday"
TOLD: Typed = {"you": ADVOCATE, "what-happened": {"young_words": THEIR_WORDS, "words": OUR_WORDS}}
SHARED: Typed = {
    **TOLD,
    "sharing": {
        "scopes": ["progress", "meetings"],
        "starts-day": "1",
        "starts-month": "12",
        "starts-year": "2026",
        "ends-day": "31",
        "ends-month": "5",
        "ends-year": "2027",
    },
}


def stored_authority(app: Flask, sent: Page) -> tuple[Authority, dict[str, Any]]:
    """Return the one authority that a sending asked for, and whom it names."""
    with app.app_context():
        feedback = next(f for f in db.session.scalars(select(Feedback)) if f.reference in sent.main_text)
        found = db.session.scalars(select(Authority).where(Authority.feedback_id == feedback.id)).one()
        named = Seal.of(feedback.data_key_id).open(f"authority.words:{found.id}", found.words)
        db.session.expunge(found)
        return found, named


def facts_of(app: Flask, sent: Page) -> tuple[Channel, bool, bool]:
    """Return its channel, whether it counts as through an advocate, and whether one was asked for."""
    with app.app_context():
        feedback = next(f for f in db.session.scalars(select(Feedback)) if f.reference in sent.main_text)
        first = select(Record).where(Record.feedback_id == feedback.id).order_by(Record.id).limit(1)
        record = db.session.scalars(first).one()
        asked = select(AdvocateRequest.id).where(AdvocateRequest.feedback_id == feedback.id)
        return feedback.channel, record.via_advocate, db.session.scalar(asked) is not None


def test_two_voices_are_kept_apart(app: Flask, client: PageClient) -> None:
    kept = stored(app, send(client, PATH, TOLD))

    assert (kept["kind"], kept["audience"]) == (Kind.COMPLAINT, Audience.ADVOCATE)
    assert kept["said"]["what-happened", "young_words"] == THEIR_WORDS
    assert kept["said"]["what-happened", "words"] == OUR_WORDS


@pytest.mark.parametrize("field", ["words", "young_words"])
def test_either_voice_is_enough(app: Flask, client: PageClient, field: str) -> None:
    kept = stored(app, send(client, PATH, {"what-happened": {field: "One sentence."}}))

    assert kept["said"]["what-happened", field] == "One sentence."


@pytest.mark.parametrize("blank", ["", "  \n", "\u2800"])
def test_neither_is_refused_at_the_first_box(client: PageClient, blank: str) -> None:
    page = walk(client, PATH, {"you": ADVOCATE}, until="what-happened")

    refused = client.submit(page, {"words": blank}, STEP)

    assert (refused.status, refused.errors) == (422, [SAY_SOMETHING])


def test_an_advocate_acts_and_the_young_person_is_named(app: Flask, client: PageClient) -> None:
    young = {"name": "Lacie", "age": "14", "legal_status": "in_care", "worker": "Sam"}
    sent = send(client, PATH, {**TOLD, "young-person": {**young, "agreement": "agreed"}})

    kept = stored(app, sent)
    assert person(kept, "sender") == {"name": "Morwenna", "organisation": "Your Side", "consent": "agreed"}
    assert person(kept, "child") == young
    assert facts_of(app, sent) == (Channel.ADVOCATE, True, False)


def test_what_may_be_shared_waits_for_the_young_persons_own_yes(app: Flask, client: PageClient) -> None:
    authority, named = stored_authority(app, send(client, PATH, SHARED))

    assert (authority.holder, authority.basis) == (Holder.SENDER, AuthorityBasis.CHILD_WILL_CONFIRM)
    assert set(authority.scopes) == {Scope.PROGRESS, Scope.MEETINGS}
    assert (authority.from_on, authority.to_on) == (date(2026, 12, 1), date(2027, 5, 31))
    assert authority.child_confirmed_at is None
    assert authority.named_confirmed_at is not None
    assert named == {"name": "Morwenna", "relation": "advocate, Your Side"}


def test_a_signed_paper_is_a_basis_and_still_no_yes(app: Flask, client: PageClient) -> None:
    authority, _named = stored_authority(app, send(client, PATH, {**SHARED, "proof": {"basis": "proof"}}))

    assert authority.basis is AuthorityBasis.PROOF
    assert authority.child_confirmed_at is None


def test_asking_for_nothing_asks_for_nothing(app: Flask, client: PageClient) -> None:
    authority, _named = stored_authority(app, send(client, PATH, TOLD))

    assert list(authority.scopes) == []


@pytest.mark.parametrize("who", ["parent", "foster_carer", "special_guardian"])
def test_whoever_has_a_right_of_their_own_needs_no_yes_and_gets_no_personal_information(
    app: Flask, client: PageClient, who: str
) -> None:
    theirs: Typed = {**TOLD, "you": {"who": who}, "whose-carer": {"theirs": "yes"}}
    page = walk(client, PATH, theirs, until="own-right")
    assert "You need nobody’s consent" in page.main_text
    assert "no right to the young person’s personal information" in page.main_text

    client.submit(client.get_page(f"{PATH}/discard"), button="Yes, throw it away")
    sent = send(client, PATH, theirs)

    authority, _named = stored_authority(app, sent)
    assert authority.basis is AuthorityBasis.OWN_RIGHT
    assert Scope.PERSONAL_INFORMATION not in authority.scopes
    assert facts_of(app, sent) == (Channel.WEB, False, False)


@pytest.mark.parametrize("said", [{"theirs": "no"}, {}])
def test_a_carer_of_another_child_is_told_nothing_before_the_young_persons_yes(
    app: Flask, client: PageClient, said: dict[str, str]
) -> None:
    sent = send(client, PATH, {**SHARED, "you": {"who": "foster_carer", "name": "Jan"}, "whose-carer": said})

    authority, named = stored_authority(app, sent)
    assert authority.basis is AuthorityBasis.CHILD_WILL_CONFIRM
    assert authority.child_confirmed_at is None
    kept = stored(app, sent)
    capacities = {capacity for role, capacity, _words in kept["people"] if role == "sender"}
    if said:
        assert (capacities, named["relation"]) == ({"someone_else"}, "foster carer of somebody else")


def test_a_worker_of_the_service_is_welcome_and_no_advocate(app: Flask, client: PageClient) -> None:
    typed: Typed = {**TOLD, "independence": {"employed": "yes"}}
    page = walk(client, PATH, typed, until="not-independent")
    assert "you cannot be their independent advocate" in page.main_text

    client.submit(client.get_page(f"{PATH}/discard"), button="Yes, throw it away")
    sent = send(client, PATH, typed)

    assert facts_of(app, sent) == (Channel.WEB, False, True)
    assert ("sender", "worker_of_the_service") in {
        (role, capacity) for role, capacity, _words in stored(app, sent)["people"]
    }


def test_an_advocate_wanted_beside_them_is_asked_for(app: Flask, client: PageClient) -> None:
    sent = send(client, PATH, {**TOLD, "put-right": {"advocate": "yes"}})

    assert facts_of(app, sent)[2]


def test_an_end_before_the_beginning_is_refused_and_kept(client: PageClient) -> None:
    page = walk(client, PATH, TOLD, until="sharing")
    typed = {**SHARED["sharing"], "starts-year": "2028"}

    refused = client.submit(page, typed, STEP)

    assert refused.errors == ["Write a last day that is not before the first day, or leave it empty"]
    assert refused.field("ends-day") == "31"


def paths() -> Iterator[Typed]:
    """Yield the answers that lead through every page."""
    yield {**SHARED, "independence": {"employed": "yes"}}
    yield {**TOLD, "you": {"who": "foster_carer"}, "whose-carer": {"theirs": "yes"}}


@pytest.mark.parametrize("typed", paths())
def test_every_page_is_easy_enough(app: Flask, client: PageClient, typed: Typed) -> None:
    page, hard = begin(client, PATH), []
    while step_name(page) != "check":
        hard += too_hard(app, page, ADULT)
        page = client.submit(page, typed.get(step_name(page), {}), STEP)
    hard += too_hard(app, client.submit(page, button="Send"), ADULT)

    assert hard == []
