"""What the desk over articles and topics shows besides: what was read from captures, and what was guessed."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.article import ArticleAdmin
from articles.admin.needs import list_address
from articles.admin.panels import Panel
from articles.admin.topic import TopicAdmin
from articles.models import Article, Topic
from importers.admin.proposals import open_for
from importers.models import Extract, Proposal, TopicSuggestion
from importers.store.proposals import settle


class ReviewFilter(admin.SimpleListFilter):
    title = "review"
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "read with doubts")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() == "yes":
            return queryset.filter(Exists(Extract.objects.filter(article=OuterRef("pk"), needs_review=True)))
        return queryset


class ArticleWithOriginsAdmin(ArticleAdmin):
    """An article with the lines it came from and the topics that were suggested for it."""

    list_filter = [*ArticleAdmin.list_filter[:3], ReviewFilter, *ArticleAdmin.list_filter[3:]]

    def panels(self, request: HttpRequest, article: Article) -> list[Panel]:
        found = super().panels(request, article)
        if request.user.has_perm("importers.view_proposal"):
            proposed = open_for(article)
            context = {"proposals": proposed, "may_judge": request.user.has_perm("importers.change_proposal")}
            if proposed:
                found.append(Panel("Read otherwise", "admin/importers/proposed.html", context))
        if request.user.has_perm("importers.view_extract"):
            extracts = article.extracts.select_related("capture").defer("capture__content", "reading")
            found.append(Panel("What was read", "admin/importers/origins.html", {"extracts": extracts}))
        if request.user.has_perm("importers.view_topicsuggestion"):
            may_judge = request.user.has_perms(
                ["importers.change_topicsuggestion", "articles.change_article"]
            )
            suggestions = article.topic_suggestions.select_related("topic", "capture").defer(
                "capture__content"
            )
            context = {"suggestions": suggestions, "may_judge": may_judge}
            found.append(Panel("Suggested topics", "admin/importers/suggested.html", context))
        return found

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        settle(Article.objects.select_related("picture").get(pk=form.instance.pk))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """What the importer guessed about an article goes with it, whoever may delete the article."""
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        guesses = {model._meta.verbose_name for model in (TopicSuggestion, Proposal)}
        return to_delete, counts, lacking - guesses, protected


class TopicWithSuggestionsAdmin(TopicAdmin):
    """A topic with how often it was suggested and nobody has judged it."""

    list_display = [*TopicAdmin.list_display, "suggested"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        mine = TopicSuggestion.objects.filter(topic=OuterRef("pk"), state=TopicSuggestion.State.SUGGESTED)
        count = mine.order_by().values("topic").annotate(n=Count("pk")).values("n")
        return super().get_queryset(request).annotate(suggestion_count=Coalesce(Subquery(count), 0))

    @admin.display(description="suggested", ordering="suggestion_count")
    def suggested(self, topic: Topic) -> SafeString | str:
        if not topic.suggestion_count:
            return "0"
        address = list_address(TopicSuggestion, topic__id__exact=topic.pk, state__exact="suggested")
        return format_html('<a href="{}">{}</a>', address, topic.suggestion_count)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, lacking - {TopicSuggestion._meta.verbose_name}, protected


admin.site.unregister([Article, Topic])
admin.site.register(Article, ArticleWithOriginsAdmin)
admin.site.register(Topic, TopicWithSuggestionsAdmin)
