"""Addresses of the office's staff screens, under /desk/office/."""

from django.urls import path

from prasan.office.views import keeping, orders, posts

app_name = "office"
urlpatterns = [
    path("", posts.posts, name="posts"),
    path("posts/new/", posts.new_post, name="new-post"),
    path("posts/<int:pk>/", posts.post, name="post"),
    path("posts/<int:pk>/edit/", posts.edit_post, name="edit-post"),
    path("posts/<int:pk>/close/", posts.end_post, name="close-post"),
    path("posts/<int:pk>/appoint/", posts.new_holder, name="appoint"),
    path("holders/<int:pk>/end/", posts.end_holder, name="end-holder"),
    path("holders/<int:pk>/withdraw/", posts.drop_holder, name="withdraw-holder"),
    path("units/new/", posts.new_unit, name="new-unit"),
    path("units/<int:pk>/", posts.edit_unit, name="edit-unit"),
    path("units/<int:pk>/close/", posts.end_unit, name="close-unit"),
    path("orders/", orders.orders, name="orders"),
    path("orders/new/", orders.new_order, name="new-order"),
    path("orders/effect/", orders.effect, name="order-effect"),
    path("orders/<int:pk>/end/", orders.end_order, name="end-order"),
    path("orders/<int:pk>/withdraw/", orders.drop_order, name="withdraw-order"),
    path("chains/", keeping.chains, name="chains"),
    path("chains/<int:pk>/", keeping.edit_chain, name="edit-chain"),
    path("calendar/", keeping.calendar, name="calendar"),
    path("calendar/fill/", keeping.fill_year, name="fill-calendar"),
    path("calendar/new/", keeping.new_holiday, name="new-holiday"),
    path("calendar/<int:pk>/remove/", keeping.drop_holiday, name="remove-holiday"),
    path("profile/", keeping.profile, name="profile"),
    path("profile/edit/", keeping.edit_profile, name="edit-profile"),
    path("profile/<slug:name>.png", keeping.picture, name="picture"),
    path("people/", keeping.people, name="people"),
    path("people/new/", keeping.new_person, name="new-person"),
    path("people/<int:pk>/", keeping.edit_person, name="edit-person"),
    path("people/<int:pk>/invite/", keeping.send_invitation, name="invite-person"),
    path("people/<int:pk>/admin/", keeping.make_admin, name="make-admin"),
]
