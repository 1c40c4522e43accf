"""The readers' addresses (DESIGN.md §3)."""

urlpatterns = []
