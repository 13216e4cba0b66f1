"""Easy read: the front page, what happens next, and a short complaint, in easy words beside pictures."""

from flask import Blueprint, Response

from portal.domain.vocabulary import Audience, Kind
from portal.services.council import current_council
from portal.web.answers import Answers
from portal.web.contact import CONTACT, child, is_danger, safe_contact, sender
from portal.web.journey import mount
from portal.web.journey_pages import Facts, Journey, Page
from portal.web.public import easy_read_forms as forms
from portal.web.public.easy_read_facts import ALL_DOORS, steps_shown
from portal.web.rendering import render

TITLE = "What happens next"
PAGE = "public/easy_read_page.html"


def easy_read_complaint_submission(answers: Answers) -> Facts:
    """Return the people and facts of an easy-read complaint."""
    teller = sender(answers, answers.one("you", "who"), name=answers.one("you", "name"))
    return Facts(
        parties=(teller, *child(answers.one("you", "child"))),
        safe_contact=safe_contact(answers),
        danger=is_danger(answers),
    )


EASY_READ_COMPLAINT = Journey(
    name="easy-read-complaint",
    version=1,
    kind=Kind.COMPLAINT,
    audience=Audience.ADULT,
    title="Make a complaint: easy read",
    pages=(
        Page(
            name="danger",
            title="Is someone in danger?",
            form=forms.EasyDangerForm,
            template="public/easy_read_danger.html",
            alone=is_danger,
            not_alone="Choose “Yes, now” or “someone is not safe” first. Or press Continue.",
        ),
        Page(
            name="what-happened",
            title="What happened?",
            form=forms.EasyWordsForm,
            lead=("What went wrong? Who was there? When was it?", "Only this question needs an answer."),
            template=PAGE,
        ),
        Page(
            name="you",
            title="Who are you?",
            form=forms.EasyYouForm,
            lead=("You can leave this out.",),
            template=PAGE,
        ),
        Page(
            name="put-right",
            title="What would make it better?",
            form=forms.EasyPutRightForm,
            lead=("We cannot always do it. It helps us to know.",),
            template=PAGE,
        ),
        Page(
            name="help",
            title="What help do you need?",
            form=forms.EasyHelpForm,
            lead=("It costs you nothing.",),
            template=PAGE,
        ),
        Page(
            name=CONTACT,
            title="How can we reach you safely?",
            form=forms.EasyContactForm,
            lead=("You can leave this out.", "Then we only write on your private page."),
            template=PAGE,
        ),
    ),
    submission=easy_read_complaint_submission,
    intro="public/easy_read_complaint_start.html",
    check="public/easy_read_check.html",
    sent="public/easy_read_complaint_sent.html",
)


def easy_read() -> Response:
    """Show the front page in easy read."""
    return render("public/easy_read.html", page_title="Tell us what happened: easy read", doors=ALL_DOORS)


def easy_read_what_happens_next() -> Response:
    """Show what happens after sending, in easy read."""
    steps = steps_shown(current_council())
    return render("public/easy_read_what_happens_next.html", page_title=f"{TITLE}: easy read", steps=steps)


def what_happens_next() -> Response:
    """Show the same steps on an ordinary page."""
    return render("public/what_happens_next.html", page_title=TITLE, steps=steps_shown(current_council()))


def add_to(bp: Blueprint) -> None:
    """Put the pages and the journey on a blueprint that is open to all."""
    bp.add_url_rule("/easy-read", view_func=easy_read)
    bp.add_url_rule("/easy-read/what-happens-next", view_func=easy_read_what_happens_next)
    bp.add_url_rule("/what-happens-next", view_func=what_happens_next)
    mount(bp, EASY_READ_COMPLAINT, at="/easy-read/complaint")
