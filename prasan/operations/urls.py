"""Addresses of the room."""

from django.urls import path

from prasan.operations.views import doctor, health, sample

urlpatterns = [
    path("healthz", health.health, name="healthz"),
    path("sample/", sample.people, name="sample"),
    path("sample/sign-in/", sample.sign_in, name="sample_sign_in"),
    path("sample/mail/", sample.mails, name="sample_mails"),
    path("sample/mail/<slug:mail_id>/", sample.mail, name="sample_mail"),
    path("sample/posts/", sample.posts, name="sample_posts"),
    path("sample/posts/behave/", sample.misbehave, name="sample_misbehave"),
    path("sample/posts/<slug:post_id>/picture", sample.post_picture, name="sample_post_picture"),
    path("desk/doctor/", doctor.doctor, name="doctor"),
]
