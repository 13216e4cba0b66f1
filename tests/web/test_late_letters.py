"""Whoever signs a letter is told before that it promises a day that is past."""

import pytest
from flask import Flask

from portal.domain.vocabulary import Role
from tests.web.screening_pages import SignIn, refused, sent

PAST = "The letter promises a day that is past: Friday 13 March 2026."
FRIDAY = ("Friday 13 March 2026",)


@pytest.mark.parametrize(("late", "told"), [((), 0), (FRIDAY, 1)])
def test_a_promise_that_is_past_is_told_before_signing(
    app: Flask, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch, late: tuple[str, ...], told: int
) -> None:
    monkeypatch.setattr("portal.services.signing_page.past_days", lambda *_: late)
    reference = sent(app)
    refused(signed_in(), reference)
    signer = signed_in(Role.SUPERVISOR)
    words = signer.get_page(f"/screening/{reference}/sign")
    shown = signer.follow(words, "I have read it: show what is proposed")
    assert shown.main_text.count(PAST) == told
    assert ("Sign" in shown.buttons) is not bool(late)
