"""Every environment variable the portal reads: name, default, meaning.

``docs/reference/settings.md`` explains the same list; a test compares the two.
"""

import os
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "yes", "true", "on"})
FALSE = frozenset({"0", "no", "false", "off", ""})


@dataclass(frozen=True)
class Variable:
    """One environment variable."""

    name: str
    default: str
    meaning: str


VARIABLES = {
    variable.name: variable
    for variable in (
        Variable("GRONO_DATA_DIR", "var", "folder of the database, the uploads and the computed files"),
        Variable("GRONO_DATABASE", "", "postgresql:// address; empty means SQLite in the data folder"),
        Variable("GRONO_SECRET_KEY", "", "key that signs sessions; empty means one is made in the data folder"),
        Variable("GRONO_DEBUG", "no", "developer's error pages"),
        Variable("GRONO_HOSTS", "127.0.0.1,localhost,[::1]", "host names the portal answers to"),
        Variable("GRONO_ADDRESS", "http://127.0.0.1:8000", "the portal's own address, as it stands in letters"),
        Variable("GRONO_HTTPS", "no", "the portal stands behind https: secure cookies, HSTS"),
        Variable("GRONO_PROXIES", "0", "number of trusted proxies in front, which set X-Forwarded-For"),
        Variable("GRONO_DEMONSTRATION", "no", "the invented people may log in; pages say that it is a demonstration"),
        Variable("GRONO_EMAIL", "console:", "console:, file:FOLDER or smtp://user:password@host:port"),
        Variable("GRONO_EMAIL_FROM", "Grono <grono@localhost>", "sender of the portal's e-mails"),
        Variable("GRONO_OPERATOR", "", "name of the office that runs the portal, shown at the foot of each page"),
        Variable("GRONO_SECURITY_CONTACT", "", "mailto: or https: address for reports of weaknesses, in security.txt"),
        Variable("GRONO_VISITS_A_MINUTE", "200", "requests a minute of one address without an account; 0: any number"),
        Variable("GRONO_VISITS_IN_TEN_SECONDS", "50", "the same in ten seconds"),
        Variable(
            "GRONO_SECOND_FACTOR_ROLES",
            "coordinator,analyst,editor,translator,administrator",
            "roles that ask for a second factor at log-in; empty: none does",
        ),
        Variable("GRONO_LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR"),
        Variable("GRONO_UPLOAD_MEGABYTES", "500", "largest statistical table that may be uploaded"),
        Variable("GRONO_RUN_SILENCE_SECONDS", "60", "a run silent for longer counts as interrupted"),
        Variable("GRONO_RUN_ATTEMPTS", "3", "how often an interrupted run is started again by itself"),
        Variable("GRONO_SESSION_MINUTES", "30", "how long a declared session lets an administrator see private data"),
        Variable(
            "GRONO_BACKUP_FOLDER", "", "folder of the backups, on another disk than the data; empty: none by itself"
        ),
        Variable("GRONO_BACKUP_RECIPIENT", "", "public key of age (age1…) for which backups are sealed"),
        Variable("GRONO_BACKUPS_DAILY", "7", "days of which the newest backup stays"),
        Variable("GRONO_BACKUPS_WEEKLY", "4", "weeks of which the newest backup stays"),
        Variable("GRONO_BACKUPS_MONTHLY", "12", "months of which the newest backup stays"),
        Variable(
            "GRONO_ALERT_BOUNCES",
            "3",
            "letters about a saved search that came back in a row, after which they are paused",
        ),
        Variable("GRONO_REGON_KEY", "", "key of the REGON register (BIR); empty means it is not asked"),
        Variable("GRONO_REGON_ENVIRONMENT", "production", "production, or test with made-up data and a key of its own"),
        Variable("GRONO_REGON_VERSION", "1.1", "version of REGON's reports: 1, 1.1 or 1.2"),
        Variable("GRONO_CEIDG_TOKEN", "", "token of CEIDG, the register of sole traders; empty means it is not asked"),
        Variable("GRONO_BDL_CLIENT_ID", "", "key of the Local Data Bank (GUS); empty means its smaller quotas"),
        Variable(
            "GRONO_WARM", "no", "import the numerics and draw an empty picture beside the start of the web server"
        ),
    )
}


def text(name: str) -> str:
    """Return the value of a variable, or its default."""
    return os.environ.get(name, VARIABLES[name].default)


def switch(name: str) -> bool:
    """Return a yes/no variable."""
    value = text(name).strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    sentence = f'{name} is "{value}". Write yes or no.'
    raise ImproperlyConfigured(sentence)


def whole_number(name: str) -> int:
    """Return a variable that is a whole number of zero or more."""
    value = text(name).strip()
    if not value.isdecimal():
        sentence = f'{name} is "{value}". Write a whole number, such as {VARIABLES[name].default}.'
        raise ImproperlyConfigured(sentence)
    return int(value)


def words(name: str) -> list[str]:
    """Return a variable that is a list separated by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]
