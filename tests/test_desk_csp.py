"""The desk's content security policy: strict, but for what the editor needs where one writes."""

from csp.constants import NONE, SELF

from tests.desk import ADD, LIST, page_of
from tests.newsdesk import a_draft, a_published_story, a_story_in_review

POLICY = "Content-Security-Policy"


def policy_of(response) -> dict[str, set[str]]:
    parts = (part.split() for part in response[POLICY].split(";"))
    return {name: set(values) for name, *values in parts}


def test_the_writing_page_loosens_two_directives_and_no_script(signed_in, rita, edi):
    strict = policy_of(signed_in(rita).get("/admin/"))
    for person, address in (
        (rita, ADD),
        (rita, page_of(a_draft(rita))),
        (edi, page_of(a_story_in_review(rita))),
        (edi, page_of(a_published_story(rita, edi))),
    ):
        policy = policy_of(signed_in(person).get(address))
        assert policy.pop("script-src-attr") == {"'unsafe-inline'"}
        assert policy.pop("style-src") == {SELF, "'unsafe-inline'"}
        assert policy == {name: value for name, value in strict.items() if name != "style-src"}
        assert policy["script-src"] == {SELF}
        assert policy["default-src"] == {NONE}


def test_every_other_page_of_the_desk_is_strict(signed_in, rita, mira):
    story = a_story_in_review(rita)
    pages = ["/admin/", LIST, page_of(story), page_of(story, "history"), page_of(story, "delete")]
    client = signed_in(rita)
    for address in pages:
        policy = policy_of(client.get(address))
        assert "script-src-attr" not in policy
        assert policy["style-src"] == policy["script-src"] == {SELF}
    client = signed_in(mira)
    for model in ("category", "tag", "reporter"):
        for address in (f"/admin/articles/{model}/", f"/admin/articles/{model}/add/"):
            assert policy_of(client.get(address))["style-src"] == {SELF}


def test_without_the_editor_the_writing_page_is_strict_as_well(signed_in, rita, settings):
    settings.EDITOR_WIDGET = "textarea"
    response = signed_in(rita).get(ADD)
    assert "script-src-attr" not in policy_of(response)
    assert "ckeditor" not in response.content.decode()
    assert '<textarea name="body"' in response.content.decode()


def test_a_page_that_comes_back_with_mistakes_still_has_its_editor(signed_in, rita):
    response = signed_in(rita).post(ADD, {"title": "", "body": "Isi."})
    assert policy_of(response)["script-src-attr"] == {"'unsafe-inline'"}


def test_no_page_of_the_desk_is_kept_by_a_cache(signed_in, rita):
    for address in ("/admin/", LIST, ADD, page_of(a_draft(rita))):
        assert "no-store" in signed_in(rita).get(address)["Cache-Control"]
