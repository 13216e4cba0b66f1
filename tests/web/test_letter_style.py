"""The style of a letter is chosen in the form, and what is in the box follows it without losing a word."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.clocks import in_words
from portal.domain.vocabulary import Audience, Kind, Role
from portal.services.now import today
from tests.pages import Page, PageClient
from tests.web.screening_pages import BLANK, SignIn, drafted, item_page, screened, sent

REASON = {"decision_reason": "A parent, about care."}
WHY = "We think the team can put this right within the week."
EASY = {"letter_style": "easy_read"}
EARLY = {
    **REASON,
    "detail_who": "Sam of the team",
    "detail_what": "Ring and say sorry.",
    "detail_rights_told": ["yes"],
}


@pytest.fixture
def officer(signed_in: SignIn) -> PageClient:
    """A screening officer."""
    return signed_in()


def box(page: Page) -> str:
    """Return what stands in the message."""
    return str(page.field("decision_message"))


def styled(officer: PageClient, page: Page, style: str, **typed: str) -> Page:
    """Choose a style without JavaScript."""
    return officer.submit(page, {"letter_style": style, **typed}, button="Use this style")


def test_the_draft_begins_in_their_own_style_and_follows_another(app: Flask, officer: PageClient) -> None:
    page = drafted(officer, screened(officer, sent(app)), "statutory")
    assert page.field("letter_style") == "adult"
    assert "For adults (their own)" in page.main_text
    adult = box(page)
    page = styled(officer, page, "easy_read")
    assert box(page).startswith("Hello. Thank you for telling us.")
    assert "earlier_words" not in page.html
    page = styled(officer, page, "adult", decision_message=f"Dear Kim.\n\n{box(page)}")
    assert box(page) == adult
    assert str(page.field("earlier_words")).startswith("Dear Kim.")


def test_what_was_written_in_a_style_comes_back_with_it(app: Flask, officer: PageClient) -> None:
    page = drafted(officer, screened(officer, sent(app), before="answered"), "refused")
    adult = box(page).replace(BLANK, "We told you about this in May.")
    page = styled(officer, page, "easy_read", decision_message=adult)
    assert box(page).startswith("Hello.")
    easy = box(page).replace(BLANK, "We told you in May.")
    page = styled(officer, page, "adult", decision_message=easy)
    assert box(page) == adult
    assert str(page.field("earlier_words")) == easy
    page = styled(officer, page, "easy_read")
    assert (box(page), page.field("earlier_words")) == (easy, adult)
    for bent in ("[1]", "{", "[" * 5_000, '{"a": 1}'):
        assert styled(officer, page, "adult", left_before=bent).status == 200


def test_a_message_in_another_style_is_never_sent_unread(app: Flask, officer: PageClient) -> None:
    reference = sent(app)
    page = drafted(officer, screened(officer, reference), "statutory")
    page = officer.submit(page, REASON | EASY, button="Decide")
    assert (page.status, page.errors) == (
        422,
        ["This message is in the style you chose. Read it, then decide"],
    )
    page = officer.submit(page, button="Decide")
    assert page.status == 200
    page = item_page(officer, reference)
    assert "Version 1, easy read, about point 1" in page.main_text
    letter = officer.follow(page, "Acknowledgement letter")
    assert "letter-sheet--easy-read" in letter.html


def test_a_style_that_nobody_offers_is_refused_at_its_field(app: Flask, officer: PageClient) -> None:
    page = drafted(officer, screened(officer, sent(app)), "statutory")
    token = {name: page.field(name) for name in ("csrf_token", "version", "drafted_for")}
    for bent in ("gothic", "ADULT", "x" * 500):
        data = token | REASON | {"route": "statutory", "letter_style": bent, "decision_message": box(page)}
        answer = officer.post(page.url.replace("/draft", "/decision"), data=data)
        assert answer.status_code == 422
        assert 'id="letter_style-error"' in answer.get_data(as_text=True)


def test_the_preview_follows_the_style(app: Flask, officer: PageClient) -> None:
    page = drafted(officer, screened(officer, sent(app)), "statutory")
    shown = officer.submit(page, EASY, button="Look at the letter (opens in a new tab)")
    assert "letter-sheet--easy-read" in shown.html
    assert "Thank you for telling us." in shown.main_text


def test_a_childs_letter_for_adults_is_cautioned_and_not_refused(app: Flask, officer: PageClient) -> None:
    reference = sent(app, audience=Audience.TWELVE_AND_OVER)
    page = drafted(officer, screened(officer, reference), "statutory")
    assert page.field("letter_style") == "young_person"
    assert "Can they read it?" not in page.main_text
    page = styled(officer, page, "adult")
    assert "Can they read it?" in page.main_text
    assert "Their own letters are for young people." in page.main_text
    assert officer.submit(page, REASON, button="Decide").status == 200


def test_the_signer_reads_the_letter_as_it_is_set(app: Flask, officer: PageClient, signed_in: SignIn) -> None:
    reference = sent(app)
    page = drafted(officer, screened(officer, reference, before="answered"), "refused")
    page = styled(officer, page, "easy_read")
    words = {
        "decision_reason": "We answered the same thing in May.",
        "detail_earlier": "Our answer of 3 May 2025 about the same",
        "decision_message": box(page).replace(BLANK, "We told you about this in May."),
    }
    page = officer.submit(page, words, button="Send for signature")
    assert "Sent for signature to a second person. " in page.main_text
    assert "It waits for " in page.main_text
    assert "Nothing goes out before that." in page.main_text
    signer = signed_in(Role.SUPERVISOR)
    weighed = signer.follow(
        signer.get_page(f"/screening/{reference}/sign"), "I have read it: show what is proposed"
    )
    assert "letter-sheet--easy-read" in weighed.html
    assert (
        "The letter is easy read; the officer chose that. Their own letters are for adults."
        in weighed.main_text
    )
    signer.submit(weighed, button="Sign")
    assert "Version 1, easy read, about point 1" in item_page(signer, reference).main_text


def test_what_is_still_to_be_filled_is_named_beside_the_box_and_at_the_field(
    app: Flask, officer: PageClient
) -> None:
    page = drafted(officer, screened(officer, sent(app), before="answered"), "refused")
    assert f"Still to fill in: {BLANK}" in page.main_text
    mine = box(page).replace(BLANK, "It went to [the name of the team] in [month] as you know.")
    page = officer.submit(page, REASON | {"decision_message": mine}, button="Send for signature")
    assert page.errors == ["Fill in what is still in brackets: [the name of the team], [month]"]
    assert "Still to fill in: [the name of the team], [month]" in page.main_text
    assert box(page) == mine


def test_a_reason_that_says_nothing_is_refused_at_the_message(app: Flask, officer: PageClient) -> None:
    page = drafted(officer, screened(officer, sent(app), before="answered"), "refused")
    words = {
        "decision_reason": "We answered the same thing in May.",
        "detail_earlier": "Our answer of 3 May 2025 about the same",
        "decision_message": box(page).replace(BLANK, "x"),
    }
    page = officer.submit(page, words, button="Send for signature")
    said = "Say in the message why, so that the person understands it: a few words at least"
    assert (page.status, page.errors) == (422, [said])


def test_the_day_of_early_resolution_is_the_one_that_is_typed(app: Flask, officer: PageClient) -> None:
    page = drafted(officer, screened(officer, sent(app)), "early_resolution")
    asked = [page.field(f"detail_by-{part}") for part in ("day", "month", "year")]
    assert all(asked)
    day = today() + timedelta(days=2)
    by = {"detail_by-day": str(day.day), "detail_by-month": str(day.month), "detail_by-year": str(day.year)}
    mine = box(page).replace(BLANK, WHY)
    page = officer.submit(page, EARLY | by | {"decision_message": mine}, button="Send for signature")
    assert page.errors == ["What the message names has changed, a day for example. Read it, then decide"]
    assert f"You hear from us by {in_words(day)}." in box(page)
    assert WHY in box(page)
    other = box(page).replace(in_words(day), in_words(day + timedelta(days=1)))
    page = officer.submit(page, {"decision_message": other}, button="Send for signature")
    (said,) = page.errors
    assert said.startswith("The message names another day than “By when?” above.")
    page = officer.submit(
        page,
        {"decision_message": other.replace(in_words(day + timedelta(days=1)), in_words(day))},
        button="Send for signature",
    )
    assert "It waits for " in page.main_text


def test_a_day_that_is_past_is_named_at_the_message(app: Flask, officer: PageClient) -> None:
    page = drafted(officer, screened(officer, sent(app, Kind.COMMENT), Kind.COMMENT), "comment")
    told = "The team rings you by Friday 6 March 2020."
    page = officer.submit(page, REASON | {"decision_message": told}, button="Decide")
    said = "The message promises something by a day that is past: Friday 6 March 2020. Write another day"
    assert page.errors == [said]


def test_what_follows_names_the_item_and_leads_to_its_letter(app: Flask, officer: PageClient) -> None:
    reference = sent(app)
    page = drafted(officer, screened(officer, reference), "statutory")
    page = officer.submit(page, REASON, button="Decide")
    assert (
        f"Decided. {reference}: Children Act complaint. Their letter is on their private page."
        in page.main_text
    )
    letter = officer.follow(page, "Their letter")
    assert f"Reference: {reference}" in letter.main_text
    assert officer.follow(page, reference).h1


def test_each_letter_of_the_list_is_read_and_taken_from_there(app: Flask, officer: PageClient) -> None:
    reference = sent(app)
    officer.submit(drafted(officer, screened(officer, reference), "statutory"), REASON, button="Decide")
    page = item_page(officer, reference)
    assert "Version 1, for adults, about point 1" in page.main_text
    assert officer.follow(page, "Read it").status == 200
    form, _pressed = page.form_for("Document to edit (Acknowledgement letter)")
    answer = officer.post(form.get("action"), data={"csrf_token": page.field("csrf_token")})
    assert answer.headers["Content-Disposition"] == "attachment; filename=letter.docx"
