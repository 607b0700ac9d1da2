"""Addresses to take a programme out and to bring one in."""

from __future__ import annotations

from django.urls import include, path

from thinking_together.bundle.views import exports, imports

of_programme = [
    path("", exports.bundle, name="bundle"),
    path("export", exports.export, name="bundle_export"),
    path("exports/<uuid:key>", exports.export_one, name="bundle_export_one"),
    path("exports/<uuid:key>/file", exports.export_file, name="bundle_export_file"),
]
urlpatterns = [
    path("p/<slug:programme>/bundle/", include(of_programme)),
    path("bundles/import", imports.upload, name="bundle_import"),
    path("bundles/import/<uuid:key>", imports.import_one, name="bundle_import_one"),
    path("bundles/import/<uuid:key>/problems", imports.problems_file, name="bundle_import_problems"),
    path("bundles/import/<uuid:key>/confirm", imports.import_confirm, name="bundle_import_confirm"),
]
