"""A person who can sign in, and the one-time links that let them in."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str, *, key: str | None = None, **extra: Any) -> User:
        """A user without a password: they come in by invitation or a one-time link."""
        user = User(email=self.normalize_email(email).lower(), name=name, key=key or None, **extra)
        user.set_unusable_password()
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username or "")

    def person(self, reference: str) -> User:
        """PERSON of the command line: a key of the office file, or an e-mail. Raises `DoesNotExist`."""
        return self.get(models.Q(key=reference) | models.Q(email__iexact=reference), is_active=True)

    def find_person(self, reference: str) -> User | None:
        """As `person`; None when there is none."""
        try:
            return self.person(reference)
        except User.DoesNotExist:
            return None


class User(AbstractBaseUser):
    email = models.EmailField("อีเมล", max_length=254, unique=True)
    name = models.CharField("ชื่อ - สกุล", max_length=200)
    key = models.CharField("รหัสบุคคลในไฟล์สำนักงาน", max_length=60, null=True, blank=True, unique=True)
    is_active = models.BooleanField("ใช้งานได้", default=True)
    is_office_admin = models.BooleanField("ผู้ดูแลระบบของสำนักงาน", default=False)
    joined_at = models.DateTimeField("เพิ่มเมื่อ", auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "ผู้ใช้"
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_email")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class SignInLink(models.Model):
    """A link that signs one person in once, within ten minutes. Only the digest of its token is kept."""

    LIFETIME = timedelta(minutes=10)

    user = models.ForeignKey(User, on_delete=models.CASCADE, verbose_name="ผู้ใช้")
    digest = models.CharField("ค่าแฮชของรหัสลับ", max_length=64, unique=True)
    next_url = models.CharField("หน้าที่จะเปิด", max_length=500, default="/desk/")
    expires_at = models.DateTimeField("หมดอายุเมื่อ")
    used_at = models.DateTimeField("ใช้เมื่อ", null=True, blank=True)

    class Meta:
        verbose_name = "ลิงก์เข้าสู่ระบบครั้งเดียว"

    def __str__(self) -> str:
        return f"{self.user} {self.expires_at:%Y-%m-%d %H:%M}"

    @classmethod
    def issue(cls, user: User, *, at: datetime, next_url: str = "/desk/") -> str:
        """Make a link for `user`; returns the token that its address carries."""
        token = secrets.token_urlsafe(32)
        cls.objects.create(
            user=user, digest=cls.digest_of(token), next_url=next_url, expires_at=at + cls.LIFETIME
        )
        return token

    @staticmethod
    def digest_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()

    @classmethod
    def usable(cls, token: str, *, at: datetime) -> SignInLink | None:
        """The link of `token` if it would let somebody in now."""
        return cls._fresh(token, at=at).select_related("user").first()

    @classmethod
    def redeem(cls, token: str, *, at: datetime) -> SignInLink | None:
        """The link of `token`, marked used; None when unknown, used or expired. Two at once: one wins."""
        if not cls._fresh(token, at=at).update(used_at=at):
            return None
        return cls.objects.select_related("user").get(digest=cls.digest_of(token))

    @classmethod
    def _fresh(cls, token: str, *, at: datetime) -> models.QuerySet[SignInLink]:
        digest = cls.digest_of(token)
        return cls.objects.filter(digest=digest, used_at=None, expires_at__gt=at, user__is_active=True)
