"""The adult complaint: its pages in order, who meets which, and the facts read out of the answers."""

from portal.domain.vocabulary import Audience, Kind, PartyRole
from portal.services.intake import PartySent, SafeContact
from portal.web.answers import Answers
from portal.web.journey_pages import MOUNTED, Facts, Journey, Page
from portal.web.public import complaint_forms as forms

NOT_SAFE = ("yes", "unsafe")
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


def is_danger(answers: Answers) -> bool:
    """Whether somebody is said not to be safe."""
    return answers.one("danger", "danger") in NOT_SAFE


def go_to_young_pages(answers: Answers) -> str:
    """Return the young people's journey that was chosen, or nothing."""
    chosen = answers.one("young-pages", "pages") if who(answers) == "young_person" else ""
    return chosen if chosen in MOUNTED and chosen in forms.YOUNG_JOURNEYS else ""


def complaint_submission(answers: Answers) -> Facts:
    """Return the people and facts of an answered complaint."""
    about = set(answers.many("about-to-happen", "what")) - {"no"}
    coming_on = answers.day("about-to-happen", "on")
    return Facts(
        parties=(_sender(answers), *_children(answers), *_worker(answers)),
        safe_contact=SafeContact(
            how=answers.many("safe-contact", "how"),
            when=answers.one("safe-contact", "when"),
            must_not_know=answers.one("safe-contact", "must_not_know"),
        ),
        danger=is_danger(answers),
        about_to_happen=bool(about) or coming_on is not None,
        about_to_happen_on=coming_on,
        team=answers.one("team", "team") or None,
    )


def _sender(answers: Answers) -> PartySent:
    said = {
        "other": answers.one("who", "other"),
        "parental_responsibility": answers.one("responsibility", "responsibility"),
        "consent": answers.one("consent", "consent"),
        "for_whom": answers.one("consent", "whom"),
    }
    return PartySent(
        role=PartyRole.SENDER,
        capacity=who(answers) or "not_said",
        name=answers.one("details", "name"),
        email=answers.one("details", "email"),
        phone=answers.one("details", "phone"),
        address=answers.one("details", "address"),
        extra={name: words for name, words in said.items() if words},
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


def _worker(answers: Answers) -> tuple[PartySent, ...]:
    name = answers.one("team", "worker")
    return (PartySent(role=PartyRole.WORKER_NAMED, capacity="worker", name=name),) if name else ()


PAGES = (
    Page(
        name="danger",
        title="Is anybody in danger now?",
        form=forms.DangerForm,
        template="public/complaint_danger.html",
        alone=is_danger,
        not_alone="Choose “Yes, now” or “somebody is not safe” to send just this. Or press Continue.",
    ),
    Page(name="who", title="Who are you?", form=forms.WhoForm),
    Page(
        name="young-pages",
        title="Would you like the pages made for young people?",
        form=forms.YoungPagesForm,
        when=is_young,
    ),
    Page(
        name="child",
        title="Which child or children is it about?",
        form=forms.ChildForm,
        lead=("You can leave this out if you would rather tell us later.",),
        why="We need to find the right child. We do not tell the child or anybody else without thinking of your safety and theirs.",
        template="journey/rows.html",
        rows=8,
        row="Child",
        when=is_about_a_child,
    ),
    Page(
        name="responsibility",
        title="Do you have parental responsibility?",
        form=forms.ResponsibilityForm,
        why="Parental responsibility means the rights and duties a parent has in law. You can complain without it. "
        "We may not be able to tell you everything about a child if you do not have it.",
        when=may_have_responsibility,
    ),
    Page(
        name="interest",
        title="How are you part of the child’s life?",
        form=forms.InterestForm,
        lead=("You can leave this out. There is no right or wrong answer.",),
        why="The law asks us to see whether you have enough to do with the child for us to look at your complaint "
        "in the way made for children. A person decides that, and tells you why.",
        when=may_need_interest,
    ),
    Page(
        name="code",
        title="Your private code",
        form=forms.NothingAsked,
        template="journey/code.html",
        lead=("Your words are being saved as you go. This code is the key to them.",),
        for_reader=False,
    ),
    Page(
        name="what-happened",
        title="What happened?",
        form=forms.WhatHappenedForm,
        lead=(
            "Say what went wrong, who was there, and when, as far as you know. Spelling does not matter.",
            "This is the only question that needs an answer.",
        ),
    ),
    Page(name="started", title="When did it start?", form=forms.StartedForm),
    Page(
        name="why-now",
        title="Why are you telling us now?",
        form=forms.WhyNowForm,
        lead=("You can still complain about something from more than 12 months ago.",),
        why="We usually look at things from the last 12 months. We can look further back when there was a good "
        "reason to wait, and when we can still find out what happened. A person decides that, not this form.",
        when=began_long_ago,
    ),
    Page(name="affected", title="How did it affect you, or the child?", form=forms.AffectedForm),
    Page(
        name="about-to-happen",
        title="Is something about to happen?",
        form=forms.AboutToHappenForm,
        lead=("For example a child being moved, or help being stopped.",),
        why="If something cannot wait, we look at your complaint sooner. We cannot promise to stop it.",
    ),
    Page(
        name="put-right",
        title="What would put it right?",
        form=forms.PutRightForm,
        lead=("We cannot always do what you ask. Knowing it helps us to try.",),
    ),
    Page(
        name="team",
        title="Which team or worker is it about?",
        form=forms.TeamForm,
        lead=("You can leave this out. We will find out.",),
        why="Whoever it is about does not decide about it, and cannot open it here.",
    ),
    Page(
        name="court",
        title="Is there a court case, a tribunal or the police?",
        form=forms.CourtForm,
        lead=(
            "It does not stop you from sending this.",
            "A complaint cannot change what a court or tribunal has decided. Only they can: a solicitor, or the "
            "court’s own office, can tell you how. We can look at how our own staff worked.",
        ),
    ),
    Page(name="told-before", title="Have you told us about this before?", form=forms.ToldBeforeForm),
    Page(
        name="help",
        title="What help do you need to take part?",
        form=forms.HelpForm,
        lead=("We pay for it, and it does not slow your complaint down.",),
    ),
    Page(
        name="safe-contact",
        title="How and when is it safe to reach you?",
        form=forms.SafeContactForm,
        lead=("If you choose nothing, we only write on your private page.",),
        why="Everybody who works on your complaint sees this first and has to keep to it.",
    ),
    Page(
        name="details",
        title="Your name and how to reach you",
        form=forms.DetailsForm,
        lead=(
            "You can leave all of this out. If you give no name, we still read what you sent. "
            "We may find out less, and you can follow it only with your private code.",
        ),
    ),
    Page(
        name="consent",
        title="Is it your own complaint?",
        form=forms.ConsentForm,
        lead=("You need nobody’s permission to send this.",),
        why="If it is somebody else’s, we may have to ask them before we tell you about them.",
        when=may_write_for_others,
    ),
)

COMPLAINT = Journey(
    name="complaint",
    version=1,
    kind=Kind.COMPLAINT,
    audience=Audience.ADULT,
    title="Make a complaint",
    pages=PAGES,
    submission=complaint_submission,
    intro="public/complaint_start.html",
    sent="public/complaint_sent.html",
    hands_over=go_to_young_pages,
)
