"""The log against the database itself: what SQL of whatever origin cannot do to it."""

import pytest
from django.db import IntegrityError, connection, transaction

from accounts import audit
from accounts.models import AuditEntry, User

pytestmark = pytest.mark.django_db


def sql(statement: str, *values) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_auditentry SET detail = 'forged' WHERE action = 'publish'",
        "UPDATE accounts_auditentry SET actor_name = 'Sam' WHERE action = 'publish'",
        "UPDATE accounts_auditentry SET at = '2020-01-01 00:00:00' WHERE action = 'publish'",
        "UPDATE accounts_auditentry SET refused = true WHERE action = 'publish'",
        "UPDATE accounts_auditentry SET actor_id = 4711, detail = '' WHERE action = 'publish'",
        "UPDATE accounts_auditentry SET actor_id = NULL, detail = 'x' WHERE action = 'publish'",
        "UPDATE accounts_auditentry SET actor_id = 4711 WHERE action = 'publish'",
        "DELETE FROM accounts_auditentry WHERE action = 'publish'",
    ],
)
def test_the_database_refuses_to_forge_an_entry_or_to_take_one_out(rita, statement):
    audit.record("sign_in", by=rita)
    audit.record("publish", by=rita, detail="as it was")
    before = list(AuditEntry.objects.values())
    with pytest.raises(IntegrityError, match="This log cannot be"):
        sql(statement)
    assert list(AuditEntry.objects.values()) == before


def test_an_account_that_is_deleted_leaves_its_name_in_the_log(rita):
    audit.record("sign_in", by=rita)
    entry = audit.record("publish", by=rita, target=rita, detail="as it was")
    number = str(rita.pk)
    User.objects.get(pk=rita.pk).delete()
    entry.refresh_from_db()
    assert (entry.actor, entry.actor_name, entry.detail) == (None, "Rita Anggraini", "as it was")
    assert (entry.target_id, entry.target_name) == (number, "Rita Anggraini")
