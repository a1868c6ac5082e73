"""Addresses of the room. Allauth's own names stay as they are; its pages are in our words."""

from django.urls import include, path

from prasan.accounts.views import link, me

urlpatterns = [
    path("in/<str:token>/", link.sign_in_link, name="sign_in_link"),
    path("accounts/", me.me, name="account_me"),
    path("accounts/sign-out-everywhere/", me.sign_out_everywhere, name="account_sign_out_everywhere"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
]
