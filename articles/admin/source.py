"""Publications that texts came from, and what their texts start with."""

from django.contrib import admin
from django.db import models
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.needs import list_address
from articles.admin.second_look import SecondLook
from articles.models import Article, Source


@admin.register(Source)
class SourceAdmin(SecondLook):
    list_display = ["name", "address", "default_rights", "article_count"]
    list_filter = ["default_rights"]
    search_fields = ["name", "address"]
    fields = ["name", "address", "default_rights", "rights_note", "article_count"]
    readonly_fields = ["article_count"]
    view_on_site = False
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        articles = Article.objects.filter(source=OuterRef("pk")).order_by().values("source")
        count = Subquery(articles.annotate(n=Count("pk")).values("n"))
        return super().get_queryset(request).annotate(number=Coalesce(count, 0))

    @admin.display(description="articles", ordering="number")
    def article_count(self, source: Source) -> SafeString | str:
        if not source.pk or not source.number:
            return "0"
        return format_html(
            '<a href="{}">{}</a>', list_address(Article, source__id__exact=source.pk), source.number
        )
