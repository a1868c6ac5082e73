"""Every address of the house, walked as every member of the cast, against one table of who may."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from prasan.accounts.models import User

# Who may enter: anyone; holders of a link; whoever comes by in the sample office; those signing in; those
# signed in; those midway in an act of their own account; persons of an agency; those with a post or an
# order today; those who keep the office's own records.
ANYONE, LINK, SAMPLE, GUEST, SIGNED_IN, MIDWAY, MEMBER, STAFF, MANAGER = (
    "anyone", "link", "sample", "guest", "signed in", "midway", "member", "staff", "manager",
)  # fmt: skip

TABLE = {
    ANYONE: """
        network:join network:join_sent
        news:home news:story news:photo news:rendition news:newsletter_file news:public_issues
        news:journal_file news:recording_file
        news:media_archive
        news:category news:of_agency news:archive news:month news:feed
        site:home site:about site:privacy site:accessibility site:contact site:sitemap site:robots
        site:sitemap_part
        site:favicon
        office:picture
        achievements:wall achievements:schools achievements:achievement achievements:evidence
        achievements:download
        agencies:directory agencies:agency agencies:card agencies:data agencies:dictionary
        agencies:dictionary_json agencies:download healthz
    """,
    LINK: """
        sign_in_link setup:start setup:file setup:review setup:question
        network:own network:new_link network:turn_own network:prefer network:correct network:leaving
        network:confirm
        stop_news agencies:verify agencies:verify_correct agencies:verify_done agencies:verify_again
    """,
    SAMPLE: """
        sample sample_sign_in sample_mails sample_mail sample_posts sample_post_picture sample_misbehave
    """,
    GUEST: """
        account_login account_logout account_inactive account_signup account_email_verification_sent
        account_confirm_email account_reset_password account_reset_password_done
        account_reset_password_from_key account_reset_password_from_key_done account_confirm_login_code
        mfa_authenticate
    """,
    SIGNED_IN: """
        account_me account_email account_change_password account_set_password mfa_index mfa_activate_totp
        mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes mfa_download_recovery_codes
        ui:gallery desk:home
    """,
    MIDWAY: "account_reauthenticate mfa_reauthenticate account_sign_out_everywhere",
    MEMBER: """
        agencies:mine agencies:mine_one agencies:mine_confirm agencies:mine_correct
        news:mine news:mine_begin news:mine_one news:mine_save news:mine_drop news:mine_photos
        news:mine_photo news:own_photo
        achievements:mine achievements:mine_new achievements:mine_one achievements:mine_edit
        achievements:mine_add_file achievements:mine_change_file achievements:mine_open_file
        achievements:mine_send achievements:mine_drop
        news:mine_recordings news:mine_recording news:mine_recording_poster news:mine_recording_remove
        news:mine_upload_begin news:own_recording_file news:upload news:upload_finish news:upload_drop
    """,
    STAFF: """
        deliveries delivery delivery_decide delivery_sheet
        desk:mails desk:mail desk:mail_sort desk:mail_undo desk:mail_answer desk:mail_answered
        desk:mail_original desk:mail_file
        office:posts office:post office:orders office:chains office:calendar office:profile office:people
        agencies:register agencies:staff_agency agencies:history agencies:new agencies:edit agencies:rename
        agencies:close agencies:reopen agencies:record_verification agencies:members agencies:drop_member
        agencies:trust_email
        agencies:requests agencies:request agencies:request_decide agencies:request_paper
        agencies:request_submit agencies:request_recall agencies:request_memo agencies:request_annex
        agencies:request_copy agencies:names agencies:request_scan agencies:request_about
        agencies:request_item agencies:request_drop
        agencies:imports agencies:import agencies:import_settle agencies:import_rule agencies:import_rule_undo
        agencies:import_settled agencies:import_choice_undo agencies:import_columns agencies:import_levels
        agencies:import_held agencies:import_file agencies:import_undo
        agencies:corrections agencies:correction agencies:correction_take agencies:correction_decline
        news:stories news:new news:staff_story news:staff_photo news:correct news:take_down news:version
        news:edit news:photos news:photo_change news:propose news:cancel news:decide news:paper news:recall
        news:scan news:publish news:schedule news:unschedule news:take_up news:answer news:merge
        news:compare news:memo news:deliveries news:deliveries_sheet news:decide_delivery news:unheard
        decide_all news:handover news:handover_print
        news:media_desk news:media_photo news:media_reuse news:media_zip
        news:recordings news:recording news:recording_poster news:recording_remove news:recording_take_down
        news:photo_take_down news:pictures_taken_down news:picture_taken_down news:picture_removed_outside
        news:staff_recording_file news:upload_begin
        news:media news:media_text news:newsletter_preview news:newsletter_picture news:newsletter_issue
        news:newsletter_staff_file news:issues news:new_journal news:journal news:edit_journal
        news:journal_act news:journal_staff_file
        achievements:take_up achievements:answer
        achievements:achievements achievements:new achievements:export achievements:staff_achievement
        achievements:correct achievements:take_down achievements:version achievements:edit achievements:files
        achievements:change_file achievements:open_file achievements:stories achievements:write_story
        achievements:propose achievements:cancel achievements:decide achievements:paper achievements:recall
        achievements:scan achievements:memo achievements:imports achievements:import achievements:take_sheet
        achievements:new_bundle achievements:bundle achievements:bundle_decide achievements:bundle_again
        achievements:bundle_paper achievements:bundle_recall achievements:bundle_memo
        achievements:bundle_annex achievements:bundle_scan
        agencies:stale agencies:stale_ask agencies:ask_one agencies:asking
        network:members network:new network:member network:edit network:turn network:send_link network:form
        network:notes network:note_done network:groups network:new_group network:group network:add_to_group
        network:drop_from_group network:drop_group network:duplicates network:merge network:part network:tie
        network:imports network:import network:take_sheet network:rest_of_sheet network:export
        network:register network:renew network:import_columns network:undo_import
    """,
    MANAGER: """
        news:newsletter_settings
        doctor mail_settings mail_quota
        channels channel_settings channel_connect channel_disconnect channel_try watch_patience
        office:new-post office:edit-post office:close-post office:appoint office:end-holder
        office:withdraw-holder
        office:new-unit office:edit-unit office:close-unit office:new-order office:order-effect
        office:end-order office:withdraw-order office:edit-chain office:fill-calendar office:new-holiday
        office:remove-holiday office:edit-profile office:new-person office:edit-person office:invite-person
        office:make-admin
    """,
}
WHO_MAY = {name: who for who, names in TABLE.items() for name in names.split()}

_SAMPLE_ARGUMENTS: dict[str, Any] = {
    "pk": 999_999, "kind": "csv", "token": "no-such-link", "name": "no-such-name", "mail_id": "none",
    "post_id": "none",
    "key": "no-key", "uidb36": "1", "part": 1, "decision": 1, "item": 1, "choice": 1, "user": 1,
    "member": 1, "agency": 1, "act": "leave",
    "number": 1, "year": 2569, "photo": 1, "row": 1, "other": 1, "how": "back", "size": "web",
    "design": "a", "digest": "0", "category": "office", "month": 11,
    "recording": 1, "upload": "00000000-0000-0000-0000-000000000000",
    "width": 480, "section": "pages",
}  # fmt: skip


def _walk(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, list[str]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            outer = list(pattern.pattern.converters)
            yield from ((name, outer + arguments) for name, arguments in _walk(pattern, inner))
        elif isinstance(pattern, URLPattern):
            arguments = [*pattern.pattern.converters, *getattr(pattern.pattern.regex, "groupindex", {})]
            yield f"{namespace}{pattern.name}", arguments


ADDRESSES = dict(_walk(get_resolver()))


def test_every_address_has_a_row() -> None:
    assert set(ADDRESSES) == set(WHO_MAY)


def _knock(client: Client, name: str) -> Any:
    """Ask for the page; where only POST is heard, post."""
    url = reverse(name, kwargs={key: _SAMPLE_ARGUMENTS[key] for key in ADDRESSES[name]})
    answer = client.get(url)
    return client.post(url) if answer.status_code == 405 else answer


def _is_sent_to_sign_in(answer: Any) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")


def _client(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def people(cast: dict[str, User]) -> dict[str, User | None]:
    """The cast beside those without a post: a stranger, a school's person."""
    school = User.objects.create_user("school@school.example", "นางสาวตัวอย่าง โรงเรียน", key="school")
    return {**cast, "stranger": None, "school": school}


def _names(*who: str) -> list[str]:
    return sorted(name for name, may in WHO_MAY.items() if may in who)


@pytest.mark.parametrize("name", _names(SIGNED_IN, MIDWAY, MEMBER, STAFF, MANAGER))
def test_a_stranger_is_sent_to_sign_in(people: dict[str, User | None], name: str) -> None:
    assert _is_sent_to_sign_in(_knock(_client(None), name))


@pytest.mark.parametrize("name", _names(STAFF, MANAGER))
def test_a_person_without_a_post_is_told_why_not(people: dict[str, User | None], name: str) -> None:
    answer = _knock(_client(people["school"]), name)
    assert answer.status_code == 403


@pytest.mark.parametrize("name", _names(MANAGER))
def test_an_officer_may_not_keep_the_records_of_the_office(people: dict[str, User | None], name: str) -> None:
    assert _knock(_client(people["officer"]), name).status_code == 403


@pytest.mark.parametrize(
    ("key", "name"),
    [
        *(("officer", name) for name in _names(STAFF, SIGNED_IN)),
        *(("director", name) for name in _names(MANAGER)),
    ],
)
def test_who_may_is_let_in(people: dict[str, User | None], key: str, name: str) -> None:
    answer = _knock(_client(people[key]), name)
    assert answer.status_code != 403
    assert not _is_sent_to_sign_in(answer)


@pytest.mark.parametrize("name", _names(SAMPLE))
@pytest.mark.parametrize("key", ["stranger", "officer"])
def test_the_sample_pages_do_not_exist_in_a_real_office(
    people: dict[str, User | None], key: str, name: str
) -> None:
    assert _knock(_client(people[key]), name).status_code == 404


@pytest.mark.parametrize("name", _names(ANYONE, GUEST))
def test_a_stranger_is_let_in_where_anyone_may(people: dict[str, User | None], name: str) -> None:
    answer = _knock(_client(None), name)
    assert answer.status_code in {200, 302, 404}
    if name.startswith(("site:", "agencies:")):
        assert not _is_sent_to_sign_in(answer)


@pytest.mark.parametrize("name", _names(LINK))
def test_a_wrong_link_opens_nothing(people: dict[str, User | None], name: str) -> None:
    assert _knock(_client(None), name).status_code in {302, 403, 404, 410}
