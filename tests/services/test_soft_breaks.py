"""A word without an end can't hold up the PDF maker: it may break, and nothing else of it changes."""

import re
from datetime import date
from html import unescape

import pytest
from flask import render_template
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.letter import Block, Letter
from portal.domain.vocabulary import LetterStyle
from portal.services.soft_breaks import MAY_BREAK, with_soft_breaks

MOST = 60
ENDLESS = "a" * 5_000 + " " + "&<" * 1_000


def longest_run(html: str) -> int:
    words = unescape(re.sub(r"<[^>]*>", " ", html))
    return max(map(len, re.split(rf"[\s{MAY_BREAK}]+", words)))


@given(st.text(alphabet="ab&<>; \n؟م", max_size=300))
def test_no_run_is_long_and_no_letter_is_lost(words: str) -> None:
    from markupsafe import escape

    html = f"<p title='{'t' * 90}'>{escape(words)}</p>"
    broken = with_soft_breaks(html)
    assert longest_run(broken) <= MOST
    assert broken.replace(MAY_BREAK, "") == html
    assert "t" * 90 in broken


def test_tags_and_styles_stay_as_they_are() -> None:
    html = f"<style>.{'s' * 90} {{}}</style><svg d='{'m' * 90}'></svg>"
    assert with_soft_breaks(html) == html


@pytest.mark.parametrize("style", LetterStyle)
def test_what_the_pdf_of_a_letter_is_made_from_holds_no_endless_word(app, style, monkeypatch) -> None:
    weasyprint = pytest.importorskip("weasyprint")
    from portal.services.copies import make_pdf

    made = []

    class Caught(Exception):
        """Stops before anything is laid out."""

    def caught(*, string: str, **_rest: object) -> None:
        made.append(string)
        raise Caught

    monkeypatch.setattr(weasyprint, "HTML", caught)
    block = Block((ENDLESS,), tuple((n, ENDLESS) for n in range(1, 41)))
    letter = Letter("C", (), (), date(2026, 3, 10), "R", "To", "H", (block,), "", (), (), style)
    with app.test_request_context():
        html = render_template("letters/_document.html", letter=letter)
        css = render_template("letters/document.css", colour="#123456")
    with pytest.raises(Caught):
        make_pdf(html, css)
    assert longest_run(made[0]) <= MOST
    assert "--short" not in made[0]
    points = next(line for line in css.splitlines() if "__points li" in line)
    assert not {"flex", "avoid"} & set(re.findall(r"\w+", points))
