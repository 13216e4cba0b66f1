"""The words of the house (DESIGN 2): closed lists that code, pages, records and tests share."""

from enum import StrEnum


class Kind(StrEnum):
    """What somebody sent; the door never decides, screening can change it."""

    COMPLAINT = "complaint"
    COMPLIMENT = "compliment"
    COMMENT = "comment"
    ENQUIRY = "enquiry"
    ADVOCATE_REQUEST = "advocate_request"
    NOT_SURE = "not_sure"


class Audience(StrEnum):
    """Whose door a piece of feedback came through."""

    ADULT = "adult"
    TWELVE_AND_OVER = "twelve_and_over"
    UNDER_TWELVE = "under_twelve"
    ADVOCATE = "advocate"
    STAFF = "staff"


class Channel(StrEnum):
    """How it reached the council."""

    WEB = "web"
    PHONE = "phone"
    LETTER = "letter"
    EMAIL = "email"
    IN_PERSON = "in_person"
    ADVOCATE = "advocate"
    STAFF = "staff"


class PartyRole(StrEnum):
    """A person's part in one piece of feedback."""

    SENDER = "sender"
    CHILD = "child"
    REPRESENTATIVE = "representative"
    ADVOCATE = "advocate"
    WORKER_NAMED = "worker_named"
    RECORDER = "recorder"


class Route(StrEnum):
    """What a decision settles for a piece of feedback."""

    STATUTORY = "statutory"
    CORPORATE = "corporate"
    EARLY_RESOLUTION = "early_resolution"
    DUTY_MATTER = "duty_matter"
    SIGNPOSTED = "signposted"
    OTHER_AUTHORITY = "other_authority"
    COMMENT = "comment"
    COMPLIMENT_ACCEPTED = "compliment_accepted"
    COMPLIMENT_NOT_ACCEPTED = "compliment_not_accepted"
    ENQUIRY = "enquiry"
    REFUSED = "refused"
    SAFEGUARDING_REFERRAL = "safeguarding_referral"
    RESOLVED_AT_FIRST_CONTACT = "resolved_at_first_contact"


class Procedure(StrEnum):
    """The two complaints procedures a council runs."""

    STATUTORY = "statutory"
    CORPORATE = "corporate"


class SetAsideAs(StrEnum):
    """Why an item leaves the queue without a route; always reversible."""

    SPAM = "spam"
    TEST = "test"
    EMPTY = "empty"
    SENT_TWICE = "sent_twice"


class FeedbackStatus(StrEnum):
    """Where a piece of feedback stands; moves only by ``workflow.FEEDBACK_MOVES``."""

    RECEIVED = "received"
    AWAITING_SIGNATURE = "awaiting_signature"
    RETURNED = "returned"
    DECIDED = "decided"
    SET_ASIDE = "set_aside"
    WITHDRAWN = "withdrawn"


class CaseStatus(StrEnum):
    """Where a procedure stands."""

    OPEN = "open"
    CLOSED = "closed"


class StageStatus(StrEnum):
    """Where one step of a procedure stands."""

    RUNNING = "running"
    RESPONDED = "responded"
    STOPPED = "stopped"


class DecisionStatus(StrEnum):
    """Whether a decision is in force."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    RETURNED = "returned"
    SUPERSEDED = "superseded"


class Role(StrEnum):
    """What a member of staff is here to do."""

    STAFF = "staff"
    SCREENING_OFFICER = "screening_officer"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    DUTY = "duty"
    ADMINISTRATOR = "administrator"


class Holder(StrEnum):
    """Whose key opens a private page: the sender's own, or one given to somebody else in it."""

    SENDER = "sender"
    CHILD = "child"
    ADVOCATE = "advocate"


class AuthorityBasis(StrEnum):
    """On what somebody may be told about a child's feedback."""

    CHILD_WILL_CONFIRM = "child_will_confirm"
    PROOF = "proof"
    OWN_RIGHT = "own_right"


class Scope(StrEnum):
    """What may be shared with the person named; each is asked for and agreed by itself."""

    PROGRESS = "progress"
    LETTERS = "letters"
    MEETINGS = "meetings"
    PERSONAL_INFORMATION = "personal_information"


class AdvocateRequestStatus(StrEnum):
    """Where a request for an advocate stands; moves only by ``workflow.ADVOCATE_MOVES``."""

    ASKED = "asked"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    MET = "met"


class FileStatus(StrEnum):
    """Whether a file may be opened."""

    WAITING = "waiting"
    CLEAN = "clean"
    UNSCANNED = "unscanned"
    INFECTED = "infected"
    LOCKED = "locked"


class Way(StrEnum):
    """How a person is reached away from the private page, by somebody of the council."""

    PHONE = "phone"
    LETTER = "letter"


class TaskStatus(StrEnum):
    """Whether a call or a letter is still owed."""

    OPEN = "open"
    DONE = "done"
    STOPPED = "stopped"


class ReadBack(StrEnum):
    """Whether what was keyed in was read back to the person, and agreed."""

    AGREED = "agreed"
    NOT_AGREED = "not_agreed"
    NOT_POSSIBLE = "not_possible"


class LinkKind(StrEnum):
    """How two pieces of feedback belong together."""

    REPEAT = "repeat"
    SIBLING = "sibling"
    RESPONSE_TO = "response_to"
    ESCALATED_FROM = "escalated_from"
    CODE_LOST = "code_lost"
    BEGUN_FROM = "begun_from"


class FlagKind(StrEnum):
    """Something to mind beside the route: a request for one's own records, a data breach, a hard manner."""

    SUBJECT_ACCESS = "subject_access"
    DATA_BREACH = "data_breach"
    UNREASONABLE_BEHAVIOUR = "unreasonable_behaviour"


class FreezeStatus(StrEnum):
    """Where a request to hold what is about to happen stands; moves only by ``workflow.FREEZE_MOVES``."""

    ASKED = "asked"
    HELD = "held"
    HELD_IN_PART = "held_in_part"
    GOES_AHEAD = "goes_ahead"
    NO_LONGER_NEEDED = "no_longer_needed"


class StageRequestStatus(StrEnum):
    """Where a request for the next stage stands; moves only by ``workflow.STAGE_REQUEST_MOVES``."""

    ASKED = "asked"
    OFFERED = "offered"
    GOES_ON = "goes_on"
    SAID_ENDED = "said_ended"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


class MeetingStatus(StrEnum):
    """Whether a meeting with the service is still owed."""

    OWED = "owed"
    HELD = "held"
    NOT_NEEDED = "not_needed"


class Spoken(StrEnum):
    """How somebody tried to speak with a child, and whether they did."""

    WITH_CHILD = "with_child"
    WITH_ADVOCATE = "with_advocate"
    NO_ANSWER = "no_answer"
    NOT_SAFE_TO_TRY = "not_safe_to_try"
    CHILD_DECLINED = "child_declined"


class WaitingFor(StrEnum):
    """Whose answer an item waits for; its clocks run on."""

    PERSON = "person"
    SERVICE = "service"


class ContactPurpose(StrEnum):
    """Why an officer spoke with somebody of the service (S3 duty matters: verify, then inform)."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    TOLD = "told"


class LetterKind(StrEnum):
    """What a letter is for."""

    ACKNOWLEDGEMENT = "acknowledgement"
    CORRECTED = "corrected"
    DECISION = "decision"
    FREEZE = "freeze"


class LetterStyle(StrEnum):
    """For whom a letter is worded and set."""

    ADULT = "adult"
    YOUNG_PERSON = "young_person"
    EASY_READ = "easy_read"


class Urgency(StrEnum):
    """How soon the duty team is needed: as the person said it, or because screening refers it to them."""

    NOW = "now"
    NOT_SAFE = "not_safe"
    REFERRED = "referred"


class Door(StrEnum):
    """What a person came to do, as offered on the front page; each is a journey of its own."""

    COMPLAINT = "complaint"
    COMPLIMENT = "compliment"
    COMMENT = "comment"
    ENQUIRY = "enquiry"
    NOT_SURE = "not-sure"
    RING_ME = "ring-me"
