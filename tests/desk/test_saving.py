"""An editor's save: cleaned at the one door, one version on, one revision more, and a word in the log."""

import pytest
from django.contrib.admin.models import LogEntry

from articles.models import Article, Author, Picture, Rights, Source, Topic
from tests.desk.making import EVERY_ARTICLE_RIGHT, filled, page, save, sign_in
from tests.make import make_article, make_author

pytestmark = pytest.mark.django_db


def test_a_save_counts_a_version_and_leaves_a_revision(client):
    editor = sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    response = save(client, article, title="Ferry returns at last")
    assert response.status_code == 302
    article.refresh_from_db()
    newest = article.revisions.order_by("-number").first()
    assert (article.title, article.version, newest.number) == ("Ferry returns at last", 1, 2)
    assert (newest.user, newest.act, newest.snapshot["title"]) == (editor, "edit", "Ferry returns at last")


def test_a_save_is_logged(client):
    editor = sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    save(client, article, title="Ferry returns at last")
    assert LogEntry.objects.get(user=editor).object_id == str(article.pk)


def test_a_new_article_has_a_first_revision_with_its_topics_and_bylines(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    sent = filled(client.get("/admin/articles/article/add/")) | {
        "title": "A bridge over the Sarn",
        "body": "<p>It stands.</p>",
        "topics": ["Transport"],
        "bylines-0-printed": "Tomas Verrin",
    }
    assert client.post("/admin/articles/article/add/", sent).status_code == 302
    article = Article.objects.get()
    revision = article.revisions.get()
    assert revision.snapshot["topics"] == [Topic.objects.get(name="Transport").pk]
    assert [line["printed"] for line in revision.snapshot["bylines"]] == ["Tomas Verrin"]
    assert article.slug == "a-bridge-over-the-sarn"


def test_a_revision_is_recorded_after_bylines_and_topics(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article(authors=["Ilse Maren"], topics=["Energy"])
    save(client, article, topics=["Energy", "Transport"], **{"bylines-1-printed": "Tomas Verrin"})
    snapshot = article.revisions.order_by("-number").first().snapshot
    assert len(snapshot["topics"]) == 2
    assert [line["printed"] for line in snapshot["bylines"]] == ["Ilse Maren", "Tomas Verrin"]


def test_saving_without_a_change_adds_no_revision(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article(authors=["Ilse Maren"], topics=["Energy", "press freedom"])
    save(client, article)
    assert article.revisions.count() == 1


def test_what_is_typed_into_the_body_is_cleaned(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    body = '<p onclick="x()">One <script>alert(1)</script><b>two</b></p><p class="caption">A ferry</p>'
    save(client, article, body=body)
    article.refresh_from_db()
    assert article.body == '<p>One <strong>two</strong></p>\n<p class="caption">A ferry</p>'


def test_a_page_that_is_opened_and_saved_leaves_the_text_as_it_was(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    text = "<h2>News &amp; views</h2>\n<p>“A &lt;b&gt; c”</p>\n<ul><li>one</li><li>two</li></ul>"
    article = make_article(body=text, standfirst='She said "no" & left.')
    save(client, article)
    article.refresh_from_db()
    assert (article.body, article.standfirst) == (text, 'She said "no" & left.')


def test_rewriting_a_supplied_headline_confirms_it(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article(title_basis=Article.TitleBasis.SUPPLIED)
    save(client, article, title="A better headline")
    article.refresh_from_db()
    assert article.title_basis == Article.TitleBasis.CONFIRMED


def test_saving_a_supplied_headline_as_it_is_does_not_confirm_it(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article(title_basis=Article.TitleBasis.SUPPLIED)
    save(client, article, body="<p>Another text.</p>")
    article.refresh_from_db()
    assert article.title_basis == Article.TitleBasis.SUPPLIED


def test_an_emptied_address_keeps_the_old_one(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    save(client, article, slug="", title="Another headline")
    article.refresh_from_db()
    assert article.slug == "ferry-returns-to-the-lower-sarn"


def test_a_date_needs_its_precision(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    response = save(client, article, first_published="2025-02-19")
    assert "Give a date together with how exactly it is known" in response.content.decode()
    save(client, article, first_published="2025-02-19", first_published_precision="day")
    article.refresh_from_db()
    assert article.first_published.isoformat() == "2025-02-19"


def test_without_the_right_to_set_rights_they_are_shown_and_not_taken(client):
    allowed = set(EVERY_ARTICLE_RIGHT) - {"set_rights"}
    sign_in(client, *allowed)
    source = Source.objects.create(name="Valley Post")
    article = make_article(rights=Rights.UNKNOWN)
    assert 'name="rights"' not in client.get(page(article)).content.decode()
    save(client, article, rights="own", source=str(source.pk), rights_note="mine", title="Other")
    article.refresh_from_db()
    assert (article.title, article.rights, article.source, article.rights_note) == (
        "Other",
        "unknown",
        None,
        "",
    )


@pytest.mark.parametrize("field", ["uid", "created_at", "changed_at", "id", "standing_kind"])
def test_what_is_no_field_of_the_form_is_not_taken_from_it(client, field):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    before = Article.objects.values("uid", "created_at", "id").get()
    save(client, article, **{field: "7"})
    assert Article.objects.values("uid", "created_at", "id").get() == before


def test_who_may_only_look_sees_the_text_and_cannot_save(client):
    sign_in(client, "view_article")
    article = make_article(body="<h2>Heading</h2>\n<p>Some text.</p>", topics=["Energy"])
    html = client.get(page(article)).content.decode()
    assert "<h2>Heading</h2>" in html
    assert 'name="_save"' not in html
    assert "Publish" not in html.split('id="content"')[1]
    assert client.post(page(article), {"title": "Mine", "version": "0"}).status_code == 403


def test_a_read_only_text_is_cleaned_again_before_it_is_shown(client):
    sign_in(client, "view_article")
    article = make_article()
    Article.objects.update(body="<p>a</p><script>alert(1)</script>")
    assert "alert(1)" not in client.get(page(article)).content.decode()


def test_text_in_fields_is_never_markup(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    mark = '"><img src=x onerror=alert(1)>'
    article = make_article(
        title=f"T {mark}", standfirst=mark, topics=[f"topic {mark}"], authors=[f"N {mark}"]
    )
    Picture.objects.create(caption=mark, credit=mark)
    for address in (
        page(article),
        page(article, "publish"),
        page(article, "withdraw"),
        "/admin/",
        "/admin/articles/",
    ):
        assert "<img src=x" not in client.get(address).content.decode()


def test_an_author_is_found_by_a_name_as_printed(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    known = make_author("Ilse Maren")
    article = make_article()
    save(client, article, **{"bylines-0-printed": "ILSE MAREN"})
    byline = article.bylines.get()
    assert (byline.author, byline.printed) == (known, "ILSE MAREN")


def test_a_new_name_in_a_byline_makes_an_author(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    save(client, article, **{"bylines-0-printed": "Ana Quell", "bylines-0-role": "photographer"})
    assert Author.objects.get().name == "Ana Quell"
    assert article.bylines.get().role == "photographer"


def test_a_new_name_needs_the_right_to_add_authors(client):
    sign_in(client, *set(EVERY_ARTICLE_RIGHT) - {"add_author"})
    article = make_article()
    response = save(client, article, **{"bylines-0-printed": "Ana Quell"})
    assert "you may not add one" in response.content.decode()
    assert not Author.objects.exists()


def test_nobody_stands_in_the_bylines_twice(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    twice = {"bylines-TOTAL_FORMS": "2", "bylines-1-position": "", "bylines-1-role": "writer"}
    response = save(
        client, article, **{"bylines-0-printed": "Ana Quell", "bylines-1-printed": "ana quell"} | twice
    )
    assert "already has a byline of this kind" in response.content.decode()


def test_bylines_stand_in_the_order_that_was_asked_for(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article(authors=["Ilse Maren", "Tomas Verrin"])
    save(
        client,
        article,
        **{"bylines-0-position": "2", "bylines-1-position": "1", "bylines-2-printed": "Ana Quell"},
    )
    names = list(article.bylines.values_list("printed", "position"))
    assert names == [("Tomas Verrin", 1), ("Ilse Maren", 2), ("Ana Quell", 3)]


def test_a_byline_can_be_taken_off(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article(authors=["Ilse Maren", "Tomas Verrin"])
    save(client, article, **{"bylines-0-DELETE": "on"})
    assert article.byline_names() == ["Tomas Verrin"]


def test_what_readers_saw_cannot_be_deleted(client):
    person = sign_in(client, superuser=True)
    kept, gone = make_article(), make_article(title="Never published")
    client.post(page(kept, "publish"), {"version": kept.version})
    assert client.post(page(kept, "delete"), {"post": "yes"}).status_code == 403
    assert client.post(page(gone, "delete"), {"post": "yes"}).status_code == 302
    assert list(Article.objects.all()) == [kept]
    assert LogEntry.objects.filter(user=person, action_flag=3).count() == 1


def test_save_and_publish_goes_on_to_the_page_that_publishes(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    opened = filled(client.get(page(article)))
    response = client.post(page(article), opened | {"title": "Saved first", "_publish": "1"})
    assert response["Location"] == page(article, "publish")
    assert Article.objects.get().title == "Saved first"
    assert not article.editions.exists()


def test_the_page_says_what_was_saved_by_whom_and_what_readers_saw(client):
    sign_in(client, *EVERY_ARTICLE_RIGHT)
    article = make_article()
    save(client, article, title="Ferry returns at last")
    article.refresh_from_db()
    client.post(page(article, "publish"), {"version": article.version})
    html = client.get(page(article)).content.decode()
    assert "Revision 2</a> edit" in html
    assert "<strong>Edition 1</strong> first publication" in html
    assert f'href="{article.get_absolute_url()}"' in html
