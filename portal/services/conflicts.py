"""Who may not touch a piece of feedback: those complained about, and their line managers."""

from portal.models.feedback import Feedback


def note_named_workers(feedback: Feedback) -> None:
    """Note a conflict for every account whose name was given as the worker complained about."""
