from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core.checks import Tags, register

from newsroom import checks


class NewsroomConfig(AppConfig):
    name = "newsroom"

    def ready(self) -> None:
        register(checks.what_refuses_a_start, Tags.security, deploy=True)
        register(checks.whether_https, Tags.security, deploy=True)
        register(checks.which_sqlite, Tags.security, deploy=True)


class DeskConfig(AdminConfig):
    """Django's admin, with the newsroom's own site as ``admin.site``."""

    default_site = "newsroom.desk.Desk"
