"""Typed settings from the environment; refuses to start insecurely outside demo mode."""

import base64
import binascii
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
SURFACES = ("public", "staff", "both")
DEMO_KEYS = {
    "PORTAL_SECRET_KEY": "secret-key",
    "PORTAL_DATA_KEYS": "data-keys",
    "PORTAL_INDEX_KEYS": "index-keys",
}
KILOBYTE = 1024


class SettingsError(Exception):
    """The environment can't be used; ``problems`` says what to change, one line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the operator decides outside the council profile."""

    demo: bool
    instance: Path
    council: str
    database_url: str
    secret_key: str
    secret_key_fallbacks: tuple[str, ...]
    data_keys: tuple[bytes, ...]
    index_keys: tuple[bytes, ...]
    base_url: str
    trusted_hosts: tuple[str, ...]
    proxies: int
    surface: str
    clamd: str | None = None
    mail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def https(self) -> bool:
        """Whether people reach the portal over TLS, so cookies can be __Host- ones."""
        return self.base_url.startswith("https://")

    def flask(self) -> dict[str, Any]:
        """Return the same settings under Flask's own names."""
        return {
            "SECRET_KEY": self.secret_key,
            "SECRET_KEY_FALLBACKS": list(self.secret_key_fallbacks),
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "TRUSTED_HOSTS": list(self.trusted_hosts) or None,
            "SESSION_COOKIE_NAME": "__Host-form" if self.https else "form",
            "SESSION_COOKIE_SECURE": self.https,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_PATH": "/",
            "WTF_CSRF_CHECK_DEFAULT": False,
            "WTF_CSRF_TIME_LIMIT": 12 * 3600,
            "MAX_CONTENT_LENGTH": 600 * KILOBYTE,
            "MAX_FORM_MEMORY_SIZE": 400 * KILOBYTE,
            "MAX_FORM_PARTS": 400,
            **self.mail,
        }


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of this process; raises SettingsError naming every variable to mend."""
    env = os.environ if environ is None else environ
    demo = env.get("PORTAL_DEMO", "") == "1"
    instance = Path(env.get("PORTAL_INSTANCE") or ROOT / "instance").resolve()
    if demo:
        _private_folder(instance)
        env = {**_demo_keys(instance), **env}
    problems: list[str] = []
    settings = Settings(
        demo=demo,
        instance=instance,
        council=env.get("PORTAL_COUNCIL", "example" if demo else ""),
        database_url=_database_url(env.get("DATABASE_URL"), instance),
        secret_key=_split(env.get("PORTAL_SECRET_KEY"))[0] if env.get("PORTAL_SECRET_KEY") else "",
        secret_key_fallbacks=_split(env.get("PORTAL_SECRET_KEY"))[1:],
        data_keys=_keys(env, "PORTAL_DATA_KEYS", problems),
        index_keys=_keys(env, "PORTAL_INDEX_KEYS", problems),
        base_url=env.get("PORTAL_BASE_URL", "http://127.0.0.1:8000" if demo else "").rstrip("/"),
        trusted_hosts=_split(env.get("TRUSTED_HOSTS", "127.0.0.1,localhost" if demo else "")),
        proxies=_whole_number(env, "PORTAL_PROXIES", 0, problems),
        surface=env.get("PORTAL_SURFACE", "both"),
        clamd=env.get("PORTAL_CLAMD"),
        mail=_mail(env, problems),
    )
    problems += _insecure(settings)
    if problems:
        raise SettingsError(problems)
    _private_folder(instance)
    return settings


def _insecure(settings: Settings) -> list[str]:
    """Return what would make this process unsafe to run."""
    problems = []
    if settings.surface not in SURFACES:
        problems.append("PORTAL_SURFACE: one of public, staff, both")
    if len(settings.secret_key) < 32:
        problems.append("PORTAL_SECRET_KEY: at least 32 characters, kept secret")
    if not settings.council:
        problems.append("PORTAL_COUNCIL: the name of a profile or a path to one")
    url = urlsplit(settings.base_url)
    if settings.demo and url.hostname not in ("127.0.0.1", "localhost"):
        problems.append("PORTAL_BASE_URL: demo mode answers on 127.0.0.1 only")
    if not settings.demo and url.scheme != "https":
        problems.append("PORTAL_BASE_URL: the https:// address people use")
    if not settings.demo and not settings.trusted_hosts:
        problems.append("TRUSTED_HOSTS: the host names people use, separated by commas")
    return problems


def _split(value: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (value or "").split(",") if part.strip())


def _database_url(value: str | None, instance: Path) -> str:
    if not value:
        return f"sqlite:///{instance / 'portal.sqlite'}"
    for plain in ("postgresql://", "postgres://"):
        if value.startswith(plain):
            return "postgresql+psycopg://" + value.removeprefix(plain)
    return value


def _keys(env: Mapping[str, str], name: str, problems: list[str]) -> tuple[bytes, ...]:
    """Return 32-byte keys from comma-separated base64, newest first."""
    keys = []
    for text in _split(env.get(name)):
        try:
            key = base64.urlsafe_b64decode(text)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != 32:
            problems.append(f"{name}: each key is 32 bytes in URL-safe base64")
        keys.append(key)
    if not keys:
        problems.append(f"{name}: at least one key is needed; newest first")
    return tuple(keys)


def _whole_number(env: Mapping[str, str], name: str, default: int, problems: list[str]) -> int:
    try:
        return int(env.get(name, default))
    except ValueError:
        problems.append(f"{name}: a whole number")
        return default


def _mail(env: Mapping[str, str], problems: list[str]) -> dict[str, Any]:
    """Return Flask-Mail's own settings."""
    return {
        "MAIL_SERVER": env.get("MAIL_SERVER", "127.0.0.1"),
        "MAIL_PORT": _whole_number(env, "MAIL_PORT", 25, problems),
        "MAIL_USE_TLS": env.get("MAIL_USE_TLS", "") == "1",
        "MAIL_USE_SSL": env.get("MAIL_USE_SSL", "") == "1",
        "MAIL_USERNAME": env.get("MAIL_USERNAME"),
        "MAIL_PASSWORD": env.get("MAIL_PASSWORD"),
        "MAIL_DEBUG": False,
        "MAIL_DEFAULT_SENDER": env.get("MAIL_DEFAULT_SENDER", "no-reply@portal.example"),
    }


def _private_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if folder.stat().st_mode & 0o077 and folder.stat().st_uid == os.getuid():
        folder.chmod(0o700)


def _demo_keys(instance: Path) -> dict[str, str]:
    """Return keys kept under the instance folder, made at the first start of a demonstration."""
    found = {}
    for name, filename in DEMO_KEYS.items():
        path = instance / f"demo-{filename}"
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
        found[name] = path.read_text(encoding="ascii").strip()
    return found
