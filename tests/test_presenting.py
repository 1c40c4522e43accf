"""What a page makes of a clean text: tables that scroll, videos that wait to be asked."""

import pytest

from articles import richtext
from articles.markup.presenting import with_tables_that_scroll, with_videos, youtube_id

pytestmark = pytest.mark.once

ID = "dQw4w9WgXcQ"


@pytest.mark.parametrize(
    "address",
    [
        f"https://www.youtube.com/watch?v={ID}", f"https://youtube.com/watch?v={ID}&t=42s",
        f"https://m.youtube.com/watch?app=x&v={ID}", f"https://youtu.be/{ID}",
        f"https://youtu.be/{ID}?si=abc", f"https://www.youtube.com/shorts/{ID}",
        f"https://www.youtube.com/live/{ID}?feature=share",
        f"https://www.youtube-nocookie.com/embed/{ID}",
    ],
)  # fmt: skip
def test_an_address_of_a_video_is_known(address):
    assert youtube_id(address) == ID


@pytest.mark.parametrize(
    "address",
    [
        "", "https://", "https://[", "https://www.youtube.com/", "https://www.youtube.com/@kanal",
        "https://www.youtube.com/watch", "https://www.youtube.com/watch?v=pendek",
        f"https://www.youtube.com/watch?v={ID}x", f'https://youtu.be/{ID[:-1]}"', "/watch?v=" + ID,
        f"http://youtu.be/{ID}", f"https://youtube.com.jahat.example/watch?v={ID}",
        f"https://jahat.example/?https://youtu.be/{ID}", f"https://youtu.be@jahat.example/{ID}",
        f"javascript:youtu.be/{ID}", f"https://youtu.be:8/{ID}",
    ],
)  # fmt: skip
def test_any_other_address_is_none(address):
    assert youtube_id(address) == ""


def test_a_video_is_a_link_of_ours_until_somebody_asks():
    html = richtext.clean(
        f'<p><a href="https://youtu.be/{ID}">Suasana <b>panen</b></a></p><p>x</p>'
    )
    assert with_videos(html, "Tonton") == html  # more than words in the link: it stays a link
    html = richtext.clean(f'<p><a href="https://youtu.be/{ID}?t=3">Suasana &amp; panen</a></p>')
    assert with_videos(html, 'Tonton "ini"') == (
        f'<figure class="video" data-video="{ID}">'
        f'<a href="https://www.youtube.com/watch?v={ID}" rel="noopener">Tonton &quot;ini&quot;</a>'
        "<figcaption>Suasana &amp; panen</figcaption></figure>"
    )


def test_a_bare_address_is_a_video_too_and_one_inside_a_sentence_is_not():
    bare = richtext.clean(f"<p>https://www.youtube.com/watch?v={ID}&amp;t=1</p>")
    assert f'data-video="{ID}"' in with_videos(bare, "Tonton")
    assert "figcaption" not in with_videos(bare, "Tonton")
    for html in (f"<p>Lihat https://youtu.be/{ID}</p>", "<p>https://contoh.example/a</p>"):
        assert with_videos(richtext.clean(html), "Tonton") == richtext.clean(html)


def test_every_table_gets_a_box_a_keyboard_can_reach():
    html = richtext.clean(
        "<p>a</p>" + "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>" * 2
    )
    shown = with_tables_that_scroll(html, "Tabel")
    box = '<div class="table" role="group" tabindex="0" aria-label="Tabel"><table>'
    assert shown.count(box) == shown.count("</table></div>") == 2
    assert shown.replace(box, "<table>").replace("</table></div>", "</table>") == html
    assert with_tables_that_scroll("<p>a</p>", "Tabel") == "<p>a</p>"
