"""The people in one piece of feedback; never shared between pieces."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import PartyRole
from portal.extensions import Model
from portal.models.columns import Hash, Key, OfFeedback, Sealed, ShortCode, code_of


class Party(Model):
    """A person's role in one Feedback, with keyed hashes to find the same person elsewhere."""

    __tablename__ = "party"
    __table_args__ = (
        Index("ix_party_email_hash", "email_hash"),
        Index("ix_party_phone_hash", "phone_hash"),
        Index("ix_party_name_hash", "name_hash"),
        Index("ix_party_address_hash", "address_hash"),
        Index("ix_party_birth_hash", "birth_hash"),
    )

    id: Mapped[Key]
    feedback_id: Mapped[OfFeedback]
    role: Mapped[PartyRole] = mapped_column(code_of(PartyRole))
    capacity: Mapped[ShortCode]
    email_hash: Mapped[Hash]
    phone_hash: Mapped[Hash]
    name_hash: Mapped[Hash]
    address_hash: Mapped[Hash]
    birth_hash: Mapped[Hash]


class PartyWords(Model):
    """Name, contact details and how they stand to the child, sealed."""

    __tablename__ = "party_words"

    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True)
    words: Mapped[Sealed]
