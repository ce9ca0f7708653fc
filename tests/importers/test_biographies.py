"""What captures say of a person: written where nobody said anything yet, and never past an editor to readers."""

import pytest
from django.urls import reverse

from articles import publishing
from articles.models import Article, Author
from importers.models import ImportRun, Outcome
from importers.store import undo
from tests.importers.captures import article_page, headline, prose, run, write

pytestmark = pytest.mark.django_db

BIO = ["Ilse Maren covers rivers."]
SAYS = "What it says of Ilse Maren was not written"


def remarks() -> list[str]:
    """What the newest run says of its captures."""
    newest = ImportRun.objects.latest("pk")
    return [said for outcome in Outcome.objects.filter(run=newest) for said in outcome.warnings]


def test_a_biography_is_written_of_an_author_whom_no_reader_knows(tmp_path):
    run(write(tmp_path / "first", page=article_page(1)))
    run(write(tmp_path / "second", page=article_page(2, bio=BIO)))
    assert Author.objects.get().bio == BIO[0]
    assert not any(said.startswith(SAYS) for said in remarks())


def test_no_import_puts_a_biography_before_readers(tmp_path, client, admin_user):
    run(write(tmp_path / "first", page=article_page(1)), rights="own")
    publishing.publish(Article.objects.get(), by=admin_user)
    run(write(tmp_path / "second", page=article_page(2, bio=BIO)))
    author = Author.objects.get()
    assert author.bio == ""
    assert BIO[0] not in client.get(author.get_absolute_url()).content.decode()
    assert sum(said.startswith(SAYS) for said in remarks()) == 1


def people_page(number: int, bio: list[str]) -> str:
    page = ["18 May 2026", "Our People > Ilse Maren", "Ilse Maren", *bio, "Articles"]
    return "\n".join([*page, headline(number), *prose(number)])


@pytest.mark.parametrize("bios", [(BIO, []), ([], BIO)])
def test_a_page_that_says_nothing_of_a_person_takes_nothing_from_one_that_does(tmp_path, bios):
    pages = {name: people_page(at, bio) for at, (name, bio) in enumerate(zip("ab", bios, strict=True), 2)}
    run(write(tmp_path, **pages))
    assert Author.objects.get().bio == BIO[0]


@pytest.mark.parametrize("bios", [(BIO, []), ([], BIO)])
def test_what_is_withheld_is_said_though_another_page_says_nothing(tmp_path, admin_user, bios):
    run(write(tmp_path / "first", page=article_page(1)), rights="own")
    publishing.publish(Article.objects.get(), by=admin_user)
    pages = {name: people_page(at, bio) for at, (name, bio) in enumerate(zip("ab", bios, strict=True), 2)}
    run(write(tmp_path / "second", **pages))
    assert Author.objects.get().bio == ""
    assert sum(said.startswith(SAYS) for said in remarks()) == 1


def test_a_biography_that_somebody_emptied_stays_empty(tmp_path):
    run(write(tmp_path / "first", page=article_page(1, bio=BIO)))
    Author.objects.update(bio="")
    run(write(tmp_path / "second", page=article_page(2, bio=BIO)))
    assert Author.objects.get().bio == ""
    assert sum(said.startswith(SAYS) for said in remarks()) == 1


def test_a_biography_that_an_editor_wrote_and_emptied_at_the_desk_stays_empty(tmp_path, admin_client):
    author = Author.objects.create(name="Ilse Maren", bio="Something that was wrong.")
    no_aliases = {"aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0"}
    admin_client.post(
        reverse("admin:articles_author_change", args=[author.pk]),
        {"name": author.name, "slug": author.slug, "bio": "", **no_aliases},
    )
    author.refresh_from_db()
    assert author.bio == ""
    run(write(tmp_path, page=article_page(1, bio=BIO)))
    author.refresh_from_db()
    assert author.bio == ""


def test_another_name_given_at_the_desk_is_no_word_on_the_biography(tmp_path, admin_client):
    author = Author.objects.create(name="Ilse Maren")
    admin_client.post(
        reverse("admin:articles_author_change", args=[author.pk]),
        {
            "name": author.name,
            "slug": author.slug,
            "bio": "",
            "aliases-TOTAL_FORMS": "1",
            "aliases-INITIAL_FORMS": "0",
            "aliases-0-name": "I. Maren",
        },
    )
    assert author.aliases.count() == 1
    run(write(tmp_path, page=article_page(1, bio=BIO)))
    author.refresh_from_db()
    assert author.bio == BIO[0]


def test_what_an_editor_emptied_is_not_told_again_when_a_run_is_taken_back(tmp_path):
    run(write(tmp_path / "first", page=article_page(1, bio=BIO)))
    Author.objects.update(bio="")
    run(write(tmp_path / "second", page=article_page(2, bio=BIO)))
    undo.take_back(ImportRun.objects.latest("pk").pk)
    assert Author.objects.get().bio == ""
