"""Home, about, contact, and what machines ask for."""

from __future__ import annotations

from django.contrib.sitemaps.views import index as draw_index
from django.contrib.sitemaps.views import sitemap as draw_sitemap
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from prasan.agencies import choices, freshness
from prasan.agencies.directory import index
from prasan.agencies.fields import Level
from prasan.agencies.filters import Query
from prasan.agencies.listing import latest
from prasan.news.listing import latest_stories
from prasan.site.sitemaps import SITEMAPS

_LATEST = 6
_LATEST_STORIES = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The search, what there is, what changed last, and how to reach the office."""
    found = index(Level.WEB)
    context = {
        "count": len(found.open),
        "kinds": choices.of_kind(found, Query()),
        "latest": latest(Level.WEB, _LATEST, today=timezone.localdate()),
        "as_of": freshness.newest(found, Level.WEB),
        "stories": latest_stories(_LATEST_STORIES),
    }
    return render(request, "site/home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this is, and where its data come from."""
    return render(request, "site/about.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The notice on personal data (PDPA 2562)."""
    return render(request, "site/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How the pages are made to be used by everyone."""
    return render(request, "site/accessibility.html")


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "site/contact.html")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """Which files tell of the pages, and when each changed last."""
    return draw_index(
        request, SITEMAPS, template_name="site/sitemap_index.xml", sitemap_url_name="site:sitemap_part"
    )


@require_safe
def sitemap_part(request: HttpRequest, section: str) -> HttpResponseBase:
    """The pages of one kind, `?p=` further ones. Http404 for a kind or part that is not there."""
    return draw_sitemap(request, SITEMAPS, section, template_name="site/sitemap.xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read by machines; the desk is nobody's to index."""
    where = request.build_absolute_uri(reverse("site:sitemap"))
    lines = ["User-agent: *", "Disallow: /desk/", "Disallow: /accounts/", f"Sitemap: {where}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where a browser looks that was told of no icon: a mail reader's preview, a bare PDF."""
    return redirect(static("ui/favicon.svg"))
