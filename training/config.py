"""Settings, read once from the environment. A missing or unknown one stops the start and says which."""

import os
import secrets
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "TRAINING_"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Environment(StrEnum):
    DEMO = "demo"
    PRODUCTION = "production"
    TEST = "test"


class SettingsWrong(Exception):
    """What is missing or not understood, one line each, by the name it has in the environment."""


class Settings(BaseSettings):
    """Every setting, under its name in the environment; `docs/operations.md` explains each."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", case_sensitive=False)

    environment: Environment | None = Field(None, alias="TRAINING_ENVIRONMENT")
    data_dir: Path = Field(Path("var"), alias="DATA_DIR")
    database_url: str = Field("", alias="DATABASE_URL")
    keystore_url: str = Field("", alias="KEYSTORE_URL")
    redis_url: str = Field("", alias="REDIS_URL")
    secret_key: SecretStr = Field(SecretStr(""), alias="SECRET_KEY")
    master_keys: SecretStr = Field(SecretStr(""), alias="MASTER_KEYS")
    base_url: str = Field("", alias="BASE_URL")
    host: str = Field("127.0.0.1", alias="HOST")
    port: int = Field(5000, alias="PORT", ge=1, le=65535)
    smtp_url: SecretStr = Field(SecretStr(""), alias="SMTP_URL")
    mail_from: str = Field("", alias="MAIL_FROM")
    web_workers: int = Field(1, alias="WEB_WORKERS", ge=1, le=32)
    web_threads: int = Field(8, alias="WEB_THREADS", ge=1, le=64)
    metrics_token: SecretStr = Field(SecretStr(""), alias="METRICS_TOKEN")
    clamd_socket: str = Field("", alias="CLAMD_SOCKET")
    trusted_proxies: int = Field(0, alias="TRUSTED_PROXIES", ge=0, le=5)

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError("begins with sqlite:/// or postgresql://")
        return value.replace("postgresql://", "postgresql+psycopg://", 1)

    @field_validator("clamd_socket")
    @classmethod
    def _path_or_port(cls, value: str) -> str:
        if value and not value.startswith("/") and not value.rpartition(":")[2].isdigit():
            raise ValueError("a path that begins with /, or HOST:PORT")
        return value

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.host not in LOOPBACK and not self.base_url:
            raise ValueError(
                "BASE_URL is missing: the address people use, which links in mails and QR codes carry"
            )
        if self.web_workers > 1 and not self.redis_url:
            raise ValueError(
                "WEB_WORKERS above 1 needs REDIS_URL: rate limits are counted there for all of them"
            )
        return self

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        """Raises SettingsWrong with a line for each mistake."""
        mistakes = [f"{name}: there is no such setting" for name in sorted(_unknown(cls, env))]
        try:
            settings = cls.model_validate(_given(cls, env))
        except ValidationError as error:
            mistakes += [_sentence(one) for one in error.errors()]
        if mistakes:
            raise SettingsWrong("\n".join(mistakes))
        return settings

    @property
    def is_demo(self) -> bool:
        """A data folder that was begun as a demo stays one, whoever opens it."""
        return self.environment is Environment.DEMO or (self.environment is None and self.demo_mark.exists())

    @property
    def is_test(self) -> bool:
        return self.environment is Environment.TEST

    @property
    def demo_mark(self) -> Path:
        return self.data_dir / "demo"

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'training.sqlite3'}"

    @property
    def is_sqlite(self) -> bool:
        return self.database.startswith("sqlite")

    @property
    def keystore(self) -> str:
        """A file apart from the data; on PostgreSQL a schema of the same database unless another is named."""
        beside = f"sqlite:///{self.data_dir / 'keys.sqlite3'}" if self.is_sqlite else self.database
        return self.keystore_url or beside

    @property
    def public_url(self) -> str:
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def is_https(self) -> bool:
        return urlsplit(self.public_url).scheme == "https"

    @property
    def smtp(self) -> str:
        """Where mail goes: as set, to the demo's own mail server, or to the one every machine may have."""
        own = f"smtp://127.0.0.1:{self.demo_mail_port if self.is_demo else 25}"
        return self.smtp_url.get_secret_value() or own

    @property
    def demo_mail_port(self) -> int:
        return self.port + 1000 if self.port < 64000 else self.port - 1000

    @property
    def mailbox(self) -> Path:
        return self.data_dir / "mailbox"

    @property
    def sender(self) -> str:
        return self.mail_from or f"post@{urlsplit(self.public_url).hostname or 'localhost'}"


def secret_from(path: Path) -> str:
    """The secret in this file, made on the first start, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _fields(cls: type[Settings]) -> dict[str, str]:
    return {str(field.alias): name for name, field in cls.model_fields.items()}


def _given(cls: type[Settings], env: Mapping[str, str]) -> dict[str, Any]:
    return {alias: env[alias] for alias in _fields(cls) if env.get(alias)}


def _unknown(cls: type[Settings], env: Mapping[str, str]) -> set[str]:
    """Names under our own prefix that no setting answers to: nearly always a spelling mistake."""
    return {name for name in env if name.startswith(PREFIX)} - set(_fields(cls))


def _sentence(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    reason = str(error["msg"]).removeprefix("Value error, ")
    return f"{where}: {reason}" if where else reason
