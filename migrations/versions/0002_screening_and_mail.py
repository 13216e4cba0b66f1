"""History, screening, cases, messages, alerts and mail."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
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
        "duty_alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.Column("urgency", sa.String(length=40), nullable=False),
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
        batch_op.create_index("ix_event_of_name", ["name", "id"], unique=False)

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
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_of_name")
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
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_mail_next")
        batch_op.drop_index(batch_op.f("ix_outbox_mail_feedback_id"))

    op.drop_table("outbox_mail")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index("ix_message_of_feedback")

    op.drop_table("message")
    with op.batch_alter_table("duty_alert", schema=None) as batch_op:
        batch_op.drop_index("ix_duty_alert_open")
        batch_op.drop_index(batch_op.f("ix_duty_alert_feedback_id"))

    op.drop_table("duty_alert")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index("ix_decision_to_sign")
        batch_op.drop_index("ix_decision_of_feedback")

    op.drop_table("decision")
    op.drop_table("conflict_of_interest")
    with op.batch_alter_table("access_log", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_log_happened_at"))
        batch_op.drop_index(batch_op.f("ix_access_log_feedback_id"))
        batch_op.drop_index(batch_op.f("ix_access_log_account_id"))

    op.drop_table("access_log")
