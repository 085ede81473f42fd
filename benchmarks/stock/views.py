"""Write one entry, list fifty: the same two requests with forms, the ORM and JsonResponse."""

import hashlib
import json
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt

from benchmarks.stock.models import Entry, Line, Membership, Token


class EntryForm(forms.ModelForm):
    class Meta:
        model = Entry
        fields = ("id", "kind", "happened_at", "audience", "body")


@csrf_exempt
def entries(request: HttpRequest, circle: UUID) -> HttpResponse:
    secret = request.headers.get("Authorization", "").removeprefix("Bearer ")
    digest = hashlib.sha256(secret.encode()).hexdigest()
    token = Token.objects.select_related("person").filter(digest=digest).first()
    if token is None:
        return JsonResponse({"error": "sign in"}, status=401)
    member = get_object_or_404(Membership.objects.select_related("circle"), person=token.person, circle=circle)
    return create(request, member) if request.method == "POST" else listing(request, member)


def create(request: HttpRequest, member: Membership) -> HttpResponse:
    form = EntryForm(json.loads(request.body))
    if not form.is_valid():
        return JsonResponse({"error": form.errors}, status=422)
    entry = form.save(commit=False)
    entry.circle, entry.author = member.circle, member.person
    with transaction.atomic():
        entry.save(force_insert=True)
        Line.objects.create(person=member.person, circle=member.circle, act="write")
    return JsonResponse(shown(entry), status=201)


def listing(request: HttpRequest, member: Membership) -> HttpResponse:
    limit = min(int(request.GET.get("limit", 50)), 100)
    found = Entry.objects.filter(circle=member.circle).select_related("author").order_by("-happened_at", "-id")
    items = [shown(entry) for entry in found[:limit]]
    Line.objects.create(person=member.person, circle=member.circle, act="read")
    return JsonResponse({"items": items, "next": None})


def shown(entry: Entry) -> dict[str, object]:
    return {
        "id": str(entry.id),
        "kind": entry.kind,
        "author": entry.author.get_username(),
        "happened_at": entry.happened_at,
        "written_at": entry.written_at,
        "audience": entry.audience,
        "body": entry.body,
    }
