"""What an answered complaint tells the council beside its words: who meets which page, and who is in it."""

from portal.domain.vocabulary import PartyRole
from portal.services.intake import PartySent
from portal.web.answers import Answers
from portal.web.contact import CONTACT, WAYS, danger_number, is_danger, safe_contact, sender, worker
from portal.web.journey_pages import MOUNTED, Facts
from portal.web.public import complaint_forms as forms

DETAILS = "details"
TAKES = {
    "email": ("email", "e-mail address"),
    "phone": ("phone", "telephone number"),
    "letter": ("address", "postal address"),
}
ABOUT_THEMSELVES = ("care_leaver", "young_person")
MAY_HAVE_RESPONSIBILITY = ("parent", "carer", "relative", "adopter", "someone_else")
MAY_NEED_INTEREST = ("carer", "relative", "someone_else")
MAY_WRITE_FOR_OTHERS = ("carer", "relative", "someone_else")


def who(answers: Answers) -> str:
    """Return the capacity somebody writes in, or nothing."""
    return answers.one("who", "who")


def is_young(answers: Answers) -> bool:
    """Whether a young person writes, and there are pages for them to go to."""
    return who(answers) == "young_person" and any(name in MOUNTED for name in forms.YOUNG_JOURNEYS)


def is_about_a_child(answers: Answers) -> bool:
    """Whether somebody writes about a child who is not themselves."""
    return who(answers) not in ABOUT_THEMSELVES


def may_have_responsibility(answers: Answers) -> bool:
    """Whether parental responsibility is not settled by what they are."""
    return who(answers) in MAY_HAVE_RESPONSIBILITY


def may_need_interest(answers: Answers) -> bool:
    """Whether their standing may rest on their interest in the child's welfare."""
    return who(answers) in MAY_NEED_INTEREST and answers.one("responsibility", "responsibility") != "yes"


def began_long_ago(answers: Answers) -> bool:
    """Whether it began more than 12 months ago."""
    return answers.one("started", "how_long") == "over_a_year"


def may_write_for_others(answers: Answers) -> bool:
    """Whether it could be somebody else's complaint."""
    return who(answers) in MAY_WRITE_FOR_OTHERS


def missing_details(answers: Answers) -> dict[str, str]:
    """Return, by field, what a ticked way of contact takes and nobody gave."""
    ticked = answers.many(CONTACT, "how")
    wanted = [(label, *TAKES[way]) for way, label in WAYS if way in ticked and way in TAKES]
    return {
        field: f"You ticked “{label}”. Write your {what} here, or press “Change how we reach you” and take "
        "the tick away."
        for label, field, what in wanted
        if not (answers.one(DETAILS, field) or (field == "phone" and danger_number(answers)))
    }


def go_to_young_pages(answers: Answers) -> str:
    """Return the young people's journey that was chosen, or nothing."""
    chosen = answers.one("young-pages", "pages") if who(answers) == "young_person" else ""
    return chosen if chosen in MOUNTED and chosen in forms.YOUNG_JOURNEYS else ""


def complaint_submission(answers: Answers) -> Facts:
    """Return the people and facts of an answered complaint."""
    about = set(answers.many("about-to-happen", "what")) - {"no"}
    coming_on = answers.day("about-to-happen", "on")
    return Facts(
        parties=(_sender(answers), *_children(answers), *worker(answers.one("team", "worker"))),
        safe_contact=safe_contact(answers, details=DETAILS),
        danger=is_danger(answers),
        about_to_happen=bool(about) or coming_on is not None,
        about_to_happen_on=coming_on,
        team=_team(answers),
    )


def _sender(answers: Answers) -> PartySent:
    return sender(
        answers,
        who(answers),
        name=answers.one(DETAILS, "name"),
        page=DETAILS,
        other=answers.one("who", "other"),
        parental_responsibility=answers.one("responsibility", "responsibility"),
        consent=answers.one("consent", "consent"),
        for_whom=answers.one("consent", "whom"),
    )


def _children(answers: Answers) -> tuple[PartySent, ...]:
    return tuple(
        PartySent(
            role=PartyRole.CHILD,
            capacity="child",
            name=row.get("name", ""),
            extra={name: row[name] for name in ("born", "relation") if row.get(name)},
        )
        for row in answers.rows("child")
    )


def _team(answers: Answers) -> str | None:
    code = answers.one("team", "team")
    return code if code and code != forms.UNKNOWN else None
