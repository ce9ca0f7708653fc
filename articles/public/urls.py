"""The paper's addresses."""

from django.urls import path, register_converter

from articles.public import feeds, sitemaps, views

app_name = "paper"


class Slug:
    """A slug in the letters of any script."""

    regex = r"[-\w]{1,100}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Slug, "words")

urlpatterns = [
    path("", views.front, name="front"),
    path("latest/", views.latest, name="latest"),
    path("articles/<words:slug>/", views.article, name="article"),
    path("authors/<words:slug>/", views.author, name="author"),
    path("topics/<words:slug>/", views.topic, name="topic"),
    path("about/", views.about, name="about"),
    path("feed.atom", feeds.atom, name="atom"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemaps.sitemap_part, name="sitemap-part"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]
