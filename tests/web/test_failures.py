"""When a form fails for a reason it could not know, the words somebody wrote are still on the page."""

import pytest

from portal.domain.vocabulary import Role
from tests.factories import make_feedback

WORDS = "A long note about <b>this</b> family & what was agreed with them."


@pytest.fixture
def address(app):
    with app.app_context():
        return f"/screening/{make_feedback().reference}/claim"


def post(client, where, **fields):
    return client.post(where, data=fields)


def test_a_lost_sign_in_shows_the_words_again(client, address):
    answer = post(client, address, words=WORDS, csrf_token="gone")
    assert answer.status_code == 401
    assert "A long note about &lt;b&gt;this&lt;/b&gt; family &amp; what was agreed" in answer.text


def test_a_missing_token_shows_the_words_again(signed_in, address):
    answer = post(signed_in(Role.SCREENING_OFFICER), address, words=WORDS)
    assert answer.status_code == 400
    assert "A long note about" in answer.text


def test_secrets_are_never_shown_again(client, address):
    secret = "a password that is long enough to show"
    answer = post(client, address, password=secret, code=secret, csrf_token=secret)
    assert secret not in answer.text


def test_a_failure_of_our_own_shows_the_words_and_logs_none(app, signed_in, address, monkeypatch, caplog):
    app.config["SHOW_FAILURE_PAGES"] = True

    def broken(*_args):
        raise RuntimeError(WORDS)

    monkeypatch.setattr("portal.web.access.csrf.protect", broken)
    answer = post(signed_in(Role.SCREENING_OFFICER), address, words=WORDS)
    assert answer.status_code == 500
    assert "A long note about" in answer.text
    assert "A long note" not in caplog.text


def test_opening_a_page_shows_nothing_of_a_form(client):
    assert "What you had written" not in client.get(f"/nowhere?words={'x' * 40}").text
