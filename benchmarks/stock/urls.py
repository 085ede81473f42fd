"""One address with two methods, shaped like Lamplit's."""

from django.urls import path

from benchmarks.stock.views import entries

urlpatterns = [path("api/v1/circles/<uuid:circle>/entries", entries)]
