"""The desk's main page: the list of articles and the page on which one is written, checked and sent to its readers."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from js_asset import Media

from articles import checklist
from articles.admin import bulk, history, preview, public_life
from articles.admin.article_list import COLUMNS, ArticleList
from articles.admin.bylines import BylineInline, is_about_other_bylines, typed_bylines
from articles.admin.filters import BylineFilter, DateFilter, StateFilter, TopicsFilter
from articles.admin.form import ArticleForm
from articles.admin.needs import Need, list_address
from articles.admin.panels import Panel
from articles.admin.search import matching
from articles.admin.second_look import SecondLook
from articles.admin.states import WORDS, State, in_state, pill, state_of, with_standing
from articles.admin.widgets import PicturePicker, only_links
from articles.editing import record
from articles.models import Article, Edition, Revision, Rights

FIELDSETS = [
    ("Text", {"fields": ["title", "title_basis", "standfirst", "body", "slug"]}),
    (
        "Details",
        {
            "fields": [
                ("type", "language"),
                ("first_published", "first_published_precision", "date_is_confirmed"),
                ("not_before", "not_after"),
                "date_basis",
            ]
        },
    ),
    ("Topics", {"fields": ["topics"]}),
    ("Picture", {"fields": ["picture"]}),
    ("Source and rights", {"fields": [("source", "rights"), "rights_note"]}),
]
RIGHTS_FIELDS = ("source", "rights", "rights_note")


@admin.register(Article)
class ArticleAdmin(SecondLook):
    form = ArticleForm
    inlines = [BylineInline]
    change_form_template = "admin/articles/article/change_form.html"

    list_display = COLUMNS
    list_filter = [
        StateFilter,
        "rights",
        "title_basis",
        DateFilter,
        TopicsFilter,
        BylineFilter,
        "type",
        "source",
    ]
    list_per_page = 50
    show_full_result_count = False
    date_hierarchy = "first_published"
    ordering = ["-created_at", "-pk"]
    search_fields = ["title"]
    search_help_text = "Every word is looked for in headline, address, bylines and text."
    actions = bulk.ACTIONS
    save_on_top = False
    view_on_site = False

    # What it may do

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.withdraw_article")

    def has_rights_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.set_rights")

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """What readers ever saw is withdrawn, not deleted."""
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or not obj.editions.exists()

    # The list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return with_standing(super().get_queryset(request))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ArticleList]:
        return ArticleList

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return matching(queryset, search_term), False

    def needs(self, request: HttpRequest) -> list[Need]:
        """What waits for an editor who may see articles."""
        if not self.has_view_permission(request):
            return []
        articles = Article.objects.order_by()
        supplied = Article.TitleBasis.SUPPLIED
        found = [
            ("rights unknown", {"rights__exact": Rights.UNKNOWN}, {"rights": Rights.UNKNOWN}, 10, "stamp"),
            (
                "supplied headlines to confirm",
                {"title_basis__exact": supplied},
                {"title_basis": supplied},
                20,
                "ochre",
            ),
            ("publication date unknown", {"date": "no"}, {"first_published": None}, 60, ""),
            ("without topics", {"topics": "no"}, {"taggings": None}, 70, ""),
        ]
        counted = [
            Need(articles.filter(**where).count(), words, list_address(Article, **asked), order, tone)
            for words, asked, where, order, tone in found
        ]
        changed = in_state(articles, State.CHANGED).count()
        address = list_address(Article, state=State.CHANGED)
        return [*counted, Need(changed, "live with unpublished changes", address, 30, "accent")]

    # The page

    def get_urls(self) -> list[URLPattern]:
        def page(address: str, view: Any, name: str) -> URLPattern:
            def for_article(request: HttpRequest, **found: Any) -> HttpResponse:
                return view(self, request, **found)

            return path(
                f"<int:pk>/{address}",
                self.admin_site.admin_view(for_article),
                name=f"articles_article_{name}",
            )

        return [
            page("publish/", public_life.publish_page, "publish"),
            page("withdraw/", public_life.withdraw_page, "withdraw"),
            page("preview/", preview.preview_page, "preview"),
            page("revisions/<int:number>/", history.revision_page, "revision"),
            *super().get_urls(),
        ]

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        if self.has_change_permission(request, obj) or obj is None:
            return FIELDSETS
        # Read-only fields are shown as they are stored, and a body is stored as HTML.
        (name, text), *others = FIELDSETS
        fields = ["body_as_read" if field == "body" else field for field in text["fields"]]
        return [(name, {"fields": fields}), *others]

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> Any:
        own = ["body_as_read"] if obj and not self.has_change_permission(request, obj) else []
        return own if self.has_rights_permission(request) else [*own, *RIGHTS_FIELDS]

    @admin.display(description="body")
    def body_as_read(self, article: Article) -> SafeString:
        return format_html('<div class="as-read">{}</div>', history.as_read(article.body))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "picture":
            kwargs["widget"] = PicturePicker()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.may_add_topics = request.user.has_perm("articles.add_topic")
        for name in ("picture", "source"):
            if name in form.base_fields:
                only_links(form.base_fields[name].widget, "add", "view")
        return form

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Article, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if "data" in kwargs and obj.pk and is_about_other_bylines(request, obj, prefix):
            # Rows that another editor deleted cannot be bound; what was typed is shown beside what stands.
            del kwargs["data"], kwargs["files"]
        return kwargs

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if change:
            obj.claim(obj.version)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for place, byline in enumerate(form.instance.bylines.all(), start=1):
            if byline.position != place:
                byline.position = place
                byline.save(update_fields=["position"])
        record(form.instance, Revision.Act.EDIT, request.user)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        article = context["original"]
        form = context["adminform"].form
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)
        if article is not None:
            context |= self._around(request, article)
            if form.conflict:
                is_held = all(shown.formset.is_bound for shown in context["inline_admin_formsets"])
                context["conflict"] = form.conflict
                context["typed_bylines"] = [] if is_held else typed_bylines(request, "bylines")
        response = super().render_change_form(request, context, **kwargs)
        if form.conflict:
            response.status_code = 409
        return response

    def _around(self, request: HttpRequest, article: Article) -> dict[str, Any]:
        """What stands beside the form: where the article is, what is missing, what was before."""
        state = state_of(article)
        return {
            "state": pill(state, WORDS[state]),
            "is_published": state in (State.SCHEDULED, State.LIVE, State.CHANGED),
            "current": Edition.objects.current().filter(article=article).first(),
            "findings": checklist.findings(article),
            "may_publish": self.has_publish_permission(request),
            "may_withdraw": self.has_withdraw_permission(request),
            "history": history.of(article),
            "panels": self.panels(request, article),
        }

    def panels(self, request: HttpRequest, article: Article) -> list[Panel]:
        """What other rooms know of ``article``, to be shown beside the form."""
        return []

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        for page in ("publish", "preview"):
            if f"_{page}" in request.POST:
                return public_life.after_save(self, request, obj, page)
        return super().response_change(request, obj)
