"""What an import makes of captures: working copies with history, people, topics and dates; nothing public."""

import pytest

from articles import body
from articles.models import Article, Author, Edition, Revision, Rights, Source, Tagging, Topic
from articles.models.revision import digest_of, snapshot_of
from importers.models import Capture, DoubtfulPair, Extract, Rate, SketchKey, Span, TopicSuggestion
from importers.store import names
from tests.importers.captures import SAMPLES, article_page, body_only, headline, listing, prose, run, write
from tests.make import make_article, make_author, make_edition

pytestmark = pytest.mark.django_db

BIO = ("Ilse Maren draws maps of rivers.", "Ilse was born on a ferry.")


def test_an_article_page_becomes_a_working_copy(tmp_path):
    text = article_page(1, bio=BIO, credit="Image: Agency, Tobin Aresk")
    run(write(tmp_path, one=text))
    article = Article.objects.get()
    assert article.title == headline(1)
    assert article.title_basis == Article.TitleBasis.PRINTED
    assert body.plain(article.body) == "\n".join(prose(1))
    assert article.byline_names() == ["Ilse Maren"]
    assert article.authors.get().bio_paragraphs == list(BIO)
    assert (article.picture.credit, article.picture.is_captured) == ("Agency, Tobin Aresk", False)
    assert (str(article.first_published), article.first_published_precision) == ("2026-06-03", "day")
    assert not article.date_is_confirmed
    assert article.date_basis
    assert article.rights == Rights.UNKNOWN
    assert article.source is None
    assert article.standfirst == ""
    assert not Edition.objects.exists()


def test_invariant_7_a_listing_bounds_the_dates_of_its_articles_and_gives_none(tmp_path):
    run(write(tmp_path, page=listing(1, 2, 3)))
    articles = list(Article.objects.order_by("pk"))
    assert [article.title for article in articles] == [headline(number) for number in (1, 2, 3)]
    assert {article.first_published for article in articles} == {None}
    assert {str(article.not_after) for article in articles} == {"2026-05-18"}
    assert all(article.date_basis for article in articles)


def test_invariant_9_an_article_without_a_headline_gets_a_supplied_one(tmp_path):
    run(write(tmp_path, page=body_only(1)))
    article = Article.objects.get()
    assert article.title_basis == Article.TitleBasis.SUPPLIED
    assert prose(1)[0].startswith(article.title.removesuffix("…"))
    assert len(article.title) <= 80


def test_each_article_has_one_revision_that_says_what_stands(tmp_path):
    run(SAMPLES)
    for article in Article.objects.all():
        revision = article.revisions.get()
        assert (revision.number, revision.act) == (1, Revision.Act.IMPORT)
        assert revision.snapshot == snapshot_of(article)
        assert revision.digest == digest_of(revision.snapshot)
        assert Revision.objects.record(article, Revision.Act.EDIT) == revision


def test_what_is_written_is_what_saving_would_make_of_it():
    run(SAMPLES)
    for article in Article.objects.all():
        assert body.clean(article.body) == article.body
        before = (article.title, article.slug, article.standfirst, article.body)
        article.save()
        assert (article.title, article.slug, article.standfirst, article.body) == before
    for named in (*Topic.objects.all(), *Author.objects.all()):
        before = (named.key, named.slug)
        named.save()
        assert (named.key, named.slug) == before


def test_rights_and_source_are_what_the_operator_said(tmp_path):
    run(write(tmp_path, page=body_only(1)), source="The Tarsk Mail", rights="licensed")
    article = Article.objects.get()
    assert (article.source.name, article.rights) == ("The Tarsk Mail", Rights.LICENSED)
    assert Capture.objects.get().source == article.source


def test_without_word_from_the_operator_rights_are_what_the_source_starts_with(tmp_path):
    Source.objects.create(name="The Tarsk Mail", default_rights=Rights.OWN)
    run(write(tmp_path, page=body_only(1)), source="The Tarsk Mail")
    assert Article.objects.get().rights == Rights.OWN


def test_an_author_who_is_known_by_name_or_alias_is_not_made_again(tmp_path):
    known = make_author("Ilse Maren", bio="What an editor wrote.")
    other = make_author("Tobin Aresk")
    other.aliases.create(name="T. Aresk-Orlen")
    pages = {
        "a": article_page(1, author="ilse  MAREN", bio=BIO),
        "b": article_page(2, author="T. Aresk-Orlen"),
    }
    run(write(tmp_path, **pages))
    assert Author.objects.count() == 2
    assert Article.objects.get(title=headline(2)).authors.get() == other
    known.refresh_from_db()
    assert known.bio == "What an editor wrote."


def test_a_people_page_tells_of_its_person_whatever_came_first(tmp_path):
    page = ["18 May 2026", "Our People > Ilse Maren", "Ilse Maren", *BIO, "Articles", headline(2), *prose(2)]
    run(write(tmp_path, a=article_page(1, author="Ilse Maren"), b="\n\n".join(page)))
    author = Author.objects.get()
    assert author.bio_paragraphs == list(BIO)
    assert {article.title for article in author.articles.all()} == {headline(1), headline(2)}


def test_two_articles_with_one_headline_have_two_addresses(tmp_path):
    make_article(title="Ferry Returns to the Lower Sarn at Last")
    titles = dict.fromkeys((1, 2), "Ferry Returns to the Lower Sarn at Last")
    run(write(tmp_path, a=listing(1, titles=titles), b=listing(2, titles=titles)))
    stem = "ferry-returns-to-the-lower-sarn-at-last"
    assert sorted(Article.objects.values_list("slug", flat=True)) == [stem, f"{stem}-2", f"{stem}-3"]


def test_an_address_that_an_edition_ever_had_is_not_given_to_another_article(tmp_path):
    article = make_edition(title=headline(1)).article
    Article.objects.filter(pk=article.pk).update(slug="moved")
    run(write(tmp_path, page=listing(1)))
    assert Article.objects.exclude(pk=article.pk).get().slug.endswith("-2")


def test_sure_topics_tag_the_article_and_others_are_only_suggested(tmp_path):
    text = "\n\n".join(
        [
            "18 May 2026",
            "Uzbekistan Opens a School of Wrestling",
            "Uzbekistan opened a school.",
            *prose(1),
            "A guest came from Latvia. Latvia is far.",
        ]
    )
    run(write(tmp_path, page=text))
    article = Article.objects.get()
    states = dict(article.topic_suggestions.values_list("topic__name", "state"))
    assert states["Uzbekistan"] == "applied"
    assert states["Latvia"] == "suggested"
    applied = {name for name, state in states.items() if state == "applied"}
    assert set(article.topics.names()) == applied
    suggestion = article.topic_suggestions.get(topic__name="Uzbekistan")
    assert (suggestion.term, suggestion.line, suggestion.topic.kind) == ("Uzbekistan", 3, "place")


def test_a_topic_that_an_editor_has_keeps_its_kind_and_is_found_by_its_alias(tmp_path):
    sport = Topic.objects.create(name="Wrestling and more", kind=Topic.Kind.SECTION)
    sport.aliases.create(name="sport")
    run(
        write(
            tmp_path,
            page="\n\n".join(
                ["18 May 2026", "Sport and Sports for All of Orlen", *prose(1), "Sport! Sport!"]
            ),
        )
    )
    assert Article.objects.get().topic_suggestions.filter(topic=sport).exists()
    sport.refresh_from_db()
    assert sport.kind == Topic.Kind.SECTION


def test_invariant_4_every_line_of_every_capture_lies_in_exactly_one_span():
    run(SAMPLES)
    for capture in Capture.objects.all():
        lines = [line for span in capture.spans.all() for line in range(span.first, span.last + 1)]
        assert lines == list(range(1, capture.line_count + 1)), capture.file_name


def test_invariant_4_what_was_dropped_can_be_searched_with_the_rule_that_dropped_it(tmp_path):
    run(write(tmp_path, page=article_page(1)))
    span = Span.objects.get(dropped_text__contains="Suggested Articles")
    assert span.rule
    assert span.role == "boilerplate"


def test_a_capture_is_kept_byte_for_byte_with_its_rates(tmp_path):
    content = ("• VLM/SCU = 0.04127 0.12%\n" * 8 + "\n" + listing(1)).encode() + b"\r\n\xc2\xa0"
    (tmp_path / "page.txt").write_bytes(content)
    run(tmp_path)
    capture = Capture.objects.get()
    assert bytes(capture.content) == content
    assert list(Rate.objects.values_list("pair", "value", "change")) == [("VLM/SCU", "0.04127", "0.12%")]


def test_a_doubtful_pair_stays_two_articles_and_is_shown_to_an_editor(tmp_path):
    quoting = "\n".join([*prose(2, 4), *prose(1, 6), *prose(3, 2)])
    run(write(tmp_path, a=body_only(1, 6), b=quoting))
    assert Article.objects.count() == 2
    pair = DoubtfulPair.objects.get()
    assert (pair.verdict, pair.earlier.capture.file_name, pair.later.capture.file_name) == (
        "open",
        "a.txt",
        "b.txt",
    )
    assert pair.later.needs_review
    (doubt,) = [doubt for doubt in pair.later.doubts if doubt["code"] == "may_be_same"]
    assert "a.txt" in doubt["words"]


def test_a_stock_phrase_does_not_fill_the_index(tmp_path):
    stock = "Continue reading elsewhere because everything remains otherwise. "
    files = {f"f{number:02}": stock + body_only(number) for number in range(40)}
    run(write(tmp_path, **files))
    assert Article.objects.count() == 40
    counts: dict[int, int] = {}
    for key in SketchKey.objects.values_list("key", flat=True):
        counts[key] = counts.get(key, 0) + 1
    assert max(counts.values()) <= 24


def test_a_capture_without_an_article_is_kept_and_says_so(tmp_path):
    run(write(tmp_path, page="18 May 2026\n\nSuggested Articles\n\nSidebar"))
    assert not Article.objects.exists()
    assert Capture.objects.get().warnings
    assert not Extract.objects.exists()


def test_nothing_is_tied_twice(tmp_path):
    run(SAMPLES)
    assert Tagging.objects.count() == TopicSuggestion.objects.filter(state="applied").count()


def test_a_crowded_address_is_numbered_on(tmp_path):
    title = "Ferry Returns to the Lower Sarn at Last"
    stem = "ferry-returns-to-the-lower-sarn-at-last"
    for slug in (stem, *(f"{stem}-{number}" for number in range(2, 15))):
        make_article(title=title, slug=slug)
    run(write(tmp_path, a=listing(1, titles={1: title}), b=listing(2, titles={2: title})))
    slugs = set(Article.objects.values_list("slug", flat=True))
    assert {f"{stem}-15", f"{stem}-16"} <= slugs


def test_addresses_given_out_together_are_all_free():
    make_article(title="Ferry", slug="ferry-2")
    make_article(title="Ferry", slug="ferry-11")
    found = names.free_slugs(["ferry"] * 12 + ["bridge"] * 2, Article.objects.all())
    assert found == [
        "ferry",
        *(f"ferry-{number}" for number in (3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14)),
        "bridge",
        "bridge-2",
    ]
