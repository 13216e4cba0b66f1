"""Accounts, keys, drafts, and feedback with its people and sealed words."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("team", sa.String(length=60), nullable=True),
        sa.Column("line_manager_id", sa.Integer(), nullable=True),
        sa.Column("name_hash", sa.String(length=80), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["line_manager_id"], ["account.id"], name=op.f("fk_account_line_manager_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_name_hash"), ["name_hash"], unique=False)

    op.create_table(
        "data_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_by", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("data_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_data_key_wrapped_by"), ["wrapped_by"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("journey", sa.String(length=40), nullable=False),
        sa.Column("submission_id", sa.String(length=36), nullable=False),
        sa.Column("code_hash", sa.String(length=80), nullable=False),
        sa.Column("data_key_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_draft_code_hash")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_draft_submission_id")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_data_key_id"), ["data_key_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_draft_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "extra_day",
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("closure", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("on_date", name=op.f("pk_extra_day")),
    )
    op.create_table(
        "failed_tries",
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("who", name=op.f("pk_failed_tries")),
    )
    with op.batch_alter_table("failed_tries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_failed_tries_first_at"), ["first_at"], unique=False)

    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("council", sa.String(length=60), nullable=False),
        sa.Column("key_fingerprint", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "periodic_job",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("leased_until", sa.DateTime(), nullable=True),
        sa.Column("succeeded_at", sa.DateTime(), nullable=True),
        sa.Column("problem", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_periodic_job")),
    )
    op.create_table(
        "draft_words",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_draft_words_draft_id_draft"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("pk_draft_words")),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("submission_id", sa.String(length=36), nullable=False),
        sa.Column("code_hash", sa.String(length=80), nullable=True),
        sa.Column("data_key_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sent_as", sa.String(length=40), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("journey", sa.String(length=40), nullable=False),
        sa.Column("journey_version", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("keyed_at", sa.DateTime(), nullable=True),
        sa.Column("about_to_happen", sa.Boolean(), nullable=False),
        sa.Column("about_to_happen_on", sa.Date(), nullable=True),
        sa.Column("act_by", sa.Date(), nullable=False),
        sa.Column("route_known_by", sa.Date(), nullable=False),
        sa.Column("team", sa.String(length=60), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("set_aside_as", sa.String(length=40), nullable=True),
        sa.Column("same_as_id", sa.Integer(), nullable=True),
        sa.Column("danger", sa.Boolean(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("mail_allowed", sa.Boolean(), nullable=False),
        sa.Column("news_at", sa.DateTime(), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("claimed_by_id", sa.Integer(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(), nullable=True),
        sa.Column("claim_ends_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claimed_by_id"], ["account.id"], name=op.f("fk_feedback_claimed_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["same_as_id"], ["feedback.id"], name=op.f("fk_feedback_same_as_id_feedback")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_feedback_code_hash")),
        sa.UniqueConstraint("reference", name=op.f("uq_feedback_reference")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_feedback_submission_id")),
    )
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index("ix_feedback_claim_ends_at", ["claim_ends_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_data_key_id"), ["data_key_id"], unique=False)
        batch_op.create_index("ix_feedback_desk", ["status", "act_by", "id"], unique=False)
        batch_op.create_index(
            "ix_feedback_desk_audience", ["status", "audience", "act_by", "id"], unique=False
        )
        batch_op.create_index("ix_feedback_desk_channel", ["status", "channel", "act_by", "id"], unique=False)
        batch_op.create_index(
            "ix_feedback_desk_claim", ["status", "claimed_by_id", "act_by", "id"], unique=False
        )
        batch_op.create_index("ix_feedback_desk_kind", ["status", "kind", "act_by", "id"], unique=False)
        batch_op.create_index("ix_feedback_desk_team", ["status", "team", "act_by", "id"], unique=False)
        batch_op.create_index("ix_feedback_same_as_id", ["same_as_id"], unique=False)

    op.create_table(
        "staff_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_staff_session_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_session_token_hash")),
    )
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_session_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_session_seen_at"), ["seen_at"], unique=False)

    op.create_table(
        "added_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_added_words_feedback_id_feedback")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_added_words")),
    )
    with op.batch_alter_table("added_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_added_words_feedback_id"), ["feedback_id"], unique=False)

    op.create_table(
        "feedback_words",
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("safe_contact", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_feedback_words_feedback_id_feedback")
        ),
        sa.PrimaryKeyConstraint("feedback_id", name=op.f("pk_feedback_words")),
    )
    op.create_table(
        "office_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_office_note_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_office_note_feedback_id_feedback")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_note")),
    )
    with op.batch_alter_table("office_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_office_note_feedback_id"), ["feedback_id"], unique=False)

    op.create_table(
        "party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("capacity", sa.String(length=60), nullable=False),
        sa.Column("email_hash", sa.String(length=80), nullable=True),
        sa.Column("phone_hash", sa.String(length=80), nullable=True),
        sa.Column("name_hash", sa.String(length=80), nullable=True),
        sa.Column("address_hash", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(["feedback_id"], ["feedback.id"], name=op.f("fk_party_feedback_id_feedback")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
    )
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.create_index("ix_party_address_hash", ["address_hash"], unique=False)
        batch_op.create_index("ix_party_email_hash", ["email_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_feedback_id"), ["feedback_id"], unique=False)
        batch_op.create_index("ix_party_name_hash", ["name_hash"], unique=False)
        batch_op.create_index("ix_party_phone_hash", ["phone_hash"], unique=False)

    op.create_table(
        "party_words",
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_party_words_party_id_party")),
        sa.PrimaryKeyConstraint("party_id", name=op.f("pk_party_words")),
    )


def downgrade():
    op.drop_table("party_words")
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.drop_index("ix_party_phone_hash")
        batch_op.drop_index("ix_party_name_hash")
        batch_op.drop_index(batch_op.f("ix_party_feedback_id"))
        batch_op.drop_index("ix_party_email_hash")
        batch_op.drop_index("ix_party_address_hash")

    op.drop_table("party")
    with op.batch_alter_table("office_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_office_note_feedback_id"))

    op.drop_table("office_note")
    op.drop_table("feedback_words")
    with op.batch_alter_table("added_words", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_added_words_feedback_id"))

    op.drop_table("added_words")
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_session_seen_at"))
        batch_op.drop_index(batch_op.f("ix_staff_session_account_id"))

    op.drop_table("staff_session")
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.drop_index("ix_feedback_same_as_id")
        batch_op.drop_index("ix_feedback_desk_team")
        batch_op.drop_index("ix_feedback_desk_kind")
        batch_op.drop_index("ix_feedback_desk_claim")
        batch_op.drop_index("ix_feedback_desk_channel")
        batch_op.drop_index("ix_feedback_desk_audience")
        batch_op.drop_index("ix_feedback_desk")
        batch_op.drop_index(batch_op.f("ix_feedback_data_key_id"))
        batch_op.drop_index("ix_feedback_claim_ends_at")

    op.drop_table("feedback")
    op.drop_table("draft_words")
    op.drop_table("periodic_job")
    op.drop_table("installation")
    with op.batch_alter_table("failed_tries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_failed_tries_first_at"))

    op.drop_table("failed_tries")
    op.drop_table("extra_day")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_expires_at"))
        batch_op.drop_index(batch_op.f("ix_draft_data_key_id"))

    op.drop_table("draft")
    with op.batch_alter_table("data_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_data_key_wrapped_by"))

    op.drop_table("data_key")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_name_hash"))

    op.drop_table("account")
