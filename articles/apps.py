from django.apps import AppConfig
from django.db.models.signals import post_migrate

from articles import immutable


class ArticlesConfig(AppConfig):
    name = "articles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # SQLite rebuilds a table to alter it and drops the table's triggers without a word, so they are
        # put back after every migrate rather than by a migration.
        post_migrate.connect(immutable.after_migrate, sender=self)
