"""A moment typed into a page of the desk, on the site's clock."""

from django import forms

from articles.admin.widgets import LocalTime

FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d-%m-%Y %H.%M"]


class MomentField(forms.DateTimeField):
    """Day and time as browsers' own inputs send them, or as they are written in Indonesia."""

    widget = LocalTime

    def __init__(self, **more):
        super().__init__(input_formats=FORMATS, required=False, **more)
