"""Settings of the tests: a folder of their own, cheap password hashing, mails kept in memory.

``GRONO_DATABASE`` chooses the database as in the real settings, so the same tests run on SQLite and PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="grono-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["GRONO_DATA_DIR"] = _folder
os.environ["GRONO_SECRET_KEY"] = "only-for-tests"  # noqa: S105  (protects nothing)
for _name in ("GRONO_HTTPS", "GRONO_DEBUG", "GRONO_EMAIL", "GRONO_HOSTS", "GRONO_DEMONSTRATION", "GRONO_BACKUP_FOLDER"):
    os.environ.pop(_name, None)

from grono.portal.config.settings import *  # noqa: E402, F403
from grono.portal.config.settings import DATABASES, LOGGING  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ANONYMOUS_REQUESTS = {60: 0, 10: 0}  # tests ask as fast as they can from one address; test_limits.py sets its own
SECOND_FACTOR_ROLES = []  # people of tests have a password only; tests of the second factor set the roles
SECURITY_CONTACT = "mailto:security@example.org"
WHITENOISE_AUTOREFRESH = True
LOGGING["root"]["level"] = "WARNING"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: tests with threads and with a second process meet the same locking as the real thing.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_folder) / "test.sqlite3")}
