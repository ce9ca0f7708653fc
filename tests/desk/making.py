"""What tests of the desk are made of: people with permissions, forms as a browser would send them, captures."""

import hashlib
from html.parser import HTMLParser
from typing import Any

from django.contrib.auth.models import Permission, User
from django.urls import reverse

from articles.models import Article, Revision
from articles.models.revision import digest_of
from importers import readings
from importers.models import Capture, DoubtfulPair, Extract, ImportRun, Outcome, Proposal, Span
from importers.segments import Block, Role, TitleSource
from importers.segments import Extract as Read
from importers.store.fields import spelt
from importers.store.proposals import standing

EVERY_ARTICLE_RIGHT = (
    "view_article",
    "add_article",
    "change_article",
    "delete_article",
    "publish_article",
    "withdraw_article",
    "set_rights",
    "add_topic",
    "view_topic",
    "add_author",
    "view_author",
)


def make_person(*permissions: str, name: str = "ed", superuser: bool = False) -> User:
    """Somebody of the desk with ``permissions``, each the codename of one."""
    person = User.objects.create_user(name, password="pw", is_staff=True, is_superuser=superuser)
    person.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return person


def sign_in(client: Any, *permissions: str, name: str = "ed", superuser: bool = False) -> User:
    person = make_person(*permissions, name=name, superuser=superuser)
    client.force_login(person)
    return person


def page(article: Article, name: str = "change") -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


class _Form(HTMLParser):
    """The controls of the forms of a page, as a browser would send them unchanged."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sent: dict[str, list[str]] = {}
        self.text: tuple[str, list[str]] | None = None
        self.select = ""
        self.is_multiple = False
        self.has_choice = False
        self.is_hushed = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        self.is_hushed += tag == "noscript"
        if self.is_hushed:
            return
        if tag == "input" and name and "disabled" not in given:
            kind = given.get("type", "text")
            if kind in ("submit", "button", "file"):
                return
            if kind not in ("checkbox", "radio") or "checked" in given:
                self.sent.setdefault(name, []).append(
                    given.get("value") or ("on" if kind == "checkbox" else "")
                )
        elif tag == "textarea":
            self.text = (name, [])
        elif tag == "select":
            self.select, self.is_multiple, self.has_choice = name, "multiple" in given, False
        elif tag == "option" and self.select:
            is_first = not self.is_multiple and not self.has_choice and self.select not in self.sent
            if "selected" in given:
                self.sent[self.select] = (self.sent.get(self.select, []) if self.is_multiple else []) + [
                    given.get("value") or ""
                ]
                self.has_choice = True
            elif is_first:
                self.sent[self.select] = [given.get("value") or ""]

    def handle_data(self, data: str) -> None:
        if self.text:
            self.text[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        self.is_hushed -= tag == "noscript"
        if tag == "textarea" and self.text:
            self.sent[self.text[0]] = ["".join(self.text[1]).removeprefix("\n")]
            self.text = None
        elif tag == "select":
            self.select = ""


def filled(response: Any) -> dict[str, list[str]]:
    """What the first form of a page's content would send, untouched."""
    html = response.content.decode()
    start = html.index("<form", html.index('id="content-start"'))
    form = _Form()
    form.feed(html[start : html.index("</form>", start)])
    return form.sent


def save(client: Any, article: Article, **changes: Any) -> Any:
    """Open ``article``, change fields and save, as an editor would."""
    opened = filled(client.get(page(article)))
    return client.post(page(article), opened | {"_continue": "1"} | changes)


def make_capture(*lines: tuple[str, str], name: str = "one.txt", **what_matters: Any) -> Capture:
    """A capture of (role, line) pairs, each line a span of its own."""
    content = "\n".join(line for _, line in lines).encode()
    fields = {
        "run": what_matters.pop("run", None) or ImportRun.objects.create(),
        "sha256": hashlib.sha256(content + name.encode()).hexdigest(),
        "file_name": name,
        "content": content,
        "size": len(content),
        "encoding": "utf-8",
        "line_count": len(lines),
        "kind": "article",
    }
    capture = Capture.objects.create(**(fields | what_matters))
    for number, (role, _) in enumerate(lines, start=1):
        Span.objects.create(
            capture=capture,
            first=number,
            last=number,
            role=role,
            rule=f"{role}_rule",
            evidence=f"it is {role}",
        )
    return capture


def make_extract(capture: Capture, article: Article | None = None, **what_matters: Any) -> Extract:
    fields = {
        "capture": capture,
        "position": capture.extracts.count(),
        "article": article,
        "title": article.title if article else "",
        "title_source": "text",
        "first": 1,
        "last": max(capture.line_count, 1),
        "reading": {},
        "fingerprint": "0" * 64,
    }
    return Extract.objects.create(**(fields | what_matters))


def make_outcome(run: ImportRun, capture: Capture | None = None, **what_matters: Any) -> Outcome:
    fields = {
        "run": run,
        "position": run.outcomes.count(),
        "file_name": capture.file_name if capture else "broken.txt",
        "status": "new" if capture else "failed",
        "reason": "" if capture else "is empty",
        "capture": capture,
    }
    return Outcome.objects.create(**(fields | what_matters))


def make_proposal(
    article: Article, extract: Extract | None = None, field: str = "headline", read: Any = None
) -> Proposal:
    """An open proposal for ``article`` as it stands; ``read`` is as a proposal keeps it."""
    article = Article.objects.get(pk=article.pk)
    stood = standing(article)[field]
    read = read if read is not None else {"title": "Read by an import", "basis": "printed"}
    return Proposal.objects.create(
        article=article,
        field=field,
        stood=spelt(field, stood),
        read=read,
        digest=digest_of({field: read}),
        extract=extract,
    )


def make_reading(title: str, *texts: str, name: str = "page.txt") -> Extract:
    """An extract of paragraphs, with the article that an import made of it."""
    body = "\n".join(f"<p>{text}</p>" for text in texts)
    article = Article.objects.create(title=title, body=body, rights="own")
    Revision.objects.record(article, Revision.Act.IMPORT)
    capture = make_capture(("headline", title), *(("paragraph", text) for text in texts), name=name)
    blocks = tuple(Block(Role.PARAGRAPH, text, line, line) for line, text in enumerate(texts, start=2))
    read = Read(0, title, TitleSource.TEXT, 1, 1, capture.line_count, blocks)
    return make_extract(capture, article, reading=readings.pack(read), fingerprint=capture.sha256)


def make_pair(earlier: Extract, later: Extract, **what_matters: Any) -> DoubtfulPair:
    fields = {
        "share": 0.87,
        "reason": "87% of the shorter text in common, but their figures differ",
    }
    return DoubtfulPair.objects.create(earlier=earlier, later=later, **(fields | what_matters))
