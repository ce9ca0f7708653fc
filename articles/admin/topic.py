"""Topics on the desk: what they are, what else they are called, how often they are used."""

from typing import Any

import taggit.admin
from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles import slugs
from articles.admin.naming import AliasFormSet, NameForm
from articles.admin.needs import list_address
from articles.admin.second_look import SecondLook
from articles.models import Article, Edition, Tagging, Topic, TopicAlias

OFFERED = 20

# Its page merges tags of its own model, loses rows over it and asks nobody's permission.
admin.site.unregister(taggit.admin.Tag)


class TopicForm(NameForm):
    aliases = TopicAlias

    class Meta:
        model = Topic
        fields = ["name", "kind", "description", "slug", "iptc_code"]
        widgets = {"description": forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})}


class AliasForm(NameForm):
    aliases = TopicAlias

    class Meta:
        model = TopicAlias
        fields = ["name"]


class AliasInline(admin.TabularInline):
    model = TopicAlias
    form = AliasForm
    formset = AliasFormSet
    extra = 1


@admin.register(Topic)
class TopicAdmin(SecondLook):
    form = TopicForm
    inlines = [AliasInline]
    list_display = ["name", "kind", "also", "working_uses", "live_uses"]
    list_filter = ["kind"]
    search_fields = ["name", "aliases__name"]
    list_per_page = 100
    show_full_result_count = False
    fields = ["name", "kind", "description", "slug", "iptc_code", "working_uses", "live_uses"]
    readonly_fields = ["working_uses", "live_uses"]
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        tagged = Tagging.objects.filter(tag=OuterRef("pk")).order_by().values("tag")
        filed = Edition.topics.through.objects.filter(
            topic=OuterRef("pk"), edition__in=Edition.objects.current().order_by().values("pk")
        )
        live = filed.order_by().values("topic").annotate(n=Count("pk")).values("n")
        return (
            super()
            .get_queryset(request)
            .annotate(
                working=Coalesce(Subquery(tagged.annotate(n=Count("pk")).values("n")), 0),
                live=Coalesce(Subquery(live), 0),
            )
        )

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        changelist.result_list = changelist.result_list.prefetch_related("aliases")
        return changelist

    def get_urls(self) -> list[URLPattern]:
        names = self.admin_site.admin_view(self.names_view)
        return [path("names/", names, name="articles_topic_names"), *super().get_urls()]

    def names_view(self, request: HttpRequest) -> JsonResponse:
        """Names of topics that have the typed letters, for the picker on an article's page."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        key = slugs.key(request.GET.get("term", "")[:100])
        known = Topic.objects.filter(Q(key__contains=key) | Q(aliases__key__contains=key)).distinct()
        names = list(known.order_by("name").values_list("name", flat=True)[: OFFERED + 1])
        results = [{"id": name, "text": name} for name in names[:OFFERED]]
        return JsonResponse({"results": results, "pagination": {"more": False}})

    @admin.display(description="also known as")
    def also(self, topic: Topic) -> str:
        return ", ".join(alias.name for alias in topic.aliases.all())

    @admin.display(description="working copies", ordering="working")
    def working_uses(self, topic: Topic) -> SafeString | str:
        if not topic.pk or not topic.working:
            return "0"
        address = list_address(Article, taggings__tag__id__exact=topic.pk)
        return format_html('<a href="{}">{}</a>', address, topic.working)

    @admin.display(description="live articles", ordering="live")
    def live_uses(self, topic: Topic) -> int:
        return topic.live if topic.pk else 0
