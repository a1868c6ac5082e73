"""The set-up of an empty office, opened by a one-time link."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from prasan.office import office_file
from prasan.office.actions.setup import is_set_up, keep_answers, set_up_office
from prasan.office.first_run.office_of import office_of
from prasan.office.first_run.questions import QUESTIONS, Answers, FileQuestion, Question
from prasan.office.models import SetupLink
from prasan.office.office_file import OfficeFileError
from prasan.ui.refusal import Refused

NAMES = list(QUESTIONS)
STEPS = [label for label, _ in QUESTIONS.values()] + ["ตรวจทาน"]
BACKEND = "django.contrib.auth.backends.ModelBackend"
SetupView = Callable[..., HttpResponse]


def with_link(view: SetupView) -> SetupView:
    """Give the view its `SetupLink`; a spent, old or wrong one ends in a page that says what to do."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        link = None if is_set_up() else SetupLink.find(token, at=timezone.now())
        if link is None:
            return render(request, "office/setup/spent.html", {"is_set_up": is_set_up()}, status=410)
        return view(request, token, link, **kwargs)

    return never_cache(require_http_methods(["GET", "HEAD", "POST"])(opened))


def _typed(link: SetupLink, name: str) -> MultiValueDict[str, str] | None:
    typed = link.answers.get(name)
    return MultiValueDict(typed) if typed is not None else None


def _answered(link: SetupLink, until: str | None = None) -> tuple[Answers, str | None]:
    """Cleaned answers of the questions before `until`, and the first that is not rightly answered."""
    answers: Answers = {}
    for name, (_, form_class) in QUESTIONS.items():
        if name == until:
            break
        form = form_class(_typed(link, name), before=answers)
        if not form.is_valid():
            return answers, name
        answers[name] = form.cleaned_data
    return answers, None


@with_link
def start(request: HttpRequest, token: str, link: SetupLink) -> HttpResponse:
    _, missing = _answered(link)
    return redirect("setup:question", token, missing) if missing else redirect("setup:review", token)


@with_link
def question(request: HttpRequest, token: str, link: SetupLink, name: str) -> HttpResponse:
    """One question; going on or back keeps what was typed."""
    if name not in QUESTIONS:
        return redirect("setup:start", token)
    before, missing = _answered(link, until=name)
    if missing:
        return redirect("setup:question", token, missing)
    form_class = QUESTIONS[name][1]
    if request.method != "POST":
        return _ask(request, token, name, form_class(_typed(link, name), before=before))
    keep_answers(link, name, _posted(request))
    position = NAMES.index(name)
    if "back" in request.POST:
        return redirect("setup:question", token, NAMES[max(position - 1, 0)])
    form = form_class(request.POST, before=before)
    if not form.is_valid():
        return _ask(request, token, name, form)
    after = NAMES[position + 1 :]
    return redirect("setup:question", token, after[0]) if after else redirect("setup:review", token)


def _posted(request: HttpRequest) -> dict[str, list[str]]:
    hidden = {"csrfmiddlewaretoken", "back"}
    return {
        key: [str(value).replace("\x00", "") for value in values]
        for key, values in request.POST.lists()
        if key not in hidden
    }


def _ask(request: HttpRequest, token: str, name: str, form: Question) -> HttpResponse:
    current = NAMES.index(name) + 1
    context = {"form": form, "name": name, "token": token, **_steps(current)}
    return render(request, f"office/setup/{name}.html", context)


def _steps(current: int) -> dict[str, Any]:
    """For the stepper: the review at the end is no question."""
    return {"steps": STEPS, "current": current, "of": len(NAMES)}


def _approves(post: dict[str, Any], data: dict[str, Any]) -> bool:
    """The last step of some kind of work: vacant steps below are passed over, that one is not."""
    return post["kind"] in {steps[-1] for steps in data["chains"].values()}


@with_link
def review(request: HttpRequest, token: str, link: SetupLink) -> HttpResponse:
    """The office as it would be made; pressing the button makes it and signs the person in."""
    answers, missing = _answered(link)
    if missing:
        return redirect("setup:question", token, missing)
    data = office_of(answers)
    wrong = ""
    if request.method == "POST":
        try:
            return _make(request, link, data, answers["officers"]["officer1_email"])
        except (OfficeFileError, Refused) as error:
            wrong = str(error)
    names = {person["key"]: person["name"] for person in data["people"]}
    holders = {row["post"]: names[row["person"]] for row in data["holders"]}
    units = {unit["key"]: unit["name"] for unit in data["units"]}
    posts = [
        (post, holders.get(post["key"]), [units[key] for key in post.get("supervises", [])])
        for post in data["posts"]
    ]
    context = {
        "token": token,
        **_steps(len(STEPS)),
        "data": data,
        "vacant": [
            post["title"] for post in data["posts"] if post["key"] not in holders and _approves(post, data)
        ],
        "posts": posts,
        "wrong": wrong,
    }
    return render(request, "office/setup/review.html", context)


def _make(request: HttpRequest, link: SetupLink, data: Any, email: str) -> HttpResponse:
    admin = set_up_office(link, data, admin_email=email, at=timezone.now())
    login(request, admin, backend=BACKEND)
    messages.success(request, "ตั้งค่าสำนักงานแล้ว ท่านเป็นผู้ดูแลระบบ แก้ทุกอย่างได้ที่หน้านี้")
    return redirect("office:posts")


@with_link
def from_file(request: HttpRequest, token: str, link: SetupLink) -> HttpResponse:
    """Instead of the questions: an office file."""
    form = FileQuestion(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            data = office_file.parse(form.cleaned_data["file"].read())
            return _make(request, link, data, form.cleaned_data["email"])
        except (OfficeFileError, Refused) as error:
            form.add_error(None, str(error))
    return render(request, "office/setup/file.html", {"form": form, "token": token})
