"""Uploads are refused before they are written when they are too large, and read within the request when they are small."""

from __future__ import annotations

from functools import wraps
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from grono.portal.maps import storage
from grono.portal.maps.models import TableKind
from grono.portal.regions.queries import labels_visible_to

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from grono.portal.core.visitor import Reader
    from grono.portal.maps.storage import StoredFile

TABLES_TOGETHER = 2
"""All files of a request have at most so many times the size of the largest table that is allowed: no map needs more at once."""
FIELDS_BESIDE_FILES = 100_000
"""Bytes that the fields beside the files may take."""


class LimitHandler(FileUploadHandler):
    """Drops the files of a request that says to be larger than its tables may be together."""

    too_large = False

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002
        META: Any,  # noqa: ARG002
        content_length: int,
        boundary: Any,  # noqa: ARG002
        encoding: Any = None,  # noqa: ARG002
    ) -> None:
        """Compare the announced size with the limit of all tables together."""
        self.too_large = content_length > TABLES_TOGETHER * settings.UPLOAD_BYTES + FIELDS_BESIDE_FILES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Let nothing of a request through that is too large."""
        if self.too_large:
            raise SkipFile
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        """Pass data on to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""


def limited(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Put the limit before the first look at a form; the protection against forged forms comes after it."""
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.upload_handlers = [LimitHandler(request), *request.upload_handlers]
        return protected(request, *args, **kwargs)

    return guarded


def was_too_large(request: HttpRequest) -> bool:
    """Say whether the files of a request were dropped."""
    handlers = getattr(request, "upload_handlers", [])
    return any(isinstance(handler, LimitHandler) and handler.too_large for handler in handlers)


def warm_up() -> None:
    """Import the numerics in a thread while somebody fills in the form: the first import of a process takes a second or two."""
    Thread(target=import_module, args=("grono.portal.maps.understanding",), daemon=True).start()


def understood_now(files: Mapping[str, Any], specification: dict[str, Any], reader: Reader) -> dict[str, Any] | None:
    """Return what is understood of small tables; None when they are large and belong into the background."""
    if not all(storage.looks_small(storage.path_of(file)) for file in files.values()):
        return None
    from grono.portal.maps.understanding import understand

    with storage.lent(files) as lent:
        return understand(lent, specification, labels_visible_to(reader))


def take_in_all(form_files: Mapping[str, Any]) -> dict[str, StoredFile]:
    """Write the uploads of a form to the data folder."""
    return {
        kind: storage.take_in(upload.name or "table", upload.chunks())
        for kind in TableKind.values
        if (upload := form_files.get(kind)) is not None  # an empty file is false, and yet somebody sent it
    }
