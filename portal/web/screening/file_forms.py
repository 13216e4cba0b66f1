"""The forms about one file: locking it as perhaps illegal, and undoing that."""

from flask_wtf import FlaskForm

from portal.web.screening.forms import reason


class LockForm(FlaskForm):
    """Why a file may be illegal to have."""

    lock_reason = reason(
        "Why may this file be illegal?",
        "One line is enough. Do not describe what it shows.",
        "Write in one line why it may be illegal",
    )


class UnlockForm(FlaskForm):
    """Why a lock was not needed."""

    unlock_reason = reason("Why is the lock not needed?", missing="Write why the lock is not needed")
