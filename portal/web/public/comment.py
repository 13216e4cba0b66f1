"""A comment: what somebody wants the council to know, and whether they want an answer."""

from portal.domain.vocabulary import Audience, Door, Kind
from portal.web.answers import Answers
from portal.web.contact import safe_contact, sender
from portal.web.journey_pages import Facts, Journey, Page
from portal.web.public import short_forms as forms
from portal.web.public.common_pages import HEAR_FROM_US, WORDS, team_code


def comment_submission(answers: Answers) -> Facts:
    """Return the people and facts of an answered comment."""
    writer = sender(
        answers,
        answers.one("you", "who"),
        name=answers.one("you", "name"),
        reply_wanted=answers.one("answer", "reply"),
    )
    return Facts(
        parties=(writer,), safe_contact=safe_contact(answers), team=team_code(answers, "what-happened")
    )


COMMENT = Journey(
    name=Door.COMMENT,
    version=1,
    kind=Kind.COMMENT,
    audience=Audience.ADULT,
    title="Make a comment",
    pages=(
        Page(
            name="what-happened",
            title="What would you like to tell us?",
            form=forms.CommentForm,
            template=WORDS,
        ),
        Page(
            name="answer",
            title="Would you like an answer?",
            form=forms.AnswerForm,
            why="We read every comment. We answer those who want it, so that we have time for the others.",
        ),
        Page(name="you", title="Who are you?", form=forms.WhoThanksForm, lead=("You can leave this out.",)),
        HEAR_FROM_US,
    ),
    submission=comment_submission,
    intro="public/comment_start.html",
    sent="public/comment_sent.html",
)
