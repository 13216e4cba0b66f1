"""Complaining for a young person, and asking for an advocate."""

from portal.domain.vocabulary import Audience, Kind
from portal.web.advocates import forms
from portal.web.answers import Answers
from portal.web.contact import CONTACT, ContactForm, child, is_danger, safe_contact, sender
from portal.web.journey_pages import Facts, Journey, Page

WORDS = "public/words.html"


def complaint_submission(answers: Answers) -> Facts:
    """Return who acts for whom, and with whose agreement."""
    speaker = sender(
        answers,
        answers.one("you", "who"),
        name=answers.one("you", "name"),
        organisation=answers.one("you", "organisation"),
        consent=answers.one("young-person", "agreement"),
    )
    spoken_for = child(answers.one("young-person", "name"), age=answers.one("young-person", "age"))
    return Facts(
        parties=(speaker, *spoken_for), safe_contact=safe_contact(answers), danger=is_danger(answers)
    )


def request_submission(answers: Answers) -> Facts:
    """Return for whom an advocate is wanted, and by when."""
    name, age = answers.one("who-for", "name"), answers.one("who-for", "age")
    who = answers.one("who-for", "who")
    asker = sender(
        answers, who, name=name if who == "young_person" else "", consent=answers.one("who-for", "agreement")
    )
    needed_on = answers.day("by-when", "on")
    return Facts(
        parties=(asker, *child(name, age=age)),
        safe_contact=safe_contact(answers),
        danger=is_danger(answers),
        about_to_happen=needed_on is not None or bool(answers.one("by-when", "words")),
        about_to_happen_on=needed_on,
    )


DANGER = Page(
    name="danger",
    title="Is anybody in danger now?",
    form=forms.DangerForm,
    template="public/complaint_danger.html",
    alone=is_danger,
    not_alone="Choose “Yes, now” or “somebody is not safe” to send just this. Or press Continue.",
)
SAFE_CONTACT = Page(
    name=CONTACT,
    title="How and when is it safe to reach you?",
    form=ContactForm,
    lead=("You can leave this out. Then we only write on the private page.",),
    why="Think of the young person too: who could see a letter or hear a call?",
)

COMPLAINT = Journey(
    name="advocate-complaint",
    version=1,
    kind=Kind.COMPLAINT,
    audience=Audience.ADVOCATE,
    title="Complain for a young person",
    pages=(
        DANGER,
        Page(name="you", title="Who are you?", form=forms.YouForm),
        Page(
            name="young-person",
            title="Whom do you act for?",
            form=forms.YoungPersonForm,
            why="If they have not agreed, we may have to ask them before we tell you about them.",
        ),
        Page(name="what-happened", title="What happened?", form=forms.WhatHappenedForm, template=WORDS),
        Page(name="put-right", title="What would put it right?", form=forms.PutRightForm),
        SAFE_CONTACT,
    ),
    submission=complaint_submission,
    intro="advocates/complaint_start.html",
)

REQUEST = Journey(
    name="advocate-request",
    version=1,
    kind=Kind.ADVOCATE_REQUEST,
    audience=Audience.ADVOCATE,
    title="Ask for an advocate",
    pages=(
        DANGER,
        Page(name="who-for", title="Who needs an advocate?", form=forms.WhoForForm),
        Page(name="what-happened", title="What is it about?", form=forms.HelpWantedForm, template=WORDS),
        Page(name="by-when", title="Is there a meeting or a decision soon?", form=forms.ByWhenForm),
        SAFE_CONTACT,
    ),
    submission=request_submission,
    intro="advocates/request_start.html",
)
