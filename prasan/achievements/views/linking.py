"""The stories that tell of an achievement: linked, parted, begun."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from prasan.achievements import casepage
from prasan.achievements.actions import linking
from prasan.achievements.filters import LONGEST
from prasan.achievements.models import Achievement
from prasan.achievements.views.loading import load_version
from prasan.news.models import Story
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refusal, Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@staff_only
def stories(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """Search, link and part; one button each."""
    version = load_version(pk, number)
    if request.method == "POST":
        try:
            _change(request, version.achievement)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("achievements:stories", pk, number)
    text = request.GET.get("q", "")[:LONGEST].strip()
    context = {
        "version": version,
        "achievement": version.achievement,
        "text": text,
        "linked": casepage.stories_of(version.achievement.stories.all()),
        "found": casepage.stories_to_link(text, version),
    }
    return render(request, "achievements/staff/stories.html", context)


def _change(request: StaffRequest, achievement: Achievement) -> None:
    act = "link" if "link" in request.POST else "unlink"
    key = request.POST.get(act, "")
    story = Story.objects.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 18 else None
    if act == "link":
        linking.link(achievement, story=story, by=request.user, at=timezone.now())
        messages.success(request, "โยงข่าวกับผลงานแล้ว")
        return
    if story is None:
        raise Refused(Refusal("ไม่พบข่าวนี้"))
    linking.unlink(achievement, story=story, by=request.user, at=timezone.now())
    messages.success(request, "เลิกโยงข่าวแล้ว")


@require_POST
@staff_only
def write_story(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """เขียนข่าวจากผลงานนี้."""
    version = load_version(pk, number)
    try:
        story = linking.write_story(version, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(version.staff_url)
    count = story.photos.count()
    taken = f"พร้อมภาพหลักฐาน {count} ภาพ" if count else "ยังไม่มีภาพ เพราะไม่มีหลักฐานที่เป็นภาพและเผยแพร่ได้"
    messages.success(request, f"ร่างข่าวจากผลงานแล้ว {taken} ตรวจถ้อยคำ เลือกช่องทางและกลุ่มผู้รับ แล้วเสนอ")
    return redirect("news:edit", story.story_id, story.number)
