import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles import images, publishing
from articles.models import Article, Picture, Revision, Rights, Source, Topic
from importers.models import Extract
from importers.pipeline import Options, import_captures

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SOURCE = "The Tessane Courier"
EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class Story:
    """An article of the front page: what an editor would have given it."""

    title: str
    type: str
    standfirst: str
    topics: list[str]
    picture: dict[str, str] = field(default_factory=dict)


class Command(BaseCommand):
    help = (
        "Put the bundled samples into an empty paper: imported, illustrated, some of them published; with an editor's "
        "login if there is none. What an editor did since is left alone. For trying out only: needs DEBUG."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The demonstration makes a login that anybody may read: it needs DEBUG=on.")
        self.verbosity = options["verbosity"]
        result = import_captures([SAMPLES], Options(source=SOURCE, rights=Rights.OWN))
        published = self._publish()
        if result.counts["created"] or published:
            self._say(f"{result.counts['created']} sample articles imported, {published} of them published.")
        self._make_editor()

    def _publish(self) -> int:
        """Publish the front page's articles, the last first, so that the first is the newest."""
        front = json.loads((SAMPLES / "front.json").read_text(encoding="utf-8"))
        articles = _untouched()
        waiting = [(articles[story.title], story) for story in _stories(front) if story.title in articles]
        if waiting:
            _name_topics(front["topics"])
        for article, story in reversed(waiting):
            _edit_and_publish(article, story)
        return len(waiting)

    def _make_editor(self) -> None:
        users = get_user_model().objects
        if users.exists():
            return
        password = secrets.token_urlsafe(12)
        users.create_superuser(EDITOR, password=password)
        # Said even where nothing else is: nobody can say it again.
        self.stdout.write(f"The desk’s login, shown once: {EDITOR}, password {password}")

    def _say(self, text: str) -> None:
        if self.verbosity:
            self.stdout.write(text)


def _stories(front: dict[str, Any]) -> Iterator[Story]:
    pictures = json.loads((SAMPLES / "pictures.json").read_text(encoding="utf-8"))["pictures"]
    by_title = {picture["title"]: picture for picture in pictures}
    for story in front["articles"]:
        yield Story(**story, picture=by_title.get(story["title"], {}))


def _untouched() -> dict[str, Article]:
    """The sample articles as the import left them, by headline: neither edited nor ever published."""
    source = Source.objects.get(name=SOURCE)
    edited = Revision.objects.exclude(act=Revision.Act.IMPORT).values("article")
    ours = Extract.objects.filter(capture__source=source, article__isnull=False).values("article")
    articles = Article.objects.filter(pk__in=ours, editions__isnull=True).exclude(pk__in=edited)
    return {article.title: article for article in articles}


def _name_topics(kinds: dict[str, str]) -> None:
    """Make the topics of the front page; what the import suggested as a subject becomes the section it is here."""
    for name, kind in kinds.items():
        topic = Topic.objects.named(name, kind)
        if topic.kind != kind:
            topic.kind = kind
            topic.save(update_fields=["kind"])


def _edit_and_publish(article: Article, story: Story) -> None:
    """All or nothing: an article that was begun and not published would pass for one that an editor has in hand."""
    with transaction.atomic():
        if story.picture:
            article.picture = _picture(story.picture)
        article.type = story.type
        article.standfirst = story.standfirst
        article.save()
        article.topics.set([Topic.objects.named(name) for name in story.topics])
        publishing.publish(article)


def _picture(said: dict[str, str]) -> Picture:
    treated = images.treat((SAMPLES / "pictures" / said["file"]).read_bytes())
    name = Path(said["file"]).stem + treated.suffix
    picture = Picture(alt=said["alt"], caption=said["caption"], credit=said["credit"], rights=Rights.OWN)
    # Named, because Django keeps the dimensions only of content that has a name.
    picture.file.save(name, ContentFile(treated.content, name=name), save=True)
    return picture
