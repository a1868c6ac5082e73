"""Several achievements as one case: what goes, who decides, what comes back, what is published."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.achievements import bundlepapers
from prasan.achievements.actions import bundles, drafts, proposing, publishing
from prasan.achievements.models import AchievementVersion, Bundle
from prasan.achievements.tests.build import UP, content, draft, fresh, proof, propose, published
from prasan.approvals.tests.build import decide, person
from prasan.audit.models import Event
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")


def three() -> list[AchievementVersion]:
    return [draft(title=f"รางวัลที่ {number}") for number in range(1, 4)]


def send(versions: list[AchievementVersion], by: str = "officer") -> Bundle:
    keys = [version.pk for version in versions]
    return bundles.propose_together(keys, title="", reason="", by=person(by), at=timezone.now())


def states(versions: list[AchievementVersion]) -> list[str]:
    return [fresh(version).state for version in versions]


def consent(bundle: Bundle, *keys: str) -> None:
    for key in keys or UP:
        decide(Bundle.objects.get(pk=bundle.pk).case, key)


def page(client: Client, key: str, name: str, *args: Any, data: Any = None, **query: Any) -> Any:
    client.force_login(person(key), backend="django.contrib.auth.backends.ModelBackend")
    address = reverse(f"achievements:{name}", args=args)
    return client.post(address, data) if data is not None else client.get(address, query)


class TestTheChain:
    def test_all_are_published_by_the_last_consent_and_none_before(self) -> None:
        versions = three()
        bundle = send(versions)
        consent(bundle, *UP[:-1])
        assert states(versions) == ["proposed"] * 3
        consent(bundle, "director")
        assert states(versions) == ["published"] * 3
        assert Event.objects.filter(action="achievement_published").count() == 3

    def test_what_is_published_is_what_the_case_holds(self) -> None:
        versions = three()
        bundle = send(versions)
        assert bundle.digests == {version.pk: fresh(version).digest_now() for version in versions}

    def test_one_that_says_something_else_holds_all_back(self) -> None:
        versions = three()
        bundle = send(versions)
        consent(bundle, *UP[:-1])
        AchievementVersion.objects.filter(pk=versions[1].pk).update(title="อย่างอื่น")
        with pytest.raises(Refused, match="ไม่ตรงกับฉบับที่อนุมัติ"):
            consent(bundle, "director")
        assert states(versions) == ["proposed"] * 3

    def test_one_taken_down_meanwhile_stays_down_and_the_rest_go_on(self) -> None:
        public, other = published(title="เดิม"), draft(title="ใหม่")
        again = drafts.correct(public.achievement, by=person("officer"), at=timezone.now())
        drafts.edit_draft(
            again, content=content(title="เดิม 2", note="ชื่อ"), by=person("officer"), at=timezone.now()
        )
        bundle = send([again, other])
        publishing.take_down(public.achievement, why="wrong", by=person("officer"), at=timezone.now())
        consent(bundle)
        assert states([public, again, other]) == ["taken_down", "cancelled", "published"]

    def test_nobody_consents_to_their_own(self) -> None:
        bundle = send(three())
        with pytest.raises(Refused, match="ผู้เสนอ"):
            consent(bundle, "officer")

    def test_a_refusal_ends_all(self) -> None:
        versions = three()
        decide(send(versions).case, "head", "refuse", remark="ไม่ใช่ของเรา")
        assert states(versions) == ["refused"] * 3


class TestWhatGoes:
    @pytest.mark.parametrize("count", [0, 1])
    def test_one_goes_by_itself(self, count: int) -> None:
        with pytest.raises(Refused, match="ตั้งแต่ 2"):
            send(three()[:count])

    def test_what_is_under_way_is_not_taken_along(self) -> None:
        one, two = three()[:2]
        propose(one)
        with pytest.raises(Refused, match="ไม่เป็นร่างแล้ว"):
            send([one, two])
        assert Bundle.objects.count() == 0

    def test_who_has_no_post_proposes_nothing(self) -> None:
        from prasan.accounts.models import User

        stranger = User.objects.create_user("x@school.example", "นายสมมติ ไม่มีตำแหน่ง")
        keys = [version.pk for version in three()]
        with pytest.raises(Refused, match="ผู้ดำรงตำแหน่ง"):
            bundles.propose_together(keys, title="", reason="", by=stranger, at=timezone.now())

    def test_one_of_a_case_is_neither_proposed_nor_recalled_alone(self) -> None:
        versions = three()
        bundle = send(versions)
        with pytest.raises(Refused, match="เสนอรวมกับผลงานอื่น"):
            proposing.recall(fresh(versions[0]), by=person("officer"), at=timezone.now())
        decide(bundle.case, "head", "return", remark="แก้")
        with pytest.raises(Refused, match="เสนอรวมกับผลงานอื่น"):
            propose(fresh(versions[0]))


class TestWhatComesBack:
    def returned(self) -> tuple[Bundle, list[AchievementVersion]]:
        versions = three()
        bundle = send(versions)
        decide(bundle.case, "head", "return", item_remarks={str(versions[1].pk): "ขอดู"})
        return Bundle.objects.select_related("case").get(pk=bundle.pk), versions

    def test_the_rest_goes_on_without_the_one_that_was_given_back(self) -> None:
        bundle, versions = self.returned()
        bundles.take_out(bundle, [versions[1].pk], by=person("officer"), at=timezone.now())
        assert states(versions) == ["returned", "draft", "returned"]
        bundles.propose_again(bundle, by=person("officer"), at=timezone.now())
        consent(bundle)
        assert states(versions) == ["published", "draft", "published"]

    def test_the_one_taken_out_needs_a_consent_of_its_own(self) -> None:
        bundle, versions = self.returned()
        bundles.take_out(bundle, [versions[1].pk], by=person("officer"), at=timezone.now())
        assert propose(fresh(versions[1])).case != bundle.case

    def test_mended_it_goes_up_with_the_others_and_what_it_says_now_is_consented_to(self) -> None:
        bundle, versions = self.returned()
        officer = person("officer")
        drafts.edit_draft(fresh(versions[1]), content=content(title="ถูกต้อง"), by=officer, at=timezone.now())
        bundles.propose_again(bundle, by=officer, at=timezone.now())
        consent(bundle)
        assert fresh(versions[1]).title == "ถูกต้อง"
        assert states(versions) == ["published"] * 3

    def test_nothing_is_left_of_it_only_by_a_recall(self) -> None:
        bundle, versions = self.returned()
        with pytest.raises(Refused, match="เรียกเรื่องคืน"):
            bundles.take_out(bundle, [row.pk for row in versions], by=person("officer"), at=timezone.now())
        bundles.recall(bundle, by=person("officer"), at=timezone.now())
        assert states(versions) == ["draft"] * 3
        assert send(versions).case != bundle.case

    def test_another_officer_takes_nothing_out(self) -> None:
        bundle, versions = self.returned()
        with pytest.raises(Refused, match="ผู้เสนอเท่านั้น"):
            bundles.take_out(bundle, [versions[1].pk], by=person("auditor"), at=timezone.now())


class TestOnTheScreen:
    def test_all_of_the_filter_go_as_one_case(self, client: Client) -> None:
        versions = [*three(), draft(title="ระดับอื่น", level=1)]
        address = f"{reverse('achievements:new_bundle')}?all=1&level=6"
        client.force_login(person("officer"), backend="django.contrib.auth.backends.ModelBackend")
        assert "เสนอ 3 ผลงาน" in client.get(address).content.decode()
        client.post(address, {"title": "ผลงานระดับชาติ", "reason": ""})
        assert states(versions) == ["proposed", "proposed", "proposed", "draft"]
        assert Bundle.objects.get().case.title == "ผลงานระดับชาติ"

    def test_the_ticked_ones_go_and_nothing_chosen_goes_nowhere(self, client: Client) -> None:
        versions = three()
        shown = page(client, "officer", "new_bundle", pick=[versions[0].pk, versions[2].pk])
        assert "เสนอ 2 ผลงาน" in shown.content.decode()
        assert "ตั้งแต่ 2" in page(client, "officer", "new_bundle").content.decode()

    def test_what_cannot_go_is_named_with_its_reason(self, client: Client) -> None:
        versions = three()
        versions[0].agencies.clear()
        shown = page(client, "officer", "new_bundle", pick=[row.pk for row in versions]).content.decode()
        assert "ไม่รวมในเรื่อง 1 ผลงาน" in shown
        assert "ยังไม่ได้บอกว่าเป็นผลงานของ" in shown

    def test_one_is_given_back_with_a_reason_and_its_proposer_reads_it(self, client: Client) -> None:
        versions = three()
        row = proof(versions[0])
        bundle = send(versions)
        key = f"why:{versions[1].pk}"
        shown = page(client, "head", "bundle", bundle.pk).content.decode()
        assert key in shown
        assert reverse("achievements:open_file", args=[versions[0].achievement_id, 1, row.pk]) in shown
        seen = {"seen_round": 1, "seen_position": 0, key: "ขอดู"}
        asked = page(client, "head", "bundle_decide", bundle.pk, data={"choice": "return", **seen})
        assert "รางวัลที่ 2" in asked.content.decode()
        page(client, "head", "bundle_decide", bundle.pk, data={"confirmed": "return", "remark": "", **seen})
        assert "ขอดู" in page(client, "officer", "bundle", bundle.pk).content.decode()
        assert "ขอดู" in client.get(fresh(versions[1]).staff_url).content.decode()
        page(client, "officer", "bundle_again", bundle.pk, data={"act": "out", "out": "back"})
        page(client, "officer", "bundle_again", bundle.pk, data={"act": "again"})
        assert states(versions) == ["proposed", "draft", "proposed"]

    def test_the_page_of_one_says_where_it_is_decided(self, client: Client) -> None:
        versions = three()
        bundle = send(versions)
        client.force_login(person("head"), backend="django.contrib.auth.backends.ModelBackend")
        shown = client.get(versions[0].staff_url).content.decode()
        assert bundle.staff_url in shown
        assert 'id="decide"' not in shown
        assert client.post(f"{versions[0].staff_url}decide/", {"confirmed": "approve"}).status_code == 404

    def test_recalled_on_its_page_all_are_drafts(self, client: Client) -> None:
        versions = three()
        bundle = send(versions)
        assert page(client, "officer", "bundle_recall", bundle.pk).status_code == 200
        page(client, "officer", "bundle_recall", bundle.pk, data={"remark": ""})
        assert states(versions) == ["draft"] * 3


def test_memo_and_annex_are_papers_and_the_record_names_each() -> None:
    versions = three()
    bundle = send(versions)
    decide(bundle.case, "head", "return", item_remarks={str(versions[1].pk): "ขอดู"})
    assert bundlepapers.memo_pdf(bundle, at=timezone.now()).startswith(b"%PDF")
    annex = bundlepapers.annex_pdf(bundle, 1, at=timezone.now())
    assert annex is not None
    assert annex.startswith(b"%PDF")
    assert bundlepapers.annex_pdf(bundle, 2, at=timezone.now()) is None
    record = bundlepapers.shown_case(bundle.case)
    assert record is not None
    assert {row["achievement"] for row in record["achievements"]} == {v.achievement_id for v in versions}
