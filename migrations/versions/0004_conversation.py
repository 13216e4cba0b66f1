"""What feedback, messages and visits hold besides, so that both sides can talk."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("deputy_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_account_deputy_id_account"), "account", ["deputy_id"], ["id"]
        )

    with op.batch_alter_table("added_words", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("holder", sa.String(length=40), nullable=False, server_default="sender")
        )
        batch_op.add_column(sa.Column("message_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("danger", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("read_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_added_words_message_id_message"), "message", ["message_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_added_words_read_by_id_account"), "account", ["read_by_id"], ["id"]
        )

    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.add_column(sa.Column("first_received_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("keyed_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("read_back", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("forwarded_from", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("address_confirmed_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("accompanied", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("code_changed_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("unread_since", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("reader_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("read_by_on", sa.Date(), nullable=True))
        batch_op.create_index("ix_feedback_keyed_by", ["keyed_by_id", "id"], unique=False)
        batch_op.create_index("ix_feedback_news_at", ["news_at"], unique=False)
        batch_op.create_index("ix_feedback_reader", ["reader_id", "unread_since", "id"], unique=False)
        batch_op.create_index("ix_feedback_unread", ["unread_since", "id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_feedback_keyed_by_id_account"), "account", ["keyed_by_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_feedback_reader_id_account"), "account", ["reader_id"], ["id"]
        )

    with op.batch_alter_table("feedback_words", schema=None) as batch_op:
        batch_op.add_column(sa.Column("safe_word", sa.LargeBinary(), nullable=True))

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("to", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("shares", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("asks", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("answer", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("answered_at", sa.DateTime(), nullable=True))

    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("link", sa.LargeBinary(), nullable=True))

    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("open_as", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("advocate_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("advocate_until", sa.DateTime(), nullable=True))
        batch_op.create_index(batch_op.f("ix_visit_advocate_id"), ["advocate_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_visit_advocate_id_known_advocate"), "known_advocate", ["advocate_id"], ["id"]
        )

    # The values given to rows that stood before are not defaults of the model.
    with op.batch_alter_table("added_words", schema=None) as batch_op:
        batch_op.alter_column("holder", server_default=None)
        batch_op.alter_column("danger", server_default=None)

    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.alter_column("accompanied", server_default=None)


def downgrade():
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_visit_advocate_id_known_advocate"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_visit_advocate_id"))
        batch_op.drop_column("advocate_until")
        batch_op.drop_column("advocate_id")
        batch_op.drop_column("open_as")

    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.drop_column("link")

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_column("answered_at")
        batch_op.drop_column("answer")
        batch_op.drop_column("asks")
        batch_op.drop_column("shares")
        batch_op.drop_column("to")

    with op.batch_alter_table("feedback_words", schema=None) as batch_op:
        batch_op.drop_column("safe_word")

    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_feedback_reader_id_account"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_feedback_keyed_by_id_account"), type_="foreignkey")
        batch_op.drop_index("ix_feedback_unread")
        batch_op.drop_index("ix_feedback_reader")
        batch_op.drop_index("ix_feedback_news_at")
        batch_op.drop_index("ix_feedback_keyed_by")
        batch_op.drop_column("read_by_on")
        batch_op.drop_column("reader_id")
        batch_op.drop_column("unread_since")
        batch_op.drop_column("code_changed_at")
        batch_op.drop_column("accompanied")
        batch_op.drop_column("address_confirmed_at")
        batch_op.drop_column("forwarded_from")
        batch_op.drop_column("read_back")
        batch_op.drop_column("keyed_by_id")
        batch_op.drop_column("first_received_on")

    with op.batch_alter_table("added_words", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_added_words_read_by_id_account"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_added_words_message_id_message"), type_="foreignkey")
        batch_op.drop_column("read_by_id")
        batch_op.drop_column("danger")
        batch_op.drop_column("message_id")
        batch_op.drop_column("holder")

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_account_deputy_id_account"), type_="foreignkey")
        batch_op.drop_column("deputy_id")
