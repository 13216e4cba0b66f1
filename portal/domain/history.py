"""The history of an item in past-tense words; an event itself holds ids, codes and dates only."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from portal.domain.clocks import in_words
from portal.domain.event_names import EventName
from portal.domain.history_of_decisions import OF_DECISIONS
from portal.domain.history_of_flags import OF_FLAGS
from portal.domain.history_of_signing import OF_SIGNING
from portal.domain.vocabulary import FileStatus

Facts = Mapping[str, Any]
Names = Mapping[int, str]

_PLAIN: dict[EventName, str] = {
    EventName.FEEDBACK_RECEIVED: "Received",
    EventName.DANGER_FLAGGED: "Said that somebody may not be safe",
    EventName.DUTY_ALERTED: "Told the duty team",
    EventName.DUTY_ALERT_ACKNOWLEDGED: "Acknowledged by the duty team",
    EventName.DUTY_NOTED: "Wrote down what the duty team did",
    EventName.CLAIMED: "Claimed",
    EventName.CLAIM_EXPIRED: "Claim ended by itself",
    EventName.CHECKLIST_SAVED: "Saved the checklist",
    EventName.DECISION_SIGNED: "Signed by a second person",
    EventName.SET_ASIDE_SAMPLED: "Looked over by a supervisor",
    EventName.RESTORED: "Put back into the queue",
    EventName.REOPENED: "Opened again",
    EventName.WITHDRAWN: "Withdrawn",
    EventName.MESSAGE_SENT: "Sent the person a message",
    EventName.WORDS_ADDED: "The person wrote to us",
    EventName.WORDS_READ: "Read what the person wrote",
    EventName.CODE_CHANGED: "The person changed their private code",
    EventName.SAFE_CONTACT_CHANGED: "The person changed how it is safe to make contact",
    EventName.FILE_LOCKED: "Locked a file that may be illegal",
    EventName.FILE_UNLOCKED: "Unlocked a file",
    EventName.MAIL_STOPPED: "The person stopped mail",
    EventName.ADVOCATE_ACCEPTED: "Noted who the advocate is",
    EventName.ADVOCATE_DECLINED: "Noted that no advocate is wanted",
    EventName.ADVOCACY_TOLD: "Told them about advocacy",
    EventName.SENDER_CORRECTED: "Put right in whose name it was sent",
    EventName.CODE_GIVEN_AGAIN: "Gave new six words to whoever lost theirs; the old ones open nothing",
    EventName.REFERRED_TO_DUTY: "Referred it to the duty team; it stays on the desk",
    EventName.CORRECTION_ASKED: "The person said that something in the points is not right",
    EventName.COMPLAINT_BEGUN: "Began a complaint of its own from what is written here",
    EventName.SENT_BACK_BY_OMBUDSMAN: "Noted that the Ombudsman sent it back to the council, as too early",
    EventName.SENT_BACK_TAKEN_BACK: "Took back that the Ombudsman sent it back to the council",
    EventName.STAGE_ASKED_FOR: "The person asked for the next stage",
    EventName.RESOLUTION_OFFERED: "Offered a way to settle it before the next stage",
    EventName.MEETING_OWED: "A meeting with the service is owed",
    EventName.MEETING_HELD: "Met the service about the complaint",
    EventName.MEETING_NOT_NEEDED: "Noted that no meeting with the service is needed",
    EventName.QUOTE_PICKED: "Picked words of this compliment for a report",
    EventName.QUOTE_DROPPED: "Took its words back out of the report",
}


def in_past_tense(name: EventName, facts: Facts, names: Names) -> str:
    """Return one line of history; ``names`` are staff names by account id."""
    if name in _WITH_FACTS:
        return _WITH_FACTS[name](facts, names)
    return _PLAIN.get(name, _spaced(name))


def words_of_code(code: object) -> str:
    """Return a code as words: ``early_resolution`` gives "early resolution"."""
    return str(code or "nothing").replace("_", " ").replace("-", " ")


def _spaced(name: EventName) -> str:
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name.value)
    return words.strip().capitalize()


def _released(facts: Facts, names: Names) -> str:
    return f"Released the claim of {names.get(facts.get('holder', 0), 'somebody')}"


def _taken_over(facts: Facts, names: Names) -> str:
    holder = names.get(facts.get("holder") or 0)
    return f"Took it over from {holder}" if holder else "Took it"


def _safeguarding(facts: Facts, _names: Names) -> str:
    said = {
        "none": "saw no concern",
        "duty_told": "told the duty team of a concern",
        "lado_told": "told the LADO of an allegation",
    }
    return f"Considered safeguarding: {said.get(facts.get('answer', ''), 'answered')}"


def _kind(facts: Facts, _names: Names) -> str:
    return f"Changed from {words_of_code(facts.get('before'))} to {words_of_code(facts.get('kind'))}"


def _team(facts: Facts, _names: Names) -> str:
    return f"Changed the team to {words_of_code(facts.get('team'))}"


def _replied(facts: Facts, _names: Names) -> str:
    return f"Noted that the answer went on {in_words(date.fromisoformat(str(facts['on'])))}"


def _escalated(facts: Facts, _names: Names) -> str:
    asked = "The person asked" if facts.get("by_person") else "Asked for the person"
    return f"{asked} for the formal procedure; the quick answer ended"


def _of_point(words: str) -> Callable[[Facts, Names], str]:
    return lambda facts, _names: words.format(facts.get("point", ""))


def _agreed(facts: Facts, _names: Names) -> str:
    numbers = [str(number) for number in facts.get("points", ())]
    if len(numbers) == 1:
        return f"The person agreed with point {numbers[0]}"
    return f"The person agreed with points {', '.join(numbers[:-1])} and {''.join(numbers[-1:])}"


def _case(facts: Facts, _names: Names) -> str:
    due_on = facts.get("due_on")
    due = f", to be answered by {in_words(date.fromisoformat(due_on))}" if due_on else ""
    return f"Opened the {words_of_code(facts.get('procedure'))} procedure at stage 1{due}"


def _case_closed(facts: Facts, _names: Names) -> str:
    return f"Closed the {words_of_code(facts.get('procedure'))} procedure"


def _set_aside(facts: Facts, _names: Names) -> str:
    return f"Set aside: {words_of_code(facts.get('set_aside_as'))}"


def _conflict(facts: Facts, names: Names) -> str:
    return f"Noted that {names.get(facts.get('account', 0), 'somebody')} must keep away"


def _lifted(facts: Facts, names: Names) -> str:
    return f"Noted that {names.get(facts.get('account', 0), 'somebody')} need not keep away"


def _reader(facts: Facts, names: Names) -> str:
    before, reader = (names.get(facts.get(key) or 0) for key in ("before", "reader"))
    return f"Passed unread words from {before or 'somebody'} to {reader or 'everybody'}"


def _answered(facts: Facts, _names: Names) -> str:
    said = "yes, that is right" if facts.get("answer") == "right" else "no, something has to change"
    return f"The person answered: {said}"


def _owed(facts: Facts, _names: Names) -> str:
    return "Owed the person a call" if facts.get("way") == "phone" else "Owed the person a letter"


def _file_added(facts: Facts, _names: Names) -> str:
    return f"A {words_of_code(facts.get('what') or 'file')} was added"


def _file_scanned(facts: Facts, _names: Names) -> str:
    found = facts.get("status") == FileStatus.INFECTED
    return "The virus check found something in a file" if found else "The virus check found nothing in a file"


def _shared(facts: Facts, names: Names) -> str:
    return f"Told {names.get(facts.get('account') or 0, 'a colleague')} of the compliment"


def _tried(facts: Facts, _names: Names) -> str:
    tried = _CONTACT.get(str(facts.get("way")), "contact").capitalize()
    return f"{tried}: {words_of_code(facts.get('outcome'))}"


def _safe_word(facts: Facts, _names: Names) -> str:
    return f"Checked a safe word: it was {'right' if facts.get('right') else 'wrong'}"


_CONTACT = {"phone": "a call", "letter": "a letter"}
_HOLDERS = {
    "sender": "whoever sent it",
    "child": "the young person",
    "advocate": "the person the young person named",
}


def _asked(facts: Facts, _names: Names) -> str:
    return f"Asked what {_HOLDERS.get(facts.get('holder', ''), 'somebody')} may be told"


def _said_yes(facts: Facts, _names: Names) -> str:
    said = "The young person said yes" if facts.get("who") == "child" else "The person named said yes"
    return f"{said} to what {_HOLDERS.get(facts.get('holder', ''), 'somebody')} may be told"


def _ended(facts: Facts, _names: Names) -> str:
    ways = {
        "replaced": ", because another replaces it",
        "own_code": ", by the young person on their page",
        "childs_word": ", at the young person’s word",
        "refused_by_child": ", because the young person said no",
        "refused_by_named": ", because the person named said no",
        "not_suitable": ", because they were found not suitable",
    }
    told = _HOLDERS.get(facts.get("holder", ""), "somebody")
    return f"Ended what {told} may be told{ways.get(facts.get('how', ''), '')}"


_WHERE_MADE = {
    "own_page": ", on their own page",
    "senders_page": ", on the page of whoever sent it",
    "desk": ", by an officer",
}


def _code_given(facts: Facts, _names: Names) -> str:
    made = f"Made six words for {_HOLDERS.get(facts.get('holder', ''), 'somebody')}"
    return made + _WHERE_MADE.get(facts.get("where", ""), "")


def _code_off(facts: Facts, _names: Names) -> str:
    return f"The young person shut out {_HOLDERS.get(facts.get('holder', ''), 'somebody')}"


def _suitability(facts: Facts, _names: Names) -> str:
    said = {True: "suitable", False: "not suitable"}.get(facts.get("suitable"), "not yet to be judged")  # type: ignore[arg-type]
    return f"Found whoever speaks for the child {said}"


def _understanding(facts: Facts, _names: Names) -> str:
    return (
        f"Judged the child’s understanding: {words_of_code(facts.get('understands'))}; "
        f"agrees with the words: {words_of_code(facts.get('child_agrees'))}"
    )


def _advocate_asked(facts: Facts, _names: Names) -> str:
    by = facts.get("offer_by")
    return f"Asked for an advocate{f', to be passed on by {in_words(date.fromisoformat(by))}' if by else ''}"


def _advocate_offered(facts: Facts, _names: Names) -> str:
    return f"Passed the request for an advocate to {words_of_code(facts.get('provider'))}"


def _advocate_met(facts: Facts, _names: Names) -> str:
    on = facts.get("on")
    return f"Noted that they met the advocate{f' on {in_words(date.fromisoformat(on))}' if on else ''}"


def _waiting(facts: Facts, _names: Names) -> str:
    until = facts.get("until")
    by = f", expected by {in_words(date.fromisoformat(until))}" if until else ""
    return f"Waited for the {words_of_code(facts.get('whom'))}{by}"


def _waited(facts: Facts, _names: Names) -> str:
    return f"No longer waited for the {words_of_code(facts.get('whom'))}"


def _practitioner(facts: Facts, _names: Names) -> str:
    did = {"asked": "Asked", "confirmed": "Confirmed something with", "told": "Told"}
    return f"{did.get(str(facts.get('purpose')), 'Spoke with')} somebody of the service"


def _handed_over(facts: Facts, names: Names) -> str:
    before, to = (names.get(facts.get(key) or 0) for key in ("holder", "to"))
    whose = f" from {before}" if before else ""
    return f"Handed over{whose} to {to or 'somebody'}"


def _address(facts: Facts, _names: Names) -> str:
    advocate = facts.get("purpose") != "staff_compliment"
    return "The sender proved where they work" if advocate else "The colleague confirmed their address"


def _letter(facts: Facts, _names: Names) -> str:
    said = {
        "acknowledgement": "Sent the letter that acknowledges it",
        "corrected": "Sent the letter again, corrected",
        "freeze": "Sent the letter about holding something",
    }
    return said.get(facts.get("kind", ""), "Sent the letter with the decision")


def _letter_taken(facts: Facts, _names: Names) -> str:
    return f"Saved a letter as {str(facts.get('form') or 'a file').upper()}"


_WITH_FACTS: dict[EventName, Callable[[Facts, Names], str]] = {
    **OF_DECISIONS,
    **OF_FLAGS,
    **OF_SIGNING,
    EventName.CLAIM_RELEASED: _released,
    EventName.CLAIM_TAKEN_OVER: _taken_over,
    EventName.SAFEGUARDING_CONSIDERED: _safeguarding,
    EventName.KIND_CHANGED: _kind,
    EventName.COMPLIMENT_SHARED: _shared,
    EventName.TEAM_CHANGED: _team,
    EventName.CASE_OPENED: _case,
    EventName.LETTER_SENT: _letter,
    EventName.LETTER_DOWNLOADED: _letter_taken,
    EventName.POINT_DEFINED: _of_point("Defined point {}"),
    EventName.POINT_REWORDED: _of_point("Worded point {} anew"),
    EventName.POINT_PLACED: _of_point("Placed point {} anew: its team, its themes or its own answers"),
    EventName.POINT_DROPPED: _of_point("Took out point {}"),
    EventName.POINTS_AGREED: _agreed,
    EventName.ANSWERED: _replied,
    EventName.ESCALATED: _escalated,
    EventName.CASE_CLOSED: _case_closed,
    EventName.SET_ASIDE: _set_aside,
    EventName.CONFLICT_NOTED: _conflict,
    EventName.FILE_ADDED: _file_added,
    EventName.FILE_SCANNED: _file_scanned,
    EventName.CONFLICT_LIFTED: _lifted,
    EventName.AUTHORITY_ASKED: _asked,
    EventName.AUTHORITY_CONFIRMED: _said_yes,
    EventName.AUTHORITY_ENDED: _ended,
    EventName.OWN_CODE_GIVEN: _code_given,
    EventName.CODE_SWITCHED_OFF: _code_off,
    EventName.SUITABILITY_DECIDED: _suitability,
    EventName.UNDERSTANDING_JUDGED: _understanding,
    EventName.ADVOCATE_ASKED_FOR: _advocate_asked,
    EventName.ADVOCATE_OFFERED: _advocate_offered,
    EventName.ADVOCATE_MET: _advocate_met,
    EventName.ADDRESS_CONFIRMED: _address,
    EventName.WAITING_BEGUN: _waiting,
    EventName.WAITING_ENDED: _waited,
    EventName.PRACTITIONER_SPOKEN_WITH: _practitioner,
    EventName.HANDED_OVER: _handed_over,
    EventName.READER_CHANGED: _reader,
    EventName.QUESTION_ANSWERED: _answered,
    EventName.CONTACT_OWED: _owed,
    EventName.SAFE_WORD_TRIED: _safe_word,
    EventName.CONTACT_TRIED: _tried,
    EventName.CONTACT_MADE: _tried,
    EventName.CONTACT_STOPPED: _tried,
}
