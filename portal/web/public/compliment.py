"""Saying thank you: whom, what they did, and how far the words may go."""

from portal.domain.vocabulary import Audience, Door, Kind
from portal.web.answers import Answers
from portal.web.contact import safe_contact, sender, worker
from portal.web.journey_pages import Facts, Journey, Page
from portal.web.public import short_forms as forms
from portal.web.public.common_pages import HEAR_FROM_US, WORDS, team_code


def compliment_submission(answers: Answers) -> Facts:
    """Return the people and facts of an answered compliment."""
    thanking = sender(answers, answers.one("you", "who"), name=answers.one("you", "name"))
    return Facts(
        parties=(thanking, *worker(answers.one("who-to-thank", "worker"))),
        safe_contact=safe_contact(answers),
        team=team_code(answers, "who-to-thank"),
    )


COMPLIMENT = Journey(
    name=Door.COMPLIMENT,
    version=1,
    kind=Kind.COMPLIMENT,
    audience=Audience.ADULT,
    title="Say thank you",
    pages=(
        Page(
            name="who-to-thank",
            title="Who would you like to thank?",
            form=forms.ThanksForm,
            lead=("You can leave this out if you don’t know. We will try to find them.",),
        ),
        Page(name="what-happened", title="What did they do?", form=forms.WhatTheyDidForm, template=WORDS),
        Page(
            name="photo",
            title="Would you like to add a photo?",
            form=forms.NothingAsked,
            lead=("For example of a card or a drawing. You can leave this out.",),
            files=True,
        ),
        Page(
            name="you",
            title="Who are you?",
            form=forms.WhoThanksForm,
            lead=("You can leave this out.",),
        ),
        Page(
            name="passing-on",
            title="May we pass your words on?",
            form=forms.PassingOnForm,
            lead=("If you choose nothing, we ask you first, or keep your words to ourselves.",),
            why="People who do this work do not often hear that it went well.",
        ),
        HEAR_FROM_US,
    ),
    submission=compliment_submission,
    intro="public/compliment_start.html",
    sent="public/compliment_sent.html",
)
