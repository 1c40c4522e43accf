"""Where sections, topics and reporters were found before: kept when one is renamed or merged.

A row of `FormerAddress` points to what had the address, so that renaming back, swapping two names
and merging one after the other never make a chain, and nothing leads in a circle.
"""

from datetime import datetime

from articles.models import Category, FormerAddress, Reporter, Tag

Named = Category | Tag | Reporter


def leave(named: Named, slug: str, *, now: datetime) -> None:
    """Keep an address that this one no longer has; whoever had left it before gives it up.

    Call it in the transaction that takes the address away.
    """
    kind = _kind_of(type(named))
    FormerAddress.objects.filter(slug=slug, **{f"{kind}__isnull": False}).delete()
    FormerAddress.objects.create(slug=slug, left_at=now, **{kind: named})
    # What it is called now is not a former address of its own any more.
    named.former_addresses.filter(slug=named.slug).delete()


def hand_on(named: Named, *, to: Named, now: datetime) -> None:
    """Let every address of one that is about to vanish, the present one included, lead to another.

    Call it in the transaction that deletes the first.
    """
    named.former_addresses.update(**{_kind_of(type(named)): to})
    leave(to, named.slug, now=now)


def now_called(model: type[Named], slug: str) -> Named | None:
    """Return who had this address last, or None. Ask only where nobody has it now."""
    kind = _kind_of(model)
    rows = FormerAddress.objects.filter(slug=slug, **{f"{kind}__isnull": False})
    row = rows.select_related(kind).first()
    return getattr(row, kind) if row is not None else None


def _kind_of(model: type[Named]) -> str:
    return model._meta.model_name
