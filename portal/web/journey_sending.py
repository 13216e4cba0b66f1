"""From a draft to something sent: what is still missing, what is shown on the check page, and the sending."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import url_for

from portal.domain.errors import NotFound
from portal.services.attachments import drop_files_off
from portal.services.drafts import DraftView, load_draft
from portal.services.intake import Answer, Receipt, Submission, submit_feedback
from portal.services.private_page import read_said
from portal.services.visits import VisitView, show_sent
from portal.web.answers import Answers
from portal.web.journey_pages import JOURNEYS, MOUNTED, Journey, Page
from portal.web.journey_sheet import Sheet, fill
from portal.web.visiting import current_visit, turn_to

LONG_JOURNEY = 10  # questions
IN_DANGER_NOW = "yes"


@dataclass(frozen=True)
class Writing:
    """A journey as this browser has begun it."""

    journey: Journey
    visit: VisitView
    draft: DraftView

    @property
    def answers(self) -> Answers:
        """Return all that was typed, also off the path."""
        return Answers(self.draft.answers)

    @property
    def path(self) -> tuple[Page, ...]:
        """Return the pages the answers lead to."""
        return self.journey.path(self.answers)

    @property
    def furthest(self) -> str:
        """Return the first page on the path that was not answered yet, or check."""
        return next((page.name for page in self.path if not self.answers.has(page.name)), "check")

    def progress_at(self, page: Page) -> str:
        """Return how far a page of a long journey is, as its path looks now, or nothing."""
        asked = [step for step in self.path if step.for_reader]
        enough = self.journey.find(self.journey.enough)
        if page not in asked or len(asked) < LONG_JOURNEY or enough is None or self.journey.send_from:
            return ""
        where = f"Question {asked.index(page) + 1} of about {len(asked)}. You can send whenever you like"
        return f"{where}." if self.journey.is_after_enough(page) else f"{where} after “{enough.title}”"

    def place_of(self, page: Page) -> tuple[int, int] | None:
        """Return which page of how many this is on the path as it looks now; None off the path."""
        return (self.path.index(page) + 1, len(self.path)) if page in self.path else None

    @property
    def accompanied(self) -> bool:
        """Whether somebody is with the person who writes, as they said."""
        return self.journey.accompanied(self.answers)

    @property
    def says_something(self) -> bool:
        """Whether there is anything to send."""
        return self.journey.says_something(self.answers)

    @property
    def left_at(self) -> str:
        """Return the page that was written last, half-written words and all; else the furthest."""
        left = self.journey.find(self.draft.last_page)
        return left.name if left and left.for_reader and left in self.path else self.furthest

    @property
    def has_enough(self) -> bool:
        """Whether the compulsory page holds words."""
        found = self.journey.find(self.journey.enough)
        return found is not None and fill(found, self.answers.values(found.name)).validate()

    def sheets(self) -> Iterator[Sheet]:
        """Yield the pages of the path that readers see, filled."""
        return (fill(page, self.answers.values(page.name)) for page in self.path if page.for_reader)


def find_writing(journey: Journey, submission_id: str | None = None) -> Writing | None:
    """Return what this browser is writing on this journey, or None.

    A page that was posted names the draft it came from, so that it never lands in another one.
    """
    if submission_id:
        turn_to(submission_id)
    visit, draft = current_visit(), find_draft()
    if visit is None or draft is None or draft.journey != journey.name:
        return None
    if submission_id not in (None, draft.submission_id):
        return None
    return Writing(journey, visit, draft)


def find_draft() -> DraftView | None:
    """Return what this browser is writing on any journey, or None."""
    visit = current_visit()
    try:
        draft = load_draft(visit.draft_id) if visit and visit.draft_id else None
    except NotFound:
        return None
    journey = JOURNEYS.get(draft.journey) if draft else None
    looked_on = draft and journey and journey.accompanied(Answers(draft.answers))
    return replace(draft, code=None) if draft and looked_on else draft


def find_begun() -> DraftView | None:
    """Return the draft that beginning another one would put away: one with words, or whose code is kept."""
    draft = find_draft()
    return draft if draft and (draft.answers or draft.code_kept) else None


def where_to_go_on(name: str) -> str:
    """Return where this browser goes on with its draft: the page written last."""
    start, journey = MOUNTED.get(name), JOURNEYS.get(name)
    writing = find_writing(journey) if journey else None
    if writing is None:
        return url_for(start or "public.home")
    return writing.journey.url(writing.left_at)


def first_problem(writing: Writing) -> Sheet | None:
    """Return the first page that can't be sent as it is, with its errors, or None."""
    for sheet in writing.sheets():
        matters = sheet.values or sheet.page.clashes or sheet.page.name == writing.journey.enough
        if matters and not sheet.judge(writing.answers):
            return sheet
    return None


def send(writing: Writing) -> Receipt:
    """Send what the path holds, and let this browser see the confirmation."""
    submission = _submission(writing)
    drop_files_off(writing.draft.id, [page.name for page in writing.path])
    try:
        receipt = submit_feedback(submission)
    except NotFound:  # the same draft was sent by another request in the meantime
        receipt = submit_feedback(submission)
    show_sent(writing.visit.id, receipt.feedback_id)
    return receipt


def was_sent_as_it_stands(sheet: Sheet) -> bool:
    """Whether what this browser just sent holds every answer of a page: a second press, and nothing new."""
    visit = current_visit()
    if visit is None or visit.sent_feedback_id is None:
        return False
    sent = {(said["page"], said["field"]): said["answer"] for said in read_said(visit.sent_feedback_id)}
    typed = [answer for answer in sheet.answered() if answer.answer]
    return bool(typed) and all(sent.get((answer.page, answer.field)) == answer.answer for answer in typed)


def _submission(writing: Writing) -> Submission:
    """Return the submission; facts come only from pages without errors, words from every page as typed."""
    journey, draft = writing.journey, writing.draft
    sheets = [sheet for sheet in writing.sheets() if sheet.values]
    sound = [sheet.page.name for sheet in sheets if sheet.validate()]
    answers = writing.answers.only(sound)
    facts = journey.submission(answers)
    return Submission(
        submission_id=draft.submission_id,
        kind=facts.kind or journey.kind,
        audience=facts.audience or journey.audience,
        channel=facts.channel,
        journey=journey.name,
        journey_version=journey.version,
        said=_said(sheets),
        parties=facts.parties,
        safe_contact=facts.safe_contact,
        danger=facts.danger,
        danger_now=facts.danger and answers.one("danger", "danger") == IN_DANGER_NOW,
        about_to_happen=facts.about_to_happen,
        about_to_happen_on=facts.about_to_happen_on,
        team=facts.team,
        accompanied=facts.accompanied,
        asks_advocate=facts.asks_advocate,
        authorities=facts.authorities,
        address_to_check=facts.address_to_check,
        keyed=facts.keyed,
        offers_equality=journey.offers_equality and not facts.accompanied,
        draft_id=draft.id,
        visit_id=writing.visit.id,
    )


def _said(sheets: list[Sheet]) -> tuple[Answer, ...]:
    return tuple(answer for sheet in sheets for answer in sheet.answered() if answer.answer)
