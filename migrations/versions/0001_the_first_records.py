"""The first records: feedback with its sealed words, history, screening, cases, mail, accounts."""

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
    )
    with op.batch_alter_table("data_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_data_key_wrapped_by"), ["wrapped_by"], unique=False)

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
        sa.ForeignKeyConstraint(["data_key_id"], ["data_key.id"], name=op.f("fk_draft_data_key_id_data_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_draft_code_hash")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_draft_submission_id")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_expires_at"), ["expires_at"], unique=False)

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
            ["data_key_id"], ["data_key.id"], name=op.f("fk_feedback_data_key_id_data_key")
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
        "access_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("feedback_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_access_log_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_access_log_feedback_id_feedback")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_log")),
    )
    with op.batch_alter_table("access_log", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_log_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_log_feedback_id"), ["feedback_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_log_happened_at"), ["happened_at"], unique=False)

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
        "conflict_of_interest",
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_conflict_of_interest_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_conflict_of_interest_feedback_id_feedback")
        ),
        sa.PrimaryKeyConstraint("feedback_id", "account_id", name=op.f("pk_conflict_of_interest")),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("route", sa.String(length=40), nullable=True),
        sa.Column("suggested", sa.String(length=40), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("sign_by", sa.Date(), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("returned_by_id", sa.Integer(), nullable=True),
        sa.Column("returned_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_decision_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["account.id"], name=op.f("fk_decision_proposed_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["returned_by_id"], ["account.id"], name=op.f("fk_decision_returned_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["signed_by_id"], ["account.id"], name=op.f("fk_decision_signed_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index("ix_decision_of_feedback", ["feedback_id", "id"], unique=False)
        batch_op.create_index("ix_decision_to_sign", ["status", "sign_by", "id"], unique=False)

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
        "duty_alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.Column("times_told", sa.Integer(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(), nullable=True),
        sa.Column("acknowledged_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["acknowledged_by_id"], ["account.id"], name=op.f("fk_duty_alert_acknowledged_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_duty_alert_feedback_id_feedback")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_alert")),
    )
    with op.batch_alter_table("duty_alert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_alert_feedback_id"), ["feedback_id"], unique=False)
        batch_op.create_index("ix_duty_alert_open", ["acknowledged_at", "raised_at", "id"], unique=False)

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
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_message_account_id_account")),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_message_feedback_id_feedback")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index("ix_message_of_feedback", ["feedback_id", "id"], unique=False)

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
        "outbox_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=True),
        sa.Column("template", sa.String(length=60), nullable=False),
        sa.Column("staff_list", sa.String(length=60), nullable=True),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("not_before", sa.DateTime(), nullable=False),
        sa.Column("leased_until", sa.DateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("queued_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("problem", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_outbox_mail_feedback_id_feedback")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_mail")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_mail_message_id")),
    )
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_mail_feedback_id"), ["feedback_id"], unique=False)
        batch_op.create_index("ix_outbox_mail_next", ["status", "not_before", "id"], unique=False)

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
        "record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=True),
        sa.Column("record_type", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("responded_on", sa.Date(), nullable=True),
        sa.Column("channel", sa.String(length=60), nullable=True),
        sa.Column("procedure", sa.String(length=60), nullable=True),
        sa.Column("stage", sa.String(length=60), nullable=True),
        sa.Column("service_area", sa.String(length=120), nullable=True),
        sa.Column("team", sa.String(length=120), nullable=True),
        sa.Column("theme", sa.String(length=400), nullable=True),
        sa.Column("complainant_type", sa.String(length=60), nullable=True),
        sa.Column("young_person", sa.Boolean(), nullable=False),
        sa.Column("via_advocate", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=60), nullable=True),
        sa.Column("elements_upheld", sa.Integer(), nullable=True),
        sa.Column("elements_partially_upheld", sa.Integer(), nullable=True),
        sa.Column("elements_not_upheld", sa.Integer(), nullable=True),
        sa.Column("elements_other", sa.Integer(), nullable=True),
        sa.Column("remedy", sa.String(length=200), nullable=True),
        sa.Column("compensation_pence", sa.Integer(), nullable=True),
        sa.Column("cost_pence", sa.Integer(), nullable=True),
        sa.Column("escalated_from", sa.String(length=60), nullable=True),
        sa.Column("ombudsman_decision", sa.String(length=120), nullable=True),
        sa.Column("notes", sa.String(length=400), nullable=True),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_record_feedback_id_feedback")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record")),
        sa.UniqueConstraint("reference", name=op.f("uq_record_reference")),
    )
    with op.batch_alter_table("record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_record_feedback_id"), ["feedback_id"], unique=False)
        batch_op.create_index("ix_record_received_on", ["received_on"], unique=False)
        batch_op.create_index("ix_record_type_received_on", ["record_type", "received_on"], unique=False)

    op.create_table(
        "screening",
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("notes", sa.LargeBinary(), nullable=True),
        sa.Column("safeguarding_at", sa.DateTime(), nullable=True),
        sa.Column("safeguarding_by_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_screening_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["safeguarding_by_id"], ["account.id"], name=op.f("fk_screening_safeguarding_by_id_account")
        ),
        sa.PrimaryKeyConstraint("feedback_id", name=op.f("pk_screening")),
    )
    op.create_table(
        "sealed_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_sealed_reason_feedback_id_feedback")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_reason")),
    )
    with op.batch_alter_table("sealed_reason", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sealed_reason_feedback_id"), ["feedback_id"], unique=False)

    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("sent_feedback_id", sa.Integer(), nullable=True),
        sa.Column("sent_until", sa.DateTime(), nullable=True),
        sa.Column("open_feedback_id", sa.Integer(), nullable=True),
        sa.Column("open_until", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_visit_draft_id_draft"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["open_feedback_id"], ["feedback.id"], name=op.f("fk_visit_open_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["sent_feedback_id"], ["feedback.id"], name=op.f("fk_visit_sent_feedback_id_feedback")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_visit_token_hash")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_open_feedback_id"), ["open_feedback_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_seen_at"), ["seen_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_sent_feedback_id"), ["sent_feedback_id"], unique=False)

    op.create_table(
        "case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("procedure", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_case_decision_id_decision")),
        sa.ForeignKeyConstraint(["feedback_id"], ["feedback.id"], name=op.f("fk_case_feedback_id_feedback")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
    )
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_feedback_id"), ["feedback_id"], unique=False)

    op.create_table(
        "decision_words",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("message", sa.LargeBinary(), nullable=False),
        sa.Column("returned", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_words_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_decision_words_feedback_id_feedback")
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_decision_words")),
    )
    with op.batch_alter_table("decision_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_words_feedback_id"), ["feedback_id"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("reason_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_event_account_id_account")),
        sa.ForeignKeyConstraint(["feedback_id"], ["feedback.id"], name=op.f("fk_event_feedback_id_feedback")),
        sa.ForeignKeyConstraint(
            ["reason_id"], ["sealed_reason.id"], name=op.f("fk_event_reason_id_sealed_reason")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index("ix_event_history", ["feedback_id", "id"], unique=False)

    op.create_table(
        "party_words",
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_party_words_party_id_party")),
        sa.PrimaryKeyConstraint("party_id", name=op.f("pk_party_words")),
    )
    op.create_table(
        "stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("responded_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_stage_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage")),
    )
    with op.batch_alter_table("stage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stage_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_stage_due", ["status", "due_on", "id"], unique=False)


def downgrade():
    with op.batch_alter_table("stage", schema=None) as batch_op:
        batch_op.drop_index("ix_stage_due")
        batch_op.drop_index(batch_op.f("ix_stage_case_id"))

    op.drop_table("stage")
    op.drop_table("party_words")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_history")

    op.drop_table("event")
    with op.batch_alter_table("decision_words", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_words_feedback_id"))

    op.drop_table("decision_words")
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_feedback_id"))
        batch_op.drop_index(batch_op.f("ix_case_decision_id"))

    op.drop_table("case")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_sent_feedback_id"))
        batch_op.drop_index(batch_op.f("ix_visit_seen_at"))
        batch_op.drop_index(batch_op.f("ix_visit_open_feedback_id"))
        batch_op.drop_index(batch_op.f("ix_visit_draft_id"))

    op.drop_table("visit")
    with op.batch_alter_table("sealed_reason", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sealed_reason_feedback_id"))

    op.drop_table("sealed_reason")
    op.drop_table("screening")
    with op.batch_alter_table("record", schema=None) as batch_op:
        batch_op.drop_index("ix_record_type_received_on")
        batch_op.drop_index("ix_record_received_on")
        batch_op.drop_index(batch_op.f("ix_record_feedback_id"))

    op.drop_table("record")
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.drop_index("ix_party_phone_hash")
        batch_op.drop_index("ix_party_name_hash")
        batch_op.drop_index(batch_op.f("ix_party_feedback_id"))
        batch_op.drop_index("ix_party_email_hash")
        batch_op.drop_index("ix_party_address_hash")

    op.drop_table("party")
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_mail_next")
        batch_op.drop_index(batch_op.f("ix_outbox_mail_feedback_id"))

    op.drop_table("outbox_mail")
    with op.batch_alter_table("office_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_office_note_feedback_id"))

    op.drop_table("office_note")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index("ix_message_of_feedback")

    op.drop_table("message")
    op.drop_table("feedback_words")
    with op.batch_alter_table("duty_alert", schema=None) as batch_op:
        batch_op.drop_index("ix_duty_alert_open")
        batch_op.drop_index(batch_op.f("ix_duty_alert_feedback_id"))

    op.drop_table("duty_alert")
    op.drop_table("draft_words")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index("ix_decision_to_sign")
        batch_op.drop_index("ix_decision_of_feedback")

    op.drop_table("decision")
    op.drop_table("conflict_of_interest")
    with op.batch_alter_table("added_words", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_added_words_feedback_id"))

    op.drop_table("added_words")
    with op.batch_alter_table("access_log", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_log_happened_at"))
        batch_op.drop_index(batch_op.f("ix_access_log_feedback_id"))
        batch_op.drop_index(batch_op.f("ix_access_log_account_id"))

    op.drop_table("access_log")
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
        batch_op.drop_index("ix_feedback_claim_ends_at")

    op.drop_table("feedback")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_expires_at"))

    op.drop_table("draft")
    op.drop_table("periodic_job")
    op.drop_table("installation")
    with op.batch_alter_table("failed_tries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_failed_tries_first_at"))

    op.drop_table("failed_tries")
    op.drop_table("extra_day")
    with op.batch_alter_table("data_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_data_key_wrapped_by"))

    op.drop_table("data_key")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_name_hash"))

    op.drop_table("account")
