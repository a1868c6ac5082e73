"""Addresses of the desk, under /desk/."""

from django.urls import path

from prasan.desk import views
from prasan.desk.mail import views as mail

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("mail/", mail.mails, name="mails"),
    path("mail/<int:pk>/", mail.mail, name="mail"),
    path("mail/<int:pk>/sort/", mail.mail_sort, name="mail_sort"),
    path("mail/<int:pk>/undo/", mail.mail_undo, name="mail_undo"),
    path("mail/<int:pk>/answer/", mail.mail_answer, name="mail_answer"),
    path("mail/<int:pk>/answered/", mail.mail_answered, name="mail_answered"),
    path("mail/<int:pk>/original/", mail.mail_original, name="mail_original"),
    path("mail/<int:pk>/file/<int:part>/", mail.mail_file, name="mail_file"),
]
