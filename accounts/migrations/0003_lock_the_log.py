"""The database refuses to change the log: an entry is written once, whoever holds the pen.

An account that is deleted may empty its link (`SET_NULL`); nothing else of a row can change. No row
can be deleted on PostgreSQL, where a whole table is emptied by TRUNCATE. SQLite knows no other word
than DELETE for that, so there rows can go from the oldest end, and none from the middle.
"""

from django.db import migrations

KEPT = (
    "id",
    "at",
    "actor_name",
    "action",
    "refused",
    "target_type",
    "target_id",
    "target_name",
    "detail",
)

_SAME_ON_SQLITE = " AND ".join(f'NEW."{name}" IS OLD."{name}"' for name in KEPT)
_SAME_ON_POSTGRESQL = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in KEPT)

LOCK = {
    "sqlite": [
        f"""
        CREATE TRIGGER log_entry_stays BEFORE UPDATE ON accounts_auditentry
        WHEN NOT (NEW."actor_id" IS NULL AND {_SAME_ON_SQLITE})
        BEGIN SELECT RAISE(ABORT, 'This log cannot be changed.'); END
        """,
        """
        CREATE TRIGGER log_entry_is_kept BEFORE DELETE ON accounts_auditentry
        WHEN EXISTS (SELECT 1 FROM accounts_auditentry WHERE id < OLD.id)
        BEGIN SELECT RAISE(ABORT, 'This log cannot be deleted.'); END
        """,
    ],
    "postgresql": [
        f"""
        CREATE FUNCTION log_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND NEW.actor_id IS NULL AND {_SAME_ON_POSTGRESQL} THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'This log cannot be changed.'
                USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        """
        CREATE TRIGGER log_entry_stays BEFORE UPDATE OR DELETE ON accounts_auditentry
        FOR EACH ROW EXECUTE FUNCTION log_entry_stays()
        """,
    ],
}
UNLOCK = {
    "sqlite": ["DROP TRIGGER log_entry_stays", "DROP TRIGGER log_entry_is_kept"],
    "postgresql": [
        "DROP TRIGGER log_entry_stays ON accounts_auditentry",
        "DROP FUNCTION log_entry_stays()",
    ],
}


def lock(apps, schema_editor) -> None:
    for statement in LOCK[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def unlock(apps, schema_editor) -> None:
    for statement in UNLOCK[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_index_the_log")]

    operations = [migrations.RunPython(lock, unlock)]
