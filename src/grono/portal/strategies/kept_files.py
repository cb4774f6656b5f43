"""A file that was sent comes back with its form, signed, so that nobody chooses it twice and nothing of it is stored."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

KEPT = "grono.portal.strategies.kept_file"
"""What a kept file is signed for, so that nothing but a file that was sent comes back."""


def signed_file(upload: UploadedFile) -> str:
    """Return a file as a text for a hidden field."""
    upload.seek(0)
    content = base64.b85encode(upload.read()).decode("ascii")
    return signing.dumps([upload.name, content], salt=KEPT, compress=True)


def kept_file(signed: str) -> UploadedFile | None:
    """Return the file of :func:`signed_file`, or nothing where the text is not one."""
    try:
        name, content = signing.loads(signed, salt=KEPT)
    except signing.BadSignature:
        return None
    return SimpleUploadedFile(name, base64.b85decode(content))
