"""Not sure, just tell us: one big box, and everything else as one likes."""

from portal.domain.vocabulary import Audience, Door, Kind
from portal.web.answers import Answers
from portal.web.contact import child, is_danger, safe_contact, sender
from portal.web.givers import AUDIENCES
from portal.web.journey_pages import Facts, Journey, Page
from portal.web.public import short_forms as forms
from portal.web.public.common_pages import DANGER, SAFE_CONTACT, WORDS


def not_sure_submission(answers: Answers) -> Facts:
    """Return the people and facts of what was told."""
    teller = sender(answers, answers.one("you", "who"), name=answers.one("you", "name"))
    return Facts(
        parties=(teller, *child(answers.one("you", "child"))),
        audience=AUDIENCES.get(teller.capacity),
        safe_contact=safe_contact(answers),
        danger=is_danger(answers),
    )


NOT_SURE = Journey(
    name=Door.NOT_SURE,
    version=1,
    kind=Kind.NOT_SURE,
    audience=Audience.ADULT,
    title="Not sure? Just tell us",
    pages=(
        DANGER,
        Page(
            name="what-happened",
            title="What is on your mind?",
            form=forms.AnythingForm,
            lead=("This is the only question that needs an answer. We work out what to do with it.",),
            template=WORDS,
        ),
        Page(
            name="you",
            title="Who are you, and who is it about?",
            form=forms.WhoAndWhomForm,
            lead=("You can leave this out.",),
            why="It helps us to find the right people. We do not show it to anybody who does not need it.",
        ),
        SAFE_CONTACT,
    ),
    submission=not_sure_submission,
    intro="public/not_sure_start.html",
)
