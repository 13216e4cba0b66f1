"""Column types and foreign-key shorthands shared by the records."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import JSON, DateTime, Enum, ForeignKey, LargeBinary, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware UTC in Python, timezone-free UTC in the database; a naive value is an error."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC without its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give UTC back with its zone."""
        return None if value is None else value.replace(tzinfo=UTC)


def code_of(words: type[StrEnum]) -> Enum:
    """Return a column type that stores the values of a closed list as text."""
    return Enum(
        words,
        native_enum=False,
        create_constraint=False,
        length=40,
        values_callable=lambda members: [member.value for member in members],
        validate_strings=True,
    )


Key = Annotated[int, mapped_column(primary_key=True)]
Instant = Annotated[datetime, mapped_column(UtcDateTime)]
OptionalInstant = Annotated[datetime | None, mapped_column(UtcDateTime)]
Sealed = Annotated[bytes, mapped_column(LargeBinary)]
ShortCode = Annotated[str, mapped_column(String(60))]
OptionalCode = Annotated[str | None, mapped_column(String(60))]
Hash = Annotated[str | None, mapped_column(String(80))]
Facts = Annotated[dict[str, Any], mapped_column(JSON)]
Codes = Annotated[list[str], mapped_column(JSON)]
FeedbackKey = Annotated[int, mapped_column(ForeignKey("feedback.id"), primary_key=True)]
OfFeedback = Annotated[int, mapped_column(ForeignKey("feedback.id"), index=True)]
OptionalFeedback = Annotated[int | None, mapped_column(ForeignKey("feedback.id"), index=True)]
ByAccount = Annotated[int, mapped_column(ForeignKey("account.id"))]
OptionalAccount = Annotated[int | None, mapped_column(ForeignKey("account.id"))]
# No foreign key: erasure deletes the key and leaves the facets, which then lead to no key.
UnderDataKey = Annotated[int, mapped_column(index=True)]
