"""Public addresses of the page tree that carry no language."""

from django.urls import path

from portal.content import views

urlpatterns = [
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path(
        "share/<int:pk>-<slug:version>.png", views.share_picture, name="share-picture"
    ),
    path("favicon.ico", views.favicon, name="favicon"),
]
