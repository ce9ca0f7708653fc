"""People on the desk: who they are, what else they are called, what they wrote."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.naming import AliasFormSet, NameForm
from articles.admin.needs import list_address
from articles.admin.second_look import SecondLook
from articles.models import Article, Author, AuthorAlias, Byline


class AuthorForm(NameForm):
    aliases = AuthorAlias

    class Meta:
        model = Author
        fields = ["name", "slug", "bio"]
        widgets = {"bio": forms.Textarea(attrs={"rows": 8, "class": "vLargeTextField"})}


class AliasForm(NameForm):
    aliases = AuthorAlias

    class Meta:
        model = AuthorAlias
        fields = ["name"]


class AliasInline(admin.TabularInline):
    model = AuthorAlias
    form = AliasForm
    formset = AliasFormSet
    extra = 1


@admin.register(Author)
class AuthorAdmin(SecondLook):
    form = AuthorForm
    inlines = [AliasInline]
    list_display = ["name", "also", "article_count", "has_bio"]
    search_fields = ["name", "aliases__name"]
    list_per_page = 100
    show_full_result_count = False
    readonly_fields = ["articles_link"]
    fields = ["name", "slug", "bio", "articles_link"]
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Author]:
        written = Byline.objects.filter(author=OuterRef("pk")).order_by().values("author")
        count = written.annotate(n=Count("article", distinct=True)).values("n")
        return super().get_queryset(request).annotate(written=Coalesce(Subquery(count), 0))

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        changelist.result_list = changelist.result_list.prefetch_related("aliases")
        return changelist

    @admin.display(description="also written as")
    def also(self, author: Author) -> str:
        return ", ".join(alias.name for alias in author.aliases.all())

    @admin.display(description="articles", ordering="written")
    def article_count(self, author: Author) -> int:
        return author.written

    @admin.display(description="about", boolean=True)
    def has_bio(self, author: Author) -> bool:
        return bool(author.bio)

    @admin.display(description="articles")
    def articles_link(self, author: Author) -> SafeString | str:
        if not author.pk:
            return "none yet"
        address = list_address(Article, bylines__author__id__exact=author.pk)
        return format_html('<a href="{}">{}</a>', address, f"{author.written} to be seen in the list")
