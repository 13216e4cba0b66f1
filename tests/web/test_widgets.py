"""What the form widgets put on a page, above all when what was typed is wrong."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form, PasswordField
from wtforms.validators import InputRequired, Length

from portal.web import widgets
from portal.web.fields import (
    CheckboxesField,
    DatePartsField,
    EmailField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
    choices,
)
from portal.web.widgets import error_summary, revealed_names
from tests.page_rules import find_faults, parse, text_of


class Everything(Form):
    name = TextField("Your name", [InputRequired("Tell us your name")], description="As we should use it")
    words = LongTextField("What happened?", [Length(max=40, message="Too long")])
    email = EmailField("E-mail address")
    who = RadioField(
        "Who are you?",
        choices=choices(("parent", "A parent"), ("other", "Someone else")),
        hints={"parent": "Or have been one"},
        reveals={"other": "other"},
        divider_before="other",
    )
    other = TextField("Who, then?")
    needs = CheckboxesField(
        "What help do you need?",
        choices=choices(("interpreter", "An interpreter"), ("none", "No help")),
        none_value="none",
    )
    started = DatePartsField("When did it start?", what="The date it started")
    team = SelectField("Which team?", choices=choices(("", "I don’t know"), ("fostering", "Fostering")))


def posted(form=Everything, /, **answers):
    return form(MultiDict((name.replace("__", "-"), value) for name, value in answers.items()))


def shown(field, **asked):
    return parse(f"<div>{field(**asked)}</div>", whole=False)


def attributes(document, tag):
    return [element.attrib for element in document.all(tag)]


def date_posted(day="", month="", year=""):
    form = posted(name="A", started__day=day, started__month=month, started__year=year)
    form.validate()
    return form.started


@pytest.mark.parametrize("answers", [{}, {"who": "nobody", "needs": "none", "started__day": "31"}])
def test_every_field_keeps_the_rules_for_pages_also_with_errors(answers):
    form = posted(**answers)
    form.validate()

    body = "".join(str(field()) for field in form if field.name != "other")

    assert find_faults(parse(f"<div>{body}</div>", whole=False)) == []


def test_a_question_can_be_the_pages_heading():
    for field in (posted().name, posted().who, posted().started, posted().words, posted().team):
        document = shown(field, label_is_heading=True)

        assert [text_of(h1) for h1 in document.all("h1")] == [field.label.text]


def test_a_legend_keeps_its_words_whatever_else_is_asked_for():
    legend = next(iter(shown(posted().started, class_="wide").all("legend")))

    assert text_of(legend) == "When did it start?"


def test_browsers_are_never_told_that_a_field_is_required():
    document = shown(posted().name, required=True)

    assert all("required" not in attribute for attribute in attributes(document, "input"))


def test_hint_and_error_are_tied_to_the_box():
    form = posted()
    form.validate()

    (box,) = attributes(shown(form.name), "input")

    assert box["aria-describedby"].split() == ["name-hint", "name-error"]


@pytest.mark.parametrize(
    "typed",
    [
        "one",
        "\nbegins with an empty line",
        "\n\n  two, and spaces",
        "a\n    b\n\nc\n",
        "</textarea><b>&amp;",
        "\ttab",
    ],
)
def test_words_come_back_to_the_letter_also_when_nested(typed):
    document = shown(posted(words=typed).words)

    (box,) = document.all("textarea")

    assert "".join(box.itertext()) == typed


def test_words_below_a_choice_come_back_to_the_letter():
    class Nested(Form):
        who = RadioField("Who?", choices=choices(("a", "A")), reveals={"a": "words"})
        words = LongTextField("Words")

    document = shown(posted(Nested, who="a", words="one\n  two\n\nthree").who)

    assert "".join(document.all("textarea")[0].itertext()) == "one\n  two\n\nthree"


def test_line_ends_are_counted_as_they_were_typed():
    form = posted(name="A", words="\r\n".join("a" * 9 for _ in range(4)))

    assert form.validate()
    assert "\r" not in form.words.data


def test_a_limit_is_told_before_typing():
    class Limited(Form):
        words = LongTextField("What happened?", widget=widgets.Textarea(limit=30_000))

    assert "There is room for 30,000 characters." in text_of(shown(posted(Limited).words).root)


def test_what_is_typed_into_a_box_is_escaped():
    (box,) = attributes(shown(posted(name='"><script>alert(1)</script>').name), "input")

    assert box["value"] == '"><script>alert(1)</script>'


def test_a_password_never_comes_back():
    class SignIn(Form):
        password = PasswordField("Password", widget=widgets.TextInput(input_type="password"))

    (box,) = attributes(shown(posted(SignIn, password="hunter2 hunter2").password), "input")

    assert "value" not in box


def test_no_answer_to_a_question_that_may_be_skipped_is_no_error():
    form = posted(name="A")

    assert form.validate()
    assert form.who.data is None
    assert form.team.data is None


def test_an_answer_that_was_not_offered_is_refused_in_our_words():
    form = posted(name="A", who="nobody", team="nowhere")

    assert not form.validate()
    assert form.who.errors == form.team.errors == ["Choose one of the answers on this page"]


def test_no_answer_clears_the_answer_of_before():
    form = Everything(MultiDict({"name": "A"}), data={"who": "parent"})

    assert form.who.data is None


def test_a_choice_shows_its_hint_the_divider_and_what_it_reveals():
    document = shown(posted(who="other").who)

    assert [text_of(e) for e in document.all("div") if e.get("class") == "govuk-radios__divider"] == ["or"]
    assert any(text_of(e) == "Or have been one" for e in document.all("div"))
    assert "other" in [box.get("name") for box in attributes(document, "input")]
    assert revealed_names(posted()) == {"other"}


def test_none_of_these_rules_out_the_others():
    form = Everything(MultiDict([("name", "A"), ("needs", "interpreter"), ("needs", "none")]))

    assert not form.validate()
    assert form.needs.errors == ["Choose either the last answer or the others, not both"]


def test_a_date_is_a_date():
    assert date_posted("4", "3", "2026").data == date(2026, 3, 4)
    assert date_posted(" 04", "march ", "2026").data == date(2026, 3, 4)
    assert date_posted("1", "Sept", "2026").data == date(2026, 9, 1)


def test_no_date_is_no_error():
    field = date_posted()

    assert field.data is None
    assert not field.errors


@pytest.mark.parametrize(
    ("parts", "message", "box"),
    [
        (("4", "", "2026"), "The date it started must include a month", "started-month"),
        (("4", "", ""), "The date it started must include a month and a year", "started-month"),
        (("", "3", "2026"), "The date it started must include a day", "started-day"),
        (("32", "3", "2026"), "The date it started must have a day from 1 to 31", "started-day"),
        (("4", "13", "2026"), "The date it started must have a month from 1 to 12", "started-month"),
        (("4", "m", "2026"), "The date it started must have a month from 1 to 12", "started-month"),
        (("4", "3", "26"), "The date it started must have a year with 4 numbers, like 2026", "started-year"),
        (
            ("30", "2", "2026"),
            "The date it started must be a real date: that month has fewer days",
            "started-day",
        ),
        (("²", "3", "2026"), "The date it started must have a day from 1 to 31", "started-day"),
        (
            ("4", "3", "9" * 5000),
            "The date it started must have a year with 4 numbers, like 2026",
            "started-year",
        ),
    ],
)
def test_a_wrong_date_says_what_is_missing_and_leads_to_its_box(parts, message, box):
    form = posted(name="A", started__day=parts[0], started__month=parts[1], started__year=parts[2])

    assert not form.validate()
    assert error_summary(form) == [{"text": message, "href": f"#{box}"}]
    assert box in shown(form.started).ids()


def test_a_wrong_date_keeps_what_was_typed():
    boxes = attributes(shown(date_posted("31", "Feb", "2026")), "input")

    assert [box["value"] for box in boxes] == ["31", "Feb", "2026"]


@pytest.mark.parametrize("count", [1, 2, 4, 40])
def test_any_number_of_date_parts_is_taken_without_a_crash(count):
    names = ["started", "started-day", "started-day", "started-month"]
    form = Everything(MultiDict([("name", "A"), *((name, "7") for name in (names * 10)[:count])]))

    form.validate()

    assert form.started.data is None
    assert shown(form.started)


def test_a_stored_date_fills_the_boxes():
    form = Everything(data={"started": date(2026, 3, 4)})

    assert [box["value"] for box in attributes(shown(form.started), "input")] == ["4", "3", "2026"]


def test_the_error_summary_follows_the_form_and_leads_to_each_box():
    form = posted(who="nobody", words="x" * 41)
    form.validate()

    assert error_summary(form) == [
        {"text": "Tell us your name", "href": "#name"},
        {"text": "Too long", "href": "#words"},
        {"text": "Choose one of the answers on this page", "href": "#who"},
    ]
    assert "who" in shown(form.who).ids()
