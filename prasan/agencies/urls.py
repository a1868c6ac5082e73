"""Addresses of the register: public ones, and those of the desk."""

from prasan.agencies import urls_imports, urls_public, urls_register, urls_requests, urls_upkeep

app_name = "agencies"
urlpatterns = [
    *urls_public.urlpatterns,
    *urls_register.urlpatterns,
    *urls_requests.urlpatterns,
    *urls_imports.urlpatterns,
    *urls_upkeep.urlpatterns,
]
