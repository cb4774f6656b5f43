"""Sealing with age: whoever has the public key can write a backup, only whoever has the private key can read it.

The standard program ``age`` opens the same files.
"""

from __future__ import annotations

import errno
import os
import re
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

import pyrage

from grono.messages import message
from grono.portal.backups.problems import BackupError, damaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MAGIC = b"age-encryption.org/v1"
_PRIVATE = "AGE-SECRET-KEY-"
_ERRNO = re.compile(r"\[Errno (\d+)\]")
_OTHER_KEY = "No matching keys"  # how age says it


def recipient_of(text: str) -> pyrage.x25519.Recipient:
    """Return the public key that a text holds."""
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        sentence = message(
            'GRONO_BACKUP_RECIPIENT is "%(text)s", which is no public key of age. Such a key begins with age1; '
            "back_up --make-key FILE makes a pair.",
            text=text if _PRIVATE not in text else f"{_PRIVATE}…",
        )
        raise BackupError(sentence) from error


def identity_of(path: Path) -> pyrage.x25519.Identity:
    """Return the private key that a file holds, as age-keygen and ``--make-key`` write it."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        sentence = message("The key file %(file)s cannot be read: %(error)s.", file=path.name, error=str(error))
        raise BackupError(sentence) from error
    for line in lines:
        if line.startswith(_PRIVATE):
            try:
                return pyrage.x25519.Identity.from_str(line.strip())
            except pyrage.IdentityError:
                break
    sentence = message(
        "The file %(file)s holds no private key of age: a line that begins with %(begin)s.",
        file=path.name,
        begin=_PRIVATE,
    )
    raise BackupError(sentence)


def make_key(path: Path) -> str:
    """Make a pair, write it into a new file that only its owner can read, and return the public key."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        sentence = message("There is a file %(file)s already, and it stays as it is. Name another one.", file=path.name)
        raise BackupError(sentence) from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"# public key: {public}\n{identity}\n")
    return public


@contextmanager
def sealed(target: BinaryIO, recipient: str) -> Iterator[BinaryIO]:
    """Lend a stream; what is written into it arrives sealed in ``target``, in pieces."""
    key = recipient_of(recipient)

    def encrypt(end: BinaryIO) -> None:
        try:
            pyrage.encrypt_io(end, target, [key])
        except pyrage.EncryptError as error:  # it hides what the disk said
            found = _ERRNO.search(str(error))
            number = int(found[1]) if found else errno.EIO
            raise OSError(number, os.strerror(number)) from error

    with _through_a_pipe(encrypt, "rb", "wb") as plain:
        yield plain


@contextmanager
def opened(source: BinaryIO, key: Path | None, name: str) -> Iterator[BinaryIO]:
    """Lend a stream with the plain bytes of a sealed file; raises when the key is another's, or the file was changed or cut off."""
    if key is None:
        sentence = message("%(name)s is sealed. Give the file with the private key: --key FILE.", name=name)
        raise BackupError(sentence)
    identity = identity_of(key)

    def decrypt(end: BinaryIO) -> None:
        try:
            pyrage.decrypt_io(source, end, [identity])
        except (pyrage.DecryptError, OSError) as error:
            raise _unreadable(error, name, key) from error

    with _through_a_pipe(decrypt, "wb", "rb") as plain:
        yield plain


def _unreadable(error: Exception, name: str, key: Path) -> BackupError:
    if _OTHER_KEY not in str(error):
        return damaged(name)
    sentence = message(
        "%(name)s was sealed for another key than the one in %(key)s. Take the key whose public part stood in "
        "GRONO_BACKUP_RECIPIENT on the day of the backup.",
        name=name,
        key=key.name,
    )
    return BackupError(sentence)


@contextmanager
def _through_a_pipe(work: Callable[[BinaryIO], None], its_mode: str, our_mode: str) -> Iterator[BinaryIO]:
    """Let ``work`` run in a thread of its own at one end of a pipe; whoever fails first says why, the other only follows."""
    reading, writing = os.pipe()
    its, ours = (reading, writing) if its_mode == "rb" else (writing, reading)
    errors: list[BaseException] = []

    def run() -> None:
        end = os.fdopen(its, its_mode)
        try:
            work(end)  # type: ignore[arg-type]
            end.flush()
        except BaseException as error:  # noqa: BLE001  (told in the thread that waits; noted before our end learns of it)
            errors.append(error)
        finally:
            with suppress(BrokenPipeError):  # whoever reads has stopped, and what is left in the buffer is for nobody
                end.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    end = os.fdopen(ours, our_mode)
    try:
        yield end  # type: ignore[misc]
        end.close()
    except BaseException as error:  # noqa: BLE001  (raised again, or what it follows from)
        raise (errors[0] if errors else error)  # noqa: B904  (one follows from the other, whichever was first)
    finally:
        with suppress(BrokenPipeError):
            end.close()
        thread.join()
    if errors:
        raise errors[0]
