"""Addresses of verification, corrections, new names and closings."""

from django.urls import path

from prasan.agencies.views import closing, members, mine, upkeep, verify

urlpatterns = [
    path("verify/<str:token>/", verify.verify, name="verify"),
    path("verify/<str:token>/correct/", verify.correct, name="verify_correct"),
    path("verify/<str:token>/done/", verify.done, name="verify_done"),
    path("verify/<str:token>/again/", verify.again, name="verify_again"),
    path("my/agency/", mine.mine, name="mine"),
    path("my/agency/<int:pk>/", mine.mine_one, name="mine_one"),
    path("my/agency/<int:pk>/confirm/", mine.confirm, name="mine_confirm"),
    path("my/agency/<int:pk>/correct/", mine.correct, name="mine_correct"),
    path("desk/corrections/", upkeep.correction_list, name="corrections"),
    path("desk/corrections/<int:pk>/", upkeep.correction, name="correction"),
    path("desk/corrections/<int:pk>/take/", upkeep.take_up, name="correction_take"),
    path("desk/corrections/<int:pk>/decline/", upkeep.decline, name="correction_decline"),
    path("desk/stale/", upkeep.stale, name="stale"),
    path("desk/stale/ask/", upkeep.ask_many, name="stale_ask"),
    path("desk/stale/ask-one/", upkeep.ask_one, name="ask_one"),
    path("desk/stale/asking/", upkeep.asking, name="asking"),
    path("desk/agencies/<int:pk>/verify/", upkeep.record, name="record_verification"),
    path("desk/agencies/<int:pk>/email-works/", upkeep.trust_email, name="trust_email"),
    path("desk/agencies/<int:pk>/members/", members.members, name="members"),
    path("desk/agencies/<int:pk>/members/<int:user>/drop/", members.drop_member, name="drop_member"),
    path("desk/agencies/<int:pk>/rename/", closing.rename, name="rename"),
    path("desk/agencies/<int:pk>/close/", closing.close, name="close"),
    path("desk/agencies/<int:pk>/reopen/", closing.reopen, name="reopen"),
]
