"""What is typed is judged as people see it: blank to the eye is blank, an address is what mail can reach."""

from datetime import timedelta
from typing import Any

import pytest
from flask_mail import sanitize_address
from werkzeug.datastructures import MultiDict

from portal.services.now import today
from portal.web.contact import ContactForm
from portal.web.fields import EmailField
from portal.web.journey_pages import PageForm
from portal.web.public.complaint_forms import AboutToHappenForm, WhatHappenedForm
from portal.web.public.contact_forms import SafeContactForm
from portal.web.public.short_forms import SafeTimesForm
from portal.web.typed import EmailShape


class AddressForm(PageForm):
    """One address."""

    email = EmailField("Address", [EmailShape()])


@pytest.fixture(autouse=True)
def on_a_page(app: Any) -> Any:
    """Forms are read within a request."""
    with app.test_request_context(method="POST"):
        yield


def errors_of(form: type[PageForm], **typed: str) -> list[str]:
    """Return what a form says of what was typed."""
    read = form(formdata=MultiDict({name.replace("_", "-"): value for name, value in typed.items()}))
    read.validate()
    return [str(error) for field in read for error in field.errors]


@pytest.mark.parametrize("words", ["\u200b", " \u200b\u2060\ufeff ", "\u3164", "\u2800", "\u00ad\ufe0f"])
def test_what_nobody_can_see_is_no_answer(words: str) -> None:
    assert errors_of(WhatHappenedForm, words=words) == ["Tell us what happened. A few words are enough."]


@pytest.mark.parametrize("words", ["x", "👩\u200d👧", "не пришли", "\u200bno", "हाँ"])
def test_the_shortest_answer_in_any_script_is_one(words: str) -> None:
    assert errors_of(WhatHappenedForm, words=words) == []


@pytest.mark.parametrize(
    "address", ["jo@mail.example", "a.o'brien+x@sub.mail.example", "J_0@xn--e1afmkfd.example"]
)
def test_an_address_that_mail_reaches_is_taken_as_it_is(address: str) -> None:
    assert errors_of(AddressForm, email=address) == []
    assert sanitize_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "jö@mail.example",
        "jo@mäil.example",
        "=?utf-8?q?jo?=@mail.example",
        "jo\x01@mail.example",
        "jo@mail.example\u200b",
    ],  # fmt: skip
)
def test_an_address_our_mail_cannot_carry_is_refused_truthfully(address: str) -> None:
    assert "We can’t send to this address" in errors_of(AddressForm, email=address)[0]


@pytest.mark.parametrize("address", ["jo", "jo@mail", "a..b@mail.example", ".a@mail.example", "jo@-x.example",
                                     "jo <jo@mail.example>", "jo@mail.example,x@y.example"])  # fmt: skip
def test_what_is_no_address_is_asked_for_in_full(address: str) -> None:
    assert errors_of(AddressForm, email=address) == [
        "Write the e-mail address in full, like name@example.com"
    ]


def on(day: Any, spelt: Any = str) -> dict[str, str]:
    """Return a day as typed."""
    return {f"on_{part}": spelt(getattr(day, part)) for part in ("day", "month", "year")}


def test_what_is_about_to_happen_lies_not_in_the_past(clock: Any) -> None:
    assert errors_of(AboutToHappenForm, **on(today())) == []
    assert errors_of(AboutToHappenForm, **on(today() - timedelta(days=1))) == [
        "Write today’s date or a later one, or leave it empty"
    ]


def test_a_date_may_be_typed_in_other_numbers(clock: Any) -> None:
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    assert errors_of(AboutToHappenForm, **on(today(), lambda part: str(part).translate(arabic))) == []
    assert errors_of(AboutToHappenForm, on_day="²", on_month="3", on_year="2027")


@pytest.mark.parametrize("form", [ContactForm, SafeContactForm, SafeTimesForm])
def test_a_browser_is_told_not_to_remember_who_must_not_know(form: type[PageForm]) -> None:
    for name in ("when", "must_not_know"):
        assert 'autocomplete="off"' in str(form()[name]()), name
