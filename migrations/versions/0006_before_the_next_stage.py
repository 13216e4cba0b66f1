"""What comes before the next stage, meetings, quotes, themes, and what the Ombudsman sent back."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "compliment_quote",
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("picked_at", sa.DateTime(), nullable=False),
        sa.Column("picked_by_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_compliment_quote_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["picked_by_id"], ["account.id"], name=op.f("fk_compliment_quote_picked_by_id_account")
        ),
        sa.PrimaryKeyConstraint("feedback_id", name=op.f("pk_compliment_quote")),
    )
    with op.batch_alter_table("compliment_quote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_compliment_quote_picked_at"), ["picked_at"], unique=False)

    op.create_table(
        "emerging_theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(length=60), nullable=False),
        sa.Column("team", sa.String(length=60), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("marked_at", sa.DateTime(), nullable=False),
        sa.Column("marked_by_id", sa.Integer(), nullable=False),
        sa.Column("workshop_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["account.id"], name=op.f("fk_emerging_theme_ended_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["marked_by_id"], ["account.id"], name=op.f("fk_emerging_theme_marked_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emerging_theme")),
    )
    with op.batch_alter_table("emerging_theme", schema=None) as batch_op:
        batch_op.create_index("ix_emerging_theme_open", ["ended_at", "marked_at", "id"], unique=False)

    op.create_table(
        "ombudsman_referral",
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_ombudsman_referral_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["account.id"], name=op.f("fk_ombudsman_referral_noted_by_id_account")
        ),
        sa.PrimaryKeyConstraint("feedback_id", name=op.f("pk_ombudsman_referral")),
    )
    with op.batch_alter_table("ombudsman_referral", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ombudsman_referral_received_on"), ["received_on"], unique=False)

    op.create_table(
        "service_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("noted_at", sa.DateTime(), nullable=True),
        sa.Column("noted_by_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_service_meeting_case_id_case")),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_service_meeting_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["account.id"], name=op.f("fk_service_meeting_noted_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_meeting")),
    )
    with op.batch_alter_table("service_meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_meeting_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_meeting_feedback_id"), ["feedback_id"], unique=False)
        batch_op.create_index("ix_service_meeting_owed", ["status", "due_on", "id"], unique=False)

    op.create_table(
        "stage_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("offered_on", sa.Date(), nullable=True),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("chosen_on", sa.Date(), nullable=True),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_stage_request_case_id_case")),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_stage_request_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["account.id"], name=op.f("fk_stage_request_noted_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_request")),
    )
    with op.batch_alter_table("stage_request", schema=None) as batch_op:
        batch_op.create_index("ix_stage_request_by_status", ["status", "asked_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stage_request_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stage_request_feedback_id"), ["feedback_id"], unique=False)

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("letter_style", sa.String(length=40), nullable=True))

    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index("ix_feedback_of_team", ["team", "kind", "received_on", "id"], unique=False)


def downgrade():
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.drop_index("ix_feedback_of_team")

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_column("letter_style")

    with op.batch_alter_table("stage_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stage_request_feedback_id"))
        batch_op.drop_index(batch_op.f("ix_stage_request_case_id"))
        batch_op.drop_index("ix_stage_request_by_status")

    op.drop_table("stage_request")
    with op.batch_alter_table("service_meeting", schema=None) as batch_op:
        batch_op.drop_index("ix_service_meeting_owed")
        batch_op.drop_index(batch_op.f("ix_service_meeting_feedback_id"))
        batch_op.drop_index(batch_op.f("ix_service_meeting_case_id"))

    op.drop_table("service_meeting")
    with op.batch_alter_table("ombudsman_referral", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ombudsman_referral_received_on"))

    op.drop_table("ombudsman_referral")
    with op.batch_alter_table("emerging_theme", schema=None) as batch_op:
        batch_op.drop_index("ix_emerging_theme_open")

    op.drop_table("emerging_theme")
    with op.batch_alter_table("compliment_quote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_compliment_quote_picked_at"))

    op.drop_table("compliment_quote")
