"""Plain tables: circles, who is in them, their programs' keys, entries in the clear, and a line for each act."""

import uuid

from django.conf import settings
from django.db import models


class Circle(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE)
    role = models.CharField(max_length=20)

    class Meta:
        unique_together = (("person", "circle"),)

    def __str__(self) -> str:
        return self.role


class Token(models.Model):
    digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)

    def __str__(self) -> str:
        return self.digest


class Entry(models.Model):
    id = models.UUIDField(primary_key=True)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    kind = models.CharField(max_length=30)
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField(auto_now_add=True)
    audience = models.JSONField()
    body = models.JSONField()

    class Meta:
        indexes = (models.Index(fields=["circle", "-happened_at", "-id"]),)

    def __str__(self) -> str:
        return str(self.id)


class Line(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE)
    act = models.CharField(max_length=20)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.act
