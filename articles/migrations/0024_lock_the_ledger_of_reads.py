"""The database refuses to change the ledger of reads: a row is written once, whoever holds the pen.

An account that is deleted may empty its link (`SET_NULL`); nothing else of a row can change. No row
can be deleted on PostgreSQL, where a whole table is emptied by TRUNCATE. SQLite knows no other word
than DELETE for that, so there rows can go from the oldest end, and none from the middle.
"""

from django.db import migrations

KEPT = ("id", "article_id", "reads", "reason", "signed_by_name", "at")

_SAME_ON_SQLITE = " AND ".join(f'NEW."{name}" IS OLD."{name}"' for name in KEPT)
_SAME_ON_POSTGRESQL = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in KEPT)

LOCK = {
    "sqlite": [
        f"""
        CREATE TRIGGER adjustment_stays BEFORE UPDATE ON articles_readadjustment
        WHEN NOT (NEW."signed_by_id" IS NULL AND {_SAME_ON_SQLITE})
        BEGIN SELECT RAISE(ABORT, 'This ledger cannot be changed.'); END
        """,
        """
        CREATE TRIGGER adjustment_is_kept BEFORE DELETE ON articles_readadjustment
        WHEN EXISTS (SELECT 1 FROM articles_readadjustment WHERE id < OLD.id)
        BEGIN SELECT RAISE(ABORT, 'This ledger cannot be deleted.'); END
        """,
    ],
    "postgresql": [
        f"""
        CREATE FUNCTION adjustment_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND NEW.signed_by_id IS NULL AND {_SAME_ON_POSTGRESQL} THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'This ledger cannot be changed.'
                USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        """
        CREATE TRIGGER adjustment_stays BEFORE UPDATE OR DELETE ON articles_readadjustment
        FOR EACH ROW EXECUTE FUNCTION adjustment_stays()
        """,
    ],
}
UNLOCK = {
    "sqlite": ["DROP TRIGGER adjustment_stays", "DROP TRIGGER adjustment_is_kept"],
    "postgresql": [
        "DROP TRIGGER adjustment_stays ON articles_readadjustment",
        "DROP FUNCTION adjustment_stays()",
    ],
}


def lock(apps, schema_editor) -> None:
    for statement in LOCK[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def unlock(apps, schema_editor) -> None:
    for statement in UNLOCK[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("articles", "0023_open_the_ledger_of_reads")]

    operations = [migrations.RunPython(lock, unlock)]
