"""Two short forms of staff: a letter that reached the wrong desk, and something settled at once."""

from dataclasses import replace

from portal.domain.vocabulary import Audience, Channel, Kind, PartyRole
from portal.services.now import today
from portal.services.submission import Keyed, PartySent
from portal.services.visits import KEYED
from portal.web.access import signed_in
from portal.web.answers import Answers
from portal.web.givers import AUDIENCES, capacity_of
from portal.web.journey_pages import Facts, Journey, Page
from portal.web.staff import staff_forms as forms
from portal.web.staff.keying import FRAME, PAGE, nothing_missing

LETTER, SETTLED = "letter", "settled"


def forward_submission(answers: Answers) -> Facts:
    """Return who wrote, how, and which team had it first and when."""
    return _told_by(answers, LETTER, forwarded_from=answers.one(LETTER, "team") or None)


def resolved_submission(answers: Answers) -> Facts:
    """Return who raised it, and the team that settled it."""
    return replace(_told_by(answers, SETTLED), team=answers.one(SETTLED, "team") or None)


def _told_by(answers: Answers, page: str, *, forwarded_from: str | None = None) -> Facts:
    """Return what both forms ask: how and when it came, and from whom."""
    came_by, giver = answers.one(page, "came_by"), answers.one(page, "giver")
    teller = PartySent(
        role=PartyRole.SENDER,
        capacity=capacity_of(giver),
        name=answers.one(page, "name"),
        address=answers.one(page, "address"),
    )
    return Facts(
        parties=(teller,),
        audience=AUDIENCES.get(giver),
        kind=Kind.COMPLAINT if answers.one(page, "kind") == "complaint" else None,
        channel=Channel(came_by) if came_by else Channel.LETTER,
        keyed=Keyed(
            by=signed_in().id,
            received_on=answers.day(page, "on") or today(),
            forwarded_from=forwarded_from,
        ),
    )


FORWARD = Journey(
    name=KEYED + "forward",
    version=1,
    kind=Kind.NOT_SURE,
    audience=Audience.ADULT,
    title="Pass on what reached the wrong desk",
    pages=(
        Page(
            name=LETTER,
            title="What reached you?",
            form=forms.ForwardForm,
            template=PAGE,
            files=True,
            clashes=nothing_missing,
        ),
    ),
    submission=forward_submission,
    enough=LETTER,
    send_from=LETTER,
    **{**FRAME, "intro": "staff/forward_start.html", "sent_title": "It is with the complaints team"},
)
RESOLVED = Journey(
    name=KEYED + "resolved",
    version=1,
    kind=Kind.COMPLAINT,
    audience=Audience.ADULT,
    title="Record what you settled directly",
    pages=(
        Page(
            name=SETTLED,
            title="What was raised, and what did you do?",
            form=forms.ResolvedForm,
            template=PAGE,
            clashes=nothing_missing,
        ),
    ),
    submission=resolved_submission,
    enough=SETTLED,
    send_from=SETTLED,
    **{**FRAME, "intro": "staff/resolved_start.html", "sent_title": "It is recorded"},
)
