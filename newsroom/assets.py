"""Static files: hashed names and compressed copies once they are collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Assets(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Before ``collectstatic`` has run there are no hashed names, and pages get the plain ones, not an error.

    Once it has run, a name that it did not find is an error as usual.
    """

    def stored_name(self, name: str) -> str:
        return super().stored_name(name) if self.hashed_files else name
