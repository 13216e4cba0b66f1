"""Recording a compliment that somebody gave you: one page, from a work phone, without an account."""

from portal.domain.vocabulary import Audience, Channel, Kind, PartyRole
from portal.services.now import today
from portal.services.staff_entries import STAFF_COMPLIMENT
from portal.services.submission import Keyed, PartySent, SafeContact
from portal.web.access import current_staff
from portal.web.answers import Answers
from portal.web.contact import worker
from portal.web.journey_pages import Facts, Journey, Page
from portal.web.staff.compliment_forms import PAGE, ComplimentForm, how_to_thank


def compliment_submission(answers: Answers) -> Facts:
    """Return who gave it, whom they thank, and the colleague whose address is to be confirmed."""
    thank, staff = answers.one(PAGE, "thank"), current_staff()
    work_email = answers.one(PAGE, "work_email")
    giver = PartySent(
        role=PartyRole.SENDER,
        capacity=answers.one(PAGE, "giver") or "not_said",
        name=answers.one(PAGE, "name"),
        phone=answers.one(PAGE, "phone") if thank == "phone" else "",
        address=answers.one(PAGE, "address") if thank == "letter" else "",
    )
    recorder = PartySent(
        role=PartyRole.RECORDER, capacity="staff", name=answers.one(PAGE, "your_name"), email=work_email
    )
    return Facts(
        parties=(giver, *worker(answers.one(PAGE, "worker")), recorder),
        safe_contact=SafeContact(how=(thank,) if thank in ("phone", "letter") else ()),
        team=answers.one(PAGE, "team") or None,
        channel=Channel.STAFF,
        address_to_check=work_email,
        keyed=Keyed(by=staff.id if staff else None, received_on=answers.day(PAGE, "on") or today()),
    )


COMPLIMENT = Journey(
    name=STAFF_COMPLIMENT,
    version=1,
    kind=Kind.COMPLIMENT,
    audience=Audience.STAFF,
    title="Record a compliment you received",
    pages=(
        Page(
            name=PAGE,
            title="The compliment",
            form=ComplimentForm,
            lead=(
                "Four answers are enough: who it is from, how it came, their words, and your work address.",
            ),
            template="staff/compliment_page.html",
            clashes=how_to_thank,
            files=True,
        ),
    ),
    submission=compliment_submission,
    enough=PAGE,
    send_from=PAGE,
    intro="staff/compliment_start.html",
    sent="staff/compliment_sent.html",
    sent_title="Thank you for passing it on",
    offers_equality=False,
)
