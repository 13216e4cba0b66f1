"""Files, advocates, authority, keys of their own, calls and letters owed, and equality counters."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "equality_count",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("answer", sa.String(length=60), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "quarter", "question", "answer", name=op.f("pk_equality_count")),
    )
    op.create_table(
        "safe_word_tries",
        sa.Column("reference_hash", sa.String(length=80), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("reference_hash", name=op.f("pk_safe_word_tries")),
    )
    with op.batch_alter_table("safe_word_tries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_safe_word_tries_last_at"), ["last_at"], unique=False)

    op.create_table(
        "known_advocate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(length=60), nullable=False),
        sa.Column("data_key_id", sa.Integer(), nullable=False),
        sa.Column("email_hash", sa.String(length=80), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("list_code_hash", sa.String(length=80), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("proved_at", sa.DateTime(), nullable=True),
        sa.Column("proved_how", sa.String(length=60), nullable=True),
        sa.Column("proved_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["proved_by_id"], ["account.id"], name=op.f("fk_known_advocate_proved_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_advocate")),
        sa.UniqueConstraint("email_hash", name=op.f("uq_known_advocate_email_hash")),
        sa.UniqueConstraint("list_code_hash", name=op.f("uq_known_advocate_list_code_hash")),
    )
    with op.batch_alter_table("known_advocate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_advocate_data_key_id"), ["data_key_id"], unique=False)

    op.create_table(
        "address_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("known_advocate_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_address_check_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["known_advocate_id"],
            ["known_advocate.id"],
            name=op.f("fk_address_check_known_advocate_id_known_advocate"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_check")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_address_check_token_hash")),
    )
    with op.batch_alter_table("address_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_address_check_feedback_id"), ["feedback_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_address_check_known_advocate_id"), ["known_advocate_id"], unique=False
        )

    op.create_table(
        "advocate_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("offer_by", sa.Date(), nullable=False),
        sa.Column("provider", sa.String(length=60), nullable=True),
        sa.Column("offered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("met_at", sa.DateTime(), nullable=True),
        sa.Column("handled_by_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_advocate_request_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["handled_by_id"], ["account.id"], name=op.f("fk_advocate_request_handled_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advocate_request")),
        sa.UniqueConstraint("feedback_id", name=op.f("uq_advocate_request_feedback_id")),
    )
    with op.batch_alter_table("advocate_request", schema=None) as batch_op:
        batch_op.create_index("ix_advocate_request_open", ["status", "offer_by", "id"], unique=False)

    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("feedback_id", sa.Integer(), nullable=True),
        sa.Column("data_key_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=60), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("media", sa.String(length=80), nullable=False),
        sa.Column("view_media", sa.String(length=80), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("scanned_at", sa.DateTime(), nullable=True),
        sa.Column("locked_at", sa.DateTime(), nullable=True),
        sa.Column("locked_by_id", sa.Integer(), nullable=True),
        sa.Column("names", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_attachment_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_attachment_draft_id_draft"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_attachment_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["locked_by_id"], ["account.id"], name=op.f("fk_attachment_locked_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_data_key_id"), ["data_key_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_feedback_id"), ["feedback_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_status"), ["status"], unique=False)

    op.create_table(
        "feedback_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("later_id", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["earlier_id"], ["feedback.id"], name=op.f("fk_feedback_link_earlier_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["later_id"], ["feedback.id"], name=op.f("fk_feedback_link_later_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["account.id"], name=op.f("fk_feedback_link_noted_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_link")),
        sa.UniqueConstraint("later_id", "earlier_id", "kind", name=op.f("uq_feedback_link_later_id")),
    )
    with op.batch_alter_table("feedback_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_link_earlier_id"), ["earlier_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_link_later_id"), ["later_id"], unique=False)

    op.create_table(
        "page_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=False),
        sa.Column("code_hash", sa.String(length=80), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_page_key_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f("fk_page_key_made_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_key")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_page_key_code_hash")),
    )
    with op.batch_alter_table("page_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_page_key_feedback_id"), ["feedback_id"], unique=False)

    op.create_table(
        "suitability",
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("suitable", sa.Boolean(), nullable=True),
        sa.Column("understands", sa.String(length=60), nullable=True),
        sa.Column("child_agrees", sa.String(length=60), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["account.id"], name=op.f("fk_suitability_decided_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_suitability_feedback_id_feedback")
        ),
        sa.PrimaryKeyConstraint("feedback_id", name=op.f("pk_suitability")),
    )
    op.create_table(
        "attachment_chunk",
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("copy", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name=op.f("fk_attachment_chunk_attachment_id_attachment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attachment_id", "copy", "number", name=op.f("pk_attachment_chunk")),
    )
    op.create_table(
        "authority",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("child_confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("child_confirmed_how", sa.String(length=60), nullable=True),
        sa.Column("child_confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("named_confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("named_confirmed_how", sa.String(length=60), nullable=True),
        sa.Column("named_confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_how", sa.String(length=60), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("proof_id", sa.Integer(), nullable=True),
        sa.Column("known_advocate_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_confirmed_by_id"], ["account.id"], name=op.f("fk_authority_child_confirmed_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["account.id"], name=op.f("fk_authority_ended_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_authority_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["known_advocate_id"],
            ["known_advocate.id"],
            name=op.f("fk_authority_known_advocate_id_known_advocate"),
        ),
        sa.ForeignKeyConstraint(
            ["named_confirmed_by_id"], ["account.id"], name=op.f("fk_authority_named_confirmed_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["attachment.id"], name=op.f("fk_authority_proof_id_attachment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority")),
    )
    with op.batch_alter_table("authority", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_authority_feedback_id"), ["feedback_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_authority_known_advocate_id"), ["known_advocate_id"], unique=False
        )

    op.create_table(
        "contact_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=60), nullable=True),
        sa.Column("proof", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["done_by_id"], ["account.id"], name=op.f("fk_contact_task_done_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_contact_task_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_contact_task_message_id_message")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_task")),
    )
    with op.batch_alter_table("contact_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_task_feedback_id"), ["feedback_id"], unique=False)
        batch_op.create_index("ix_contact_task_open", ["status", "way", "due_on", "id"], unique=False)


def downgrade():
    with op.batch_alter_table("contact_task", schema=None) as batch_op:
        batch_op.drop_index("ix_contact_task_open")
        batch_op.drop_index(batch_op.f("ix_contact_task_feedback_id"))

    op.drop_table("contact_task")
    with op.batch_alter_table("authority", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_authority_known_advocate_id"))
        batch_op.drop_index(batch_op.f("ix_authority_feedback_id"))

    op.drop_table("authority")
    op.drop_table("attachment_chunk")
    op.drop_table("suitability")
    with op.batch_alter_table("page_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_page_key_feedback_id"))

    op.drop_table("page_key")
    with op.batch_alter_table("feedback_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_link_later_id"))
        batch_op.drop_index(batch_op.f("ix_feedback_link_earlier_id"))

    op.drop_table("feedback_link")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachment_status"))
        batch_op.drop_index(batch_op.f("ix_attachment_feedback_id"))
        batch_op.drop_index(batch_op.f("ix_attachment_draft_id"))
        batch_op.drop_index(batch_op.f("ix_attachment_data_key_id"))

    op.drop_table("attachment")
    with op.batch_alter_table("advocate_request", schema=None) as batch_op:
        batch_op.drop_index("ix_advocate_request_open")

    op.drop_table("advocate_request")
    with op.batch_alter_table("address_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_address_check_known_advocate_id"))
        batch_op.drop_index(batch_op.f("ix_address_check_feedback_id"))

    op.drop_table("address_check")
    with op.batch_alter_table("known_advocate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_known_advocate_data_key_id"))

    op.drop_table("known_advocate")
    with op.batch_alter_table("safe_word_tries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_safe_word_tries_last_at"))

    op.drop_table("safe_word_tries")
    op.drop_table("equality_count")
