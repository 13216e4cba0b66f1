"""Members of staff and their signed-in sessions."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import Role
from portal.extensions import Model
from portal.models.columns import Hash, Instant, Key, OptionalAccount, OptionalCode, OptionalInstant, code_of


class Account(Model):
    """A member of staff; an account ends by a date and is never deleted, because events name it."""

    __tablename__ = "account"

    id: Mapped[Key]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(code_of(Role))
    password_hash: Mapped[str] = mapped_column(String(200))
    team: Mapped[OptionalCode]
    line_manager_id: Mapped[OptionalAccount]
    deputy_id: Mapped[OptionalAccount]
    name_hash: Mapped[Hash] = mapped_column(index=True)
    created_at: Mapped[Instant]
    ended_at: Mapped[OptionalInstant]


class StaffSession(Model):
    """One signed-in browser; only the hash of its token is stored."""

    __tablename__ = "staff_session"

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[Instant]
    seen_at: Mapped[Instant] = mapped_column(index=True)
    revoked_at: Mapped[OptionalInstant]
