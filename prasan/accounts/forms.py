"""Allauth's forms in the words of the house: labels above the fields, nothing inside them."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.forms import Form

PASSWORD_HINT = "อย่างน้อย 10 ตัวอักษร ใช้วลีภาษาไทยหรืออังกฤษที่จำง่ายแต่คนอื่นเดายาก"  # noqa: S105
_CODE = "รหัส 6 หลักจากแอป หรือรหัสสำรอง 1 รหัส"


class InHouseWords(Form):
    """Labels and hints by field name; allauth's own placeholders and help texts go."""

    labels: ClassVar[dict[str, str]] = {}
    hints: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class SignInForm(InHouseWords, account.LoginForm):
    labels: ClassVar = {"login": "อีเมล", "password": "รหัสผ่าน", "remember": "จำเครื่องนี้ไว้ 30 วัน"}
    hints: ClassVar = {"remember": "ไม่เลือก หากเป็นเครื่องที่ใช้ร่วมกัน"}


class ForgottenForm(InHouseWords, account.ResetPasswordForm):
    labels: ClassVar = {"email": "อีเมลที่ใช้เข้าสู่ระบบ"}


class NewPasswordForm(InHouseWords, account.ResetPasswordKeyForm):
    labels: ClassVar = {"password1": "รหัสผ่านใหม่", "password2": "รหัสผ่านใหม่อีกครั้ง"}
    hints: ClassVar = {"password1": PASSWORD_HINT}


class FirstPasswordForm(InHouseWords, account.SetPasswordForm):
    labels: ClassVar = NewPasswordForm.labels
    hints: ClassVar = NewPasswordForm.hints


class ChangePasswordForm(InHouseWords, account.ChangePasswordForm):
    labels: ClassVar = {"oldpassword": "รหัสผ่านปัจจุบัน", **NewPasswordForm.labels}
    hints: ClassVar = NewPasswordForm.hints


class NewEmailForm(InHouseWords, account.ChangeEmailForm):
    labels: ClassVar = {"email": "อีเมลใหม่"}
    hints: ClassVar = {"email": "ระบบส่งลิงก์ยืนยันไปที่อีเมลใหม่ อีเมลเดิมใช้ได้จนกว่าจะยืนยัน"}


class ConfirmPasswordForm(InHouseWords, account.ReauthenticateForm):
    labels: ClassVar = {"password": "รหัสผ่าน"}


class CodeForm(InHouseWords, mfa.AuthenticateForm):
    labels: ClassVar = {"code": "รหัสยืนยันตัวตน"}
    hints: ClassVar = {"code": _CODE}


class ConfirmCodeForm(InHouseWords, mfa.ReauthenticateForm):
    labels: ClassVar = CodeForm.labels
    hints: ClassVar = CodeForm.hints


class FirstCodeForm(InHouseWords, totp.ActivateTOTPForm):
    labels: ClassVar = {"code": "รหัส 6 หลักที่แอปแสดง"}
