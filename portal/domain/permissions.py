"""Who may do what: one map from role to permissions, and the rule on conflicts of interest."""

from enum import StrEnum

from portal.domain.vocabulary import Role


class Permission(StrEnum):
    """What a page or verb asks for."""

    SIGNED_IN = "signed_in"
    KEY_IN = "key_in"
    SEE_DESK = "see_desk"
    SCREEN = "screen"
    SIGN = "sign"
    SUPERVISE = "supervise"
    SEE_DUTY_BOARD = "see_duty_board"
    ACKNOWLEDGE_ALERT = "acknowledge_alert"
    SEE_MAILS = "see_mails"
    RUN_ACCOUNTS = "run_accounts"
    DECIDE_FREEZE = "decide_freeze"


_SCREENING = frozenset(
    {
        Permission.SIGNED_IN,
        Permission.KEY_IN,
        Permission.SEE_DESK,
        Permission.SCREEN,
        Permission.SEE_DUTY_BOARD,
    }
)
_SUPERVISING = _SCREENING | {
    Permission.SIGN,
    Permission.SUPERVISE,
    Permission.ACKNOWLEDGE_ALERT,
    Permission.DECIDE_FREEZE,
}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.STAFF: frozenset({Permission.SIGNED_IN, Permission.KEY_IN}),
    Role.SCREENING_OFFICER: _SCREENING,
    Role.SUPERVISOR: _SUPERVISING,
    Role.MANAGER: frozenset(
        {
            Permission.SIGNED_IN,
            Permission.KEY_IN,
            Permission.SEE_DESK,
            Permission.SIGN,
            Permission.DECIDE_FREEZE,
        }
    ),
    Role.DUTY: frozenset({Permission.SIGNED_IN, Permission.SEE_DUTY_BOARD, Permission.ACKNOWLEDGE_ALERT}),
    Role.ADMINISTRATOR: frozenset({Permission.SIGNED_IN, Permission.SEE_MAILS, Permission.RUN_ACCOUNTS}),
}


def permissions_of(role: Role) -> frozenset[Permission]:
    """Return everything a role may do."""
    return PERMISSIONS[role]


def has_conflict(account_id: int, named: frozenset[int], managers_of_named: frozenset[int]) -> bool:
    """Whether somebody is complained about, or manages somebody who is, and so must keep away (DESIGN 4)."""
    return account_id in named or account_id in managers_of_named
