"""What was read and may not be written waits as a proposal; it is made once, and what an editor says of it is kept."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import body, publishing
from articles.body import BlockKind
from articles.models import Article, Author, Byline, Picture, Revision, Source
from articles.models.article import EditConflict
from articles.publishing import Refused
from importers.decided import Kind as Said
from importers.draft import Witness, draft_of
from importers.models import Capture, Extract, ImportRun, Proposal
from importers.segments import Block, Kind, Role, TitleSource
from importers.segments import Extract as Read
from importers.store import amend, decisions, proposals
from importers.store.decide import Change
from importers.store.shelf import Card, Item
from tests.importers.captures import (
    article_page,
    body_only,
    headline,
    listing,
    prose,
    run,
    whole_tables,
    write,
)
from tests.make import change, make_article

pytestmark = pytest.mark.django_db

LOG = ("importers.ImportRun", "importers.Outcome")


def edited(tmp_path, **fields) -> Article:
    """An article that came without its headline, and that an editor then wrote on."""
    run(write(tmp_path / "first", page=body_only(1)))
    return change(Article.objects.get(), **fields)


def second(tmp_path, **page):
    return run(write(tmp_path / "second", page=article_page(1, **page)))


def test_a_proposal_says_what_stood_what_was_read_and_where(tmp_path):
    edited(tmp_path, title="What an editor wrote", title_basis="confirmed")
    second(tmp_path, author="")
    proposal = Proposal.objects.get()
    assert proposal.field == "headline"
    assert proposal.stood == {"title": "What an editor wrote", "basis": "confirmed"}
    assert proposal.read == {"title": headline(1), "basis": "printed"}
    assert proposal.extract == Extract.objects.latest("pk")
    assert proposal.run == ImportRun.objects.latest("pk")
    assert (proposal.state, proposal.decided_at) == ("open", None)


def test_every_field_of_a_published_article_is_kept_in_a_form_that_can_be_applied(tmp_path):
    run(write(tmp_path / "first", page="\n".join(prose(1)[:3])), rights="own")
    article = change(Article.objects.get(), title="Ours", title_basis="confirmed")
    publishing.publish(article)
    Source.objects.create(name="Valley Post")
    run(
        write(tmp_path / "second", page=article_page(1, author="Tobin Aresk", credit="Photo: Jon Tal")),
        source="Valley Post",
    )
    kept = {proposal.field: proposal.read for proposal in Proposal.objects.all()}
    assert set(kept) == {"headline", "body", "byline", "credit", "when", "source"}
    assert [body.plain(block) for block in kept["body"]] == prose(1)
    assert kept["byline"] == ["Tobin Aresk"]
    assert kept["credit"] == "Jon Tal"
    assert kept["when"]["first_published"] == "2026-06-03"
    assert kept["source"] == {"id": Source.objects.get().pk}
    for proposal in Proposal.objects.all():
        proposals.accept(proposal, by=None)
    article = Article.objects.get()
    assert article.title == headline(1)
    assert body.plain(article.body).split("\n") == prose(1)
    assert article.byline_names() == ["Tobin Aresk"]
    assert article.picture.credit == "Jon Tal"
    assert str(article.first_published) == "2026-06-03"
    assert article.source == Source.objects.get()


@pytest.mark.parametrize("word", [None, proposals.accept, proposals.decline])
def test_the_same_is_not_proposed_twice_whatever_was_said_of_it(tmp_path, word):
    edited(tmp_path, title="What an editor wrote", title_basis="confirmed")
    second(tmp_path, author="")
    if word:
        word(Proposal.objects.get(), by=None)
        change(Article.objects.get(), title="Again the editor's own")
    before = list(Proposal.objects.values_list())
    result = run(write(tmp_path / "third", page=article_page(1, author="", captured="23 August 2026")))
    assert list(Proposal.objects.values_list()) == before
    assert result.counts == {"unchanged": 1}


def test_a_reading_that_was_declined_and_comes_back_is_not_proposed_and_not_counted(tmp_path):
    article = edited(tmp_path, title="What an editor wrote", title_basis="confirmed")
    second(tmp_path, author="")
    proposals.decline(Proposal.objects.get(), by=None)
    Extract.objects.latest("pk").delete()  # as if it had been read as nothing for a while
    result = run(write(tmp_path / "third", page=article_page(1, author="", captured="23 August 2026")))
    assert Proposal.objects.get().state == "declined"
    assert result.counts == {"unchanged": 1}
    assert Article.objects.get().title == article.title
    assert not [one for one in Extract.objects.latest("pk").doubts if one["code"] == "proposal"]


def test_a_newer_reading_of_a_field_stands_beside_the_older_and_before_it(tmp_path):
    edited(tmp_path, title="What an editor wrote", title_basis="confirmed")
    run(write(tmp_path / "second", page=listing(1, titles={1: "A First Printed Headline of the Valley"})))
    second(tmp_path, author="")
    newer, older = Proposal.objects.all()
    assert newer.read["title"] == headline(1)
    assert {newer.state, older.state} == {"open"}
    proposals.accept(newer, by=None)
    older.refresh_from_db()
    assert older.state == "declined", "one headline is left to decide, and it was decided"


def test_what_the_editor_types_himself_closes_the_proposal(tmp_path):
    edited(tmp_path, title="What an editor wrote", title_basis="confirmed")
    second(tmp_path, author="")
    article = change(Article.objects.get(), title=headline(1), title_basis="printed")
    proposals.settle(article)
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.decided_by) == ("accepted", None)


def test_a_later_import_closes_what_was_typed_meanwhile(tmp_path):
    edited(tmp_path, title="What an editor wrote", title_basis="confirmed")
    second(tmp_path, author="")
    change(Article.objects.get(), title=headline(1), title_basis="printed")
    run(write(tmp_path / "third", page=article_page(1, author="Tobin Aresk")))
    assert Proposal.objects.get().state == "accepted"


def test_a_dry_run_counts_proposals_and_makes_none(tmp_path):
    edited(tmp_path, title="What an editor wrote", title_basis="confirmed")
    article = Article.objects.get()
    publishing.publish(change(article, rights="own"))
    before = whole_tables()
    result = run(write(tmp_path / "second", page=article_page(1)), dry_run=True)
    assert result.counts == {"proposed": 1}
    assert whole_tables() == before


def test_a_confirmed_date_is_no_longer_written_by_an_import(tmp_path):
    article = edited(tmp_path, date_is_confirmed=True)
    second(tmp_path, author="", published="3 June 2026")
    now = Article.objects.get()
    assert (now.first_published, now.date_is_confirmed) == (article.first_published, True)
    proposal = Proposal.objects.get(field="when")
    proposals.accept(proposal, by=None)
    now = Article.objects.get()
    assert (str(now.first_published), now.date_is_confirmed) == ("2026-06-03", False)


def test_a_picture_that_an_editor_chose_is_not_replaced_by_a_credit(tmp_path):
    picture = Picture.objects.create(file="pictures/ferry.jpg", width=1, height=1)
    edited(tmp_path, picture=picture)
    second(tmp_path, author="", credit="Photo: Jon Tal")
    assert Article.objects.get().picture == picture
    proposal = Proposal.objects.get(field="credit")
    with pytest.raises(Refused, match="picture of its own"):
        proposals.accept(proposal, by=None)
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_an_accepted_text_keeps_what_was_edited_elsewhere_since(tmp_path):
    paragraphs = prose(1)
    run(write(tmp_path / "first", page="\n".join(paragraphs[:3])), rights="own")
    article = change(Article.objects.get(), title="Ours", title_basis="confirmed")
    publishing.publish(article)
    run(write(tmp_path / "second", page=article_page(1, author="")))
    article = Article.objects.get()
    change(article, body=article.body.replace(paragraphs[0], "The editor's own opening."))
    proposals.accept(Proposal.objects.get(field="body"), by=None)
    now = body.plain(Article.objects.get().body).split("\n")
    assert now == ["The editor's own opening.", *paragraphs[1:]]


def test_a_text_that_was_changed_in_the_same_place_since_is_refused_with_words(tmp_path):
    run(write(tmp_path / "first", page="\n".join(prose(1)[:3])), rights="own")
    article = change(Article.objects.get(), title="Ours", title_basis="confirmed")
    publishing.publish(article)
    run(write(tmp_path / "second", page=article_page(1, author="")))
    article = change(Article.objects.get(), body=Article.objects.get().body + "<p>Another ending.</p>")
    with pytest.raises(Refused, match="by hand"):
        proposals.accept(Proposal.objects.get(field="body"), by=None)
    assert Article.objects.get().body == article.body
    assert Proposal.objects.get(field="body").state == "open"


def test_readers_see_nothing_of_an_accepted_proposal_until_it_is_published(tmp_path):
    run(write(tmp_path / "first", page=body_only(1)), rights="own")
    edition = publishing.publish(change(Article.objects.get(), title="Ours", title_basis="confirmed"))
    second(tmp_path, author="")
    proposals.accept(Proposal.objects.get(field="headline"), by=None)
    article = Article.objects.get()
    assert (article.title, article.slug) == (headline(1), edition.slug)
    assert article.editions.get().title == "Ours"
    assert article.revisions.first().act == Revision.Act.EDIT


def test_who_took_the_pictures_stays_when_a_byline_is_accepted():
    article = make_article(authors=["Ilse Maren"])
    photographer = Author.objects.create(name="Jon Tal")
    Byline.objects.create(article=article, author=photographer, role="photographer", position=1)
    made = proposals.Proposed("byline", "Ilse Maren\nJon Tal", "Tobin Aresk\nOda Vell", "0" * 64)
    proposals.keep([(article.pk, made, None)], None)
    assert proposals.unknown_authors(Proposal.objects.get()) == ["Tobin Aresk", "Oda Vell"]
    proposals.accept(Proposal.objects.get(), by=None)
    bylines = article.bylines.values_list("printed", "role", "position")
    assert list(bylines) == [
        ("Tobin Aresk", "writer", 0),
        ("Oda Vell", "writer", 1),
        ("Jon Tal", "photographer", 2),
    ]


@pytest.mark.parametrize(
    ("first", "then", "words"),
    [
        (proposals.accept, proposals.accept, "accepted before"),
        (proposals.accept, proposals.decline, "accepted before"),
        (proposals.decline, proposals.decline, "declined before"),
    ],
)
def test_a_word_said_twice_is_answered_in_words(tmp_path, first, then, words):
    edited(tmp_path, title="What an editor wrote", title_basis="confirmed")
    second(tmp_path, author="")
    first(Proposal.objects.get(), by=None)
    with pytest.raises(Refused, match=words):
        then(Proposal.objects.get(), by=None)


def test_of_two_editors_who_decide_at_once_one_does(tmp_path):
    edited(tmp_path, title="What an editor wrote", title_basis="confirmed")
    second(tmp_path, author="")
    mine, theirs = Proposal.objects.get(), Proposal.objects.get()
    proposals.decline(mine, by=None)
    with pytest.raises(Refused, match="in the meantime"):
        proposals.accept(theirs, by=None)


def test_a_save_that_wins_leaves_the_proposal_open(tmp_path, monkeypatch):
    edited(tmp_path, title="What an editor wrote", title_basis="confirmed")
    second(tmp_path, author="")

    def lost(article, version):
        raise EditConflict(article)

    monkeypatch.setattr(Article, "claim", lost)
    with pytest.raises(EditConflict):
        proposals.accept(Proposal.objects.get(), by=None)
    assert Proposal.objects.get().state == "open"


def test_what_an_editor_typed_and_an_import_then_read_alike_stays_the_editors():
    first, second, third = (draft("Kites over the Sarn", [words]) for words in ("Asters", "Bakers", "Cranes"))
    article = change(imported(first), body=second.body)
    article = take(article, first, second)
    assert take(article, second, third).body == second.body
    assert Proposal.objects.get().read == [third.body]


# Over any three texts, with the store

paragraphs = st.lists(
    st.sampled_from(["Asters", "Bakers", "Cranes", "Dunes", "Elms"]), min_size=1, max_size=5
)
titles = st.sampled_from([None, "Kites over the Sarn", "Larks of the valley"])


def draft(title, text):
    blocks = tuple(Block(Role.PARAGRAPH, words, n, n) for n, words in enumerate(text, start=1))
    source = TitleSource.TEXT if title else TitleSource.SUPPLIED
    return draft_of([Witness(Read(0, title, source, None, 1, 9, blocks), Kind.ARTICLE, "0" * 64)])


def imported(first):
    """The article that an import made of its first reading."""
    basis = "supplied" if first.title_is_supplied else "printed"
    article = Article.objects.create(title=first.title, title_basis=basis, body=first.body, rights="own")
    Revision.objects.record(article, Revision.Act.IMPORT)
    return article


def take(article, before, after):
    """What the import does when it reads ``article`` as ``after`` and no longer as ``before``."""
    card = Card(article=article.pk)
    item = Item(after.primary, card, "page.txt", "0" * 64)
    card.items.append(item)
    amended = amend.amendments([Change(card, before, after, [item])])
    amend.write([one for one in amended if one.is_written], None)
    amend.propose(amended, None)
    return Article.objects.get(pk=article.pk)


def blocks_of(article):
    return article.body.split("\n")


def as_block(words):
    return body.from_text([(BlockKind.PARAGRAPH, words)])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    base=st.tuples(titles, paragraphs),
    ours=st.tuples(titles, st.lists(st.sampled_from(["Bakers", "Dunes", "Xylem", "Yews"]), max_size=5)),
    readings=st.lists(st.tuples(titles, paragraphs), min_size=2, max_size=3),
    is_published=st.booleans(),
)
def test_invariant_6_an_editors_text_stands_or_a_conflict_is_recorded(base, ours, readings, is_published):
    before = draft(*base)
    article = imported(before)
    article = change(
        article, title=ours[0] or before.title, body="".join(map(as_block, ours[1])) or before.body
    )
    if is_published and article.body:
        publishing.publish(change(article, title_basis="confirmed"))
    written = set(blocks_of(article)) - set(before.body.split("\n"))
    for reading in readings:
        stood, after = article, draft(*reading)
        article = take(article, before, after)
        assert written <= set(blocks_of(article))
        if is_published:
            assert (article.title, article.body) == (stood.title, stood.body)
        fresh = set(after.body.split("\n")) - set(before.body.split("\n")) - set(blocks_of(article))
        recorded = {block for one in Proposal.objects.filter(field="body") for block in one.read}
        assert fresh <= recorded, "what was read and not written is recorded"
        if after.title not in (before.title, article.title):
            assert Proposal.objects.filter(field="headline", read__title=after.title).exists()
        made = list(Proposal.objects.values_list("pk", "field", "digest"))
        again = take(article, after, after)
        assert (again.title, again.body, again.version) == (article.title, article.body, article.version)
        assert list(Proposal.objects.values_list("pk", "field", "digest")) == made
        before = after
    Article.objects.filter(editions=None).delete()
    Proposal.objects.all().delete()


def test_an_editors_choice_of_who_is_meant_by_a_printed_name_is_not_read_away(tmp_path):
    run(write(tmp_path / "first", page=listing(1).replace(prose(1)[0], f"By Ilse Maren\n\n{prose(1)[0]}")))
    article = Article.objects.get()
    byline = article.bylines.get()
    byline.author, byline.role = Author.objects.create(name="Ilse Maren-Holt"), Byline.Role.PHOTOGRAPHER
    byline.save()
    change(article)
    second(tmp_path, author="Otto Bren")
    kept = Article.objects.get().bylines.get()
    assert (kept.author.name, kept.role) == ("Ilse Maren-Holt", "photographer")
    assert Proposal.objects.get(field="byline").read == ["Otto Bren"]


def test_an_address_that_an_editor_chose_stays_when_the_headline_is_found(tmp_path):
    run(write(tmp_path / "first", page=body_only(1)))
    article = Article.objects.get()
    chosen = f"{article.slug}-at-last"
    change(article, slug=chosen)
    second(tmp_path, author="")
    article.refresh_from_db()
    assert (article.title, article.slug) == (headline(1), chosen)


def test_a_picture_that_an_editor_described_stays_when_its_credit_is_not_read_any_more(tmp_path):
    page = article_page(1, credit="Image credit: Kestrel")
    run(write(tmp_path / "first", page=page))
    Picture.objects.update(alt="A ferry in fog")
    line = page.split("\n").index("Image credit: Kestrel") + 1
    decisions.say(Capture.objects.get(), line, Said.ROLE, Role.BOILERPLATE, by=None)
    run(rereads=True)
    assert Article.objects.get().picture.alt == "A ferry in fog"
    assert Proposal.objects.get().field == "credit"
