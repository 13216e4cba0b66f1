"""Keeping what somebody said into their own browser's microphone, on pages that offer to speak."""

from flask import abort, request
from flask.typing import ResponseReturnValue

from portal.domain.errors import NotFound
from portal.domain.files import MOST_SECONDS, RECORDINGS, FileRefused, Refusal, length_in_words
from portal.services.attachments import Offered, add_to_draft
from portal.web.journey_sending import Writing, find_writing
from portal.web.journey_sheet import read
from portal.web.journey_views import JourneyView

NAME = "recording"
WHY_NOT = {
    Refusal.TOO_MANY: "You have kept ten already. Take one out first.",
    Refusal.TOO_MUCH: "That is more than we can keep. Take one out first.",
    Refusal.EMPTY: "We heard nothing. Try again, or write it.",
}
CANNOT = "We cannot keep it just now. You can write it, or ring."


class RecordingView(JourneyView):
    """Takes one recording; what a script sends is answered in words that the script shows."""

    def post(self, name: str) -> ResponseReturnValue:
        """Keep it; any answer but 200 tells the script that it is not kept."""
        page = self.journey.find(name)
        if page is None or not page.speak:
            abort(404)
        writing = find_writing(self.journey, request.form.get("submission_id", ""))
        if not read(page).check_token():
            return {"why": ""}, 400
        if writing is None:
            return {"why": ""}, 409
        return self._keep(name, writing)

    def _keep(self, name: str, writing: Writing) -> ResponseReturnValue:
        sound, seconds = request.files.get(NAME), _seconds()
        if sound is None:
            return {"why": WHY_NOT[Refusal.EMPTY]}, 422
        offered = Offered(NAME, sound.stream, name, seconds, RECORDINGS)  # type: ignore[arg-type]
        try:
            number = add_to_draft(writing.draft.id, offered)
        except FileRefused as problem:
            return {"why": WHY_NOT.get(problem.refusal, CANNOT)}, 422
        except NotFound:
            return {"why": ""}, 409
        return {"id": number, "length": length_in_words(seconds)}


def _seconds() -> int:
    """Return the length as the browser tells it, as far as it can be believed."""
    told = request.form.get("seconds", "")
    return min(int(told), MOST_SECONDS) if told.isascii() and told.isdecimal() and len(told) < 6 else 0
