"""Nothing that was written here goes with the account of who wrote it."""

import pytest
from django.apps import apps
from django.db.models import CASCADE, DO_NOTHING, PROTECT, SET_NULL

from accounts.models import AuditEntry, User
from articles.editorial import notes, workflow
from articles.editorial.past import versions_of
from tests.conftest import person
from tests.desk import page_of, text_of
from tests.newsdesk import a_published_story, a_story_in_review

# What goes with its person is about nobody else: what he is told, the pages he has open.
GOES_ALONG = {"Notice.person", "OpenForm.person"}
# Rows of history and a byline have their names elsewhere: in the event beside them, in their own.
NAMED_ELSEWHERE = {"HistoricalArticle.history_user", "HistoricalPage.history_user", "Reporter.user"}


def links_to_people() -> dict[str, tuple]:
    """Return every link of ours to an account: name → what its deletion does, and the name kept."""
    models = [*apps.get_app_config("articles").get_models()]
    models += apps.get_app_config("accounts").get_models()
    return {
        f"{model.__name__}.{field.name}": (field.remote_field.on_delete, model, field.name)
        for model in models
        for field in model._meta.fields
        if field.related_model is User
    }


@pytest.mark.once
def test_whoever_is_deleted_is_held_back_or_leaves_his_name():
    wrong = []
    for link, (on_delete, model, name) in links_to_people().items():
        if on_delete is CASCADE:
            fine = link in GOES_ALONG
        elif on_delete is SET_NULL:
            fields = {field.name for field in model._meta.fields}
            fine = f"{name}_name" in fields or link in NAMED_ELSEWHERE
        else:
            fine = on_delete in (PROTECT, DO_NOTHING)
        wrong += [] if fine else [link]
    assert wrong == []
    assert {*GOES_ALONG, *NAMED_ELSEWHERE} <= set(links_to_people())


@pytest.mark.django_db
def test_the_work_of_a_deleted_account_stays_under_its_name(signed_in, rita, mira, root):
    tono = person("tono", "Tono Wijaya", "editor")
    story = a_story_in_review(rita)
    story = workflow.edit(story, by=tono, fields={"title": "Judul dari Tono"}, seen=1)
    notes.write(story, by=tono, text="Sebutkan tarifnya.")
    story = workflow.send_back(story, by=tono, note="Belum ada tarif.")
    client = signed_in(root)
    address = f"/admin/accounts/user/{tono.pk}/delete/"
    client.post(address, {"post": "yes"})
    assert not User.objects.filter(username="tono").exists()

    story.refresh_from_db()
    assert story.title == "Judul dari Tono"
    assert {version.who for version in versions_of(story)} == {"Rita Anggraini", "Tono Wijaya"}
    assert set(story.notes.values_list("by_name", flat=True)) == {"Tono Wijaya"}
    kept = AuditEntry.objects.filter(actor=None, actor_name="Tono Wijaya")
    assert sorted(kept.values_list("action", flat=True)) == ["edit", "note", "send_back"]
    history = text_of(client.get(page_of(story, "history")))
    assert "Kembalikan ke Penulis · Tono Wijaya" in history
    assert "Belum ada tarif." in history


@pytest.mark.django_db
def test_a_switched_off_account_leaves_its_stories_as_they_were(signed_in, rita, edi, root):
    story = a_published_story(rita, edi)
    before = text_of(signed_in(root).get(page_of(story, "history")))
    for user in (rita, edi):
        user.is_active = False
        user.save()
    story.refresh_from_db()
    assert (story.created_by, story.published_by) == (rita, edi)
    assert text_of(signed_in(root).get(page_of(story, "history"))) == before
    assert text_of(signed_in(root).get(story.get_absolute_url())).count(story.title) > 0
