"""What a managing editor typed about the site, and what came of it."""

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from articles.admin.photo_fields import PhotoFields
from articles.admin.widgets import ExplicitCheckbox
from articles.editorial import site_settings
from articles.editorial.site_settings import NETWORKS, Place
from articles.models import Category, SiteSettings

LINES = ("name", "address", "phone", "whatsapp", "email")
MOST_SECTIONS = 200  # a paper has ten


class SiteForm(PhotoFields):
    """The settings as typed. What was not sent stays as it is stored.

    What may be stored is the verb's to judge; its sentences come back to the fields.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, *, person: User, stored: SiteSettings):
        self.person, self.stored, self.current_photo = person, stored, stored.logo
        self.sections = list(Category.objects.all()[:MOST_SECTIONS])
        initial = {name: getattr(stored, name) for name in LINES}
        super().__init__(data, files, initial=initial, label_suffix="")
        self.initial |= {"version": stored.version, **stored.social}
        self.fields["photo"].label = gettext_lazy("logo")
        self.fields["photo"].help_text = gettext_lazy(
            "JPEG, PNG or WebP, on a white ground. It stands before the name."
        )
        self._add_lines()
        self._add_networks()
        for section in self.sections:
            self._add_section(section)

    def _add_lines(self) -> None:
        for name, field in fields_for_model(SiteSettings, fields=LINES).items():
            self.fields[name] = forms.CharField(
                label=field.label,
                help_text=field.help_text,
                required=False,
                widget=forms.TextInput(attrs={"maxlength": field.max_length}),
            )
        for name, kind in (("phone", "tel"), ("whatsapp", "tel"), ("email", "email")):
            self.fields[name].widget.input_type = kind

    def _add_networks(self) -> None:
        for network, (label, hosts) in NETWORKS.items():
            self.fields[network] = forms.CharField(
                label=label,
                required=False,
                widget=forms.TextInput(
                    attrs={"inputmode": "url", "placeholder": f"https://{hosts[0]}/…"}
                ),
            )

    def _add_section(self, section: Category) -> None:
        self.initial |= {
            f"position_{section.pk}": section.position,
            f"in_menu_{section.pk}": section.in_menu,
        }
        label = _("Place of %(section)s") % {"section": section}
        self.fields[f"position_{section.pk}"] = forms.IntegerField(label=label, required=False)
        self.fields[f"in_menu_{section.pk}"] = forms.BooleanField(
            label=section.name, required=False, widget=ExplicitCheckbox()
        )

    def lines(self) -> list[forms.BoundField]:
        return [self[name] for name in LINES]

    def networks(self) -> list[forms.BoundField]:
        return [self[name] for name in NETWORKS]

    def menu(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return for every section its two fields: whether it is in the menu, and where."""
        return [(self[f"in_menu_{s.pk}"], self[f"position_{s.pk}"]) for s in self.sections]

    def save(self) -> SiteSettings:
        """Store what was typed. Raises Refused, BadField or SettingsOutdated."""
        return site_settings.edit(
            by=self.person,
            fields=self._fields(),
            places=self._places(),
            seen=self.cleaned_data["version"] or 0,
        )

    def _fields(self) -> dict[str, object]:
        fields = {name: self.cleaned_data[name] for name in LINES if name in self.data}
        sent = {name: self.cleaned_data[name] for name in NETWORKS if name in self.data}
        fields["social"] = {**self.stored.social, **sent}
        return fields | {"logo": self.current_photo}

    def _places(self) -> dict[int, Place]:
        places = {}
        for section in self.sections:
            shown, position = f"in_menu_{section.pk}", f"position_{section.pk}"
            typed = self.cleaned_data[position] if position in self.data else None
            places[section.pk] = Place(
                section.position if typed is None else typed,
                self.cleaned_data[shown] if shown in self.data else section.in_menu,
            )
        return places
