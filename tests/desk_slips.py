"""Rows of the desk's own tables that must never be: notes, notices, letters, what is due."""

from django.utils import timezone

from articles.models import Article, DueEffect, DueRun, EditorialNote, Letter, Notice

NOW = timezone.now()


def slips(draft: Article, public: Article) -> dict[str, list]:
    """Constraint → ways to break it, as `violations` of tests/test_models_hold.py wants them."""
    return {
        "answer_sends_nothing_back": [
            lambda: EditorialNote.objects.create(
                article=draft, kind="return", text="x", at=NOW, parent=_note(draft)
            )
        ],
        "notice_has_a_kind": [lambda: _notice(draft, kind="")],
        "letter_state_is_known": [lambda: _letter(draft, state="lost")],
        "sent_letter_says_when": [
            lambda: _letter(draft, state="sent"),
            lambda: _letter(draft, sent_at=NOW),
        ],
        "one_effect_per_appearance": [
            lambda: [DueEffect.objects.create(article=public, published_at=NOW) for _ in range(2)]
        ],
    }


def _note(article: Article) -> EditorialNote:
    return EditorialNote.objects.create(article=article, kind="note", text="x", at=NOW)


def _notice(article: Article, kind: str = "note") -> Notice:
    return Notice.objects.create(person=article.created_by, article=article, kind=kind, at=NOW)


def _letter(article: Article, **values) -> Letter:
    return Letter.objects.create(notice=_notice(article), next_try_at=NOW, **values)


def two_runs_of_one_machine(number: int) -> DueRun:
    return DueRun.objects.create(host="meja-redaksi", began_at=NOW)
