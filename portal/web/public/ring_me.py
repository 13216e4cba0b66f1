"""Ring me: a number, when it is safe, and what may be said to whoever answers."""

from portal.domain.vocabulary import Audience, Door, Kind, PartyRole
from portal.services.intake import PartySent, SafeContact
from portal.web.answers import Answers
from portal.web.contact import danger_number, is_danger
from portal.web.journey_pages import Facts, Journey, Page
from portal.web.public import short_forms as forms
from portal.web.public.common_pages import DANGER

TIMES = {"morning": "In the morning", "afternoon": "In the afternoon", "any": "At any time in working hours"}
OTHERS = {
    "nothing": "If somebody else answers: say nothing, ring off.",
    "name_only": "If somebody else answers: ask by name, do not say who rings.",
    "council": "If somebody else answers: may say it is the council.",
}
MESSAGES = {"no": "Never leave a message.", "yes": "May leave a name and a number, nothing else."}
SAY_NOTHING = "Not said what to do if somebody else answers: say nothing, and leave no message."


def ring_me_submission(answers: Answers) -> Facts:
    """Return whom to ring, and how safely."""
    caller = PartySent(
        role=PartyRole.SENDER,
        capacity="not_said",
        name=answers.one("number", "name"),
        phone=answers.one("number", "phone") or danger_number(answers),
    )
    return Facts(
        parties=(caller,),
        safe_contact=SafeContact(
            how=("phone",), when=_how_to_ring(answers), must_not_know=answers.one("when", "must_not_know")
        ),
        danger=is_danger(answers),
    )


def _how_to_ring(answers: Answers) -> str:
    """Return in words when to ring and what to say; what was not answered is the safest."""
    times = ", ".join(TIMES[code].lower() for code in answers.many("when", "times") if code in TIMES)
    other = OTHERS.get(answers.one("when", "other"), "")
    message = MESSAGES.get(answers.one("when", "voicemail"), "")
    said = [f"{times.capitalize()}." if times else "", answers.one("when", "when"), other, message]
    if not other:
        said.append(SAY_NOTHING)
    elif not message:
        said.append(MESSAGES["no"])
    return " ".join(part if part.endswith(".") else f"{part}." for part in said if part)


RING_ME = Journey(
    name=Door.RING_ME,
    version=2,
    kind=Kind.NOT_SURE,
    audience=Audience.ADULT,
    title="Ask us to ring you",
    pages=(
        DANGER,
        Page(
            name="number",
            title="Your telephone number",
            form=forms.NumberForm,
            lead=("The number is the only thing we need.",),
        ),
        Page(
            name="when",
            title="Ringing you safely",
            form=forms.SafeTimesForm,
            lead=("If you leave this out, we say nothing to anybody else, and leave no message.",),
            why="Everybody who rings you sees this first and has to keep to it.",
        ),
        Page(name="about", title="What is it about?", form=forms.AboutForm),
    ),
    submission=ring_me_submission,
    enough="number",
    intro="public/ring_me_start.html",
    sent="public/ring_me_sent.html",
)
