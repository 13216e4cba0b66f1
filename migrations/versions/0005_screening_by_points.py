"""Points, their decisions and letters, and what officers do besides: flags, freezes, talks, waiting."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "child_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("spoken", sa.String(length=40), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_child_contact_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["account.id"], name=op.f("fk_child_contact_noted_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child_contact")),
    )
    with op.batch_alter_table("child_contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_child_contact_feedback_id"), ["feedback_id"], unique=False)

    op.create_table(
        "decided_before",
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_decided_before_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_decided_before_feedback_id_feedback")
        ),
        sa.PrimaryKeyConstraint("feedback_id", "account_id", name=op.f("pk_decided_before")),
    )
    op.create_table(
        "desk_draft",
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_desk_draft_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_desk_draft_feedback_id_feedback")
        ),
        sa.PrimaryKeyConstraint("feedback_id", "account_id", "slot", name=op.f("pk_desk_draft")),
    )
    with op.batch_alter_table("desk_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_draft_saved_at"), ["saved_at"], unique=False)

    op.create_table(
        "flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("raised_by_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["ended_by_id"], ["account.id"], name=op.f("fk_flag_ended_by_id_account")),
        sa.ForeignKeyConstraint(["feedback_id"], ["feedback.id"], name=op.f("fk_flag_feedback_id_feedback")),
        sa.ForeignKeyConstraint(["raised_by_id"], ["account.id"], name=op.f("fk_flag_raised_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
    )
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.create_index("ix_flag_of_feedback", ["feedback_id", "id"], unique=False)
        batch_op.create_index("ix_flag_open", ["ended_at", "due_on", "id"], unique=False)

    op.create_table(
        "practitioner_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_practitioner_contact_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["account.id"], name=op.f("fk_practitioner_contact_noted_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practitioner_contact")),
    )
    with op.batch_alter_table("practitioner_contact", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_practitioner_contact_feedback_id"), ["feedback_id"], unique=False
        )

    op.create_table(
        "freeze_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("happens_on", sa.Date(), nullable=True),
        sa.Column("decide_by", sa.Date(), nullable=False),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("alerted_at", sa.DateTime(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["account.id"], name=op.f("fk_freeze_request_asked_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["account.id"], name=op.f("fk_freeze_request_decided_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_freeze_request_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["manager_id"], ["account.id"], name=op.f("fk_freeze_request_manager_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_freeze_request_message_id_message")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freeze_request")),
    )
    with op.batch_alter_table("freeze_request", schema=None) as batch_op:
        batch_op.create_index("ix_freeze_of_feedback", ["feedback_id", "id"], unique=False)
        batch_op.create_index("ix_freeze_open", ["status", "decide_by", "id"], unique=False)

    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("style", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_letter_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_letter_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_letter_message_id_message")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["account.id"], name=op.f("fk_letter_sent_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index("ix_letter_of_feedback", ["feedback_id", "id"], unique=False)

    op.create_table(
        "waiting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("whom", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("expected_by", sa.Date(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["account.id"], name=op.f("fk_waiting_asked_by_id_account")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["account.id"], name=op.f("fk_waiting_ended_by_id_account")),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_waiting_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_waiting_message_id_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting")),
    )
    with op.batch_alter_table("waiting", schema=None) as batch_op:
        batch_op.create_index("ix_waiting_of_feedback", ["feedback_id", "id"], unique=False)
        batch_op.create_index("ix_waiting_open", ["ended_at", "expected_by", "id"], unique=False)

    op.create_table(
        "point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=60), nullable=True),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("route", sa.String(length=40), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("defined_at", sa.DateTime(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(), nullable=True),
        sa.Column("dropped_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_point_case_id_case")),
        sa.ForeignKeyConstraint(["feedback_id"], ["feedback.id"], name=op.f("fk_point_feedback_id_feedback")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point")),
        sa.UniqueConstraint("feedback_id", "number", name=op.f("uq_point_feedback_id")),
    )
    with op.batch_alter_table("point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_point_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_point_feedback_id"), ["feedback_id"], unique=False)

    op.create_table(
        "decision_point",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_point_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(["point_id"], ["point.id"], name=op.f("fk_decision_point_point_id_point")),
        sa.PrimaryKeyConstraint("decision_id", "point_id", name=op.f("pk_decision_point")),
    )
    with op.batch_alter_table("decision_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_point_point_id"), ["point_id"], unique=False)

    op.create_table(
        "point_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_point_wording_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(["point_id"], ["point.id"], name=op.f("fk_point_wording_point_id_point")),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["account.id"], name=op.f("fk_point_wording_written_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_wording")),
        sa.UniqueConstraint("point_id", "version", name=op.f("uq_point_wording_point_id")),
    )
    with op.batch_alter_table("point_wording", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_point_wording_feedback_id"), ["feedback_id"], unique=False)

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("category", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("signer_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("alerted_at", sa.DateTime(), nullable=True))
        batch_op.create_index("ix_decision_register", ["route", "status", "proposed_at", "id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_decision_signer_id_account"), "account", ["signer_id"], ["id"]
        )

    with op.batch_alter_table("decision_words", schema=None) as batch_op:
        batch_op.add_column(sa.Column("details", sa.LargeBinary(), nullable=True))

    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.add_column(sa.Column("acknowledged_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("correction_asked_at", sa.DateTime(), nullable=True))
        batch_op.create_index("ix_feedback_correction", ["correction_asked_at", "id"], unique=False)

    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.add_column(sa.Column("birth_hash", sa.String(length=80), nullable=True))
        batch_op.create_index("ix_party_birth_hash", ["birth_hash"], unique=False)


def downgrade():
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.drop_index("ix_party_birth_hash")
        batch_op.drop_column("birth_hash")

    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.drop_index("ix_feedback_correction")
        batch_op.drop_column("correction_asked_at")
        batch_op.drop_column("acknowledged_at")

    with op.batch_alter_table("decision_words", schema=None) as batch_op:
        batch_op.drop_column("details")

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_decision_signer_id_account"), type_="foreignkey")
        batch_op.drop_index("ix_decision_register")
        batch_op.drop_column("alerted_at")
        batch_op.drop_column("signer_id")
        batch_op.drop_column("category")

    with op.batch_alter_table("point_wording", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_point_wording_feedback_id"))

    op.drop_table("point_wording")
    with op.batch_alter_table("decision_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_point_point_id"))

    op.drop_table("decision_point")
    with op.batch_alter_table("point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_point_feedback_id"))
        batch_op.drop_index(batch_op.f("ix_point_case_id"))

    op.drop_table("point")
    with op.batch_alter_table("waiting", schema=None) as batch_op:
        batch_op.drop_index("ix_waiting_open")
        batch_op.drop_index("ix_waiting_of_feedback")

    op.drop_table("waiting")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_of_feedback")
        batch_op.drop_index(batch_op.f("ix_letter_decision_id"))

    op.drop_table("letter")
    with op.batch_alter_table("freeze_request", schema=None) as batch_op:
        batch_op.drop_index("ix_freeze_open")
        batch_op.drop_index("ix_freeze_of_feedback")

    op.drop_table("freeze_request")
    with op.batch_alter_table("practitioner_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_practitioner_contact_feedback_id"))

    op.drop_table("practitioner_contact")
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.drop_index("ix_flag_open")
        batch_op.drop_index("ix_flag_of_feedback")

    op.drop_table("flag")
    with op.batch_alter_table("desk_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_draft_saved_at"))

    op.drop_table("desk_draft")
    op.drop_table("decided_before")
    with op.batch_alter_table("child_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_child_contact_feedback_id"))

    op.drop_table("child_contact")
