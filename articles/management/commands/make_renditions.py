"""Makes the sizes that photos lack: those that came in before a size was thought of."""

from django.core.management.base import BaseCommand, CommandError

from articles.models import Photo
from articles.pictures.making import make_all_missing


class Command(BaseCommand):
    help = "Make every size that a photo lacks. Can be stopped and run again."

    def handle(self, *args, **options) -> None:
        made = whole = 0
        unreadable = []
        photos = Photo.objects.order_by("pk").values_list("file", flat=True)
        for number, name in enumerate(photos.iterator(), start=1):
            try:
                count = make_all_missing(name)
            except OSError as error:
                unreadable.append(name)
                self.stderr.write(f"{name}: {error}")
                continue
            made, whole = made + count, whole + (count == 0)
            if number % 100 == 0:
                self.stderr.write(f"{number} photos looked at")
        self.stdout.write(f"{made} files made, {whole} photos lacked nothing.")
        if unreadable:
            raise CommandError(f"{len(unreadable)} photos could not be read.")
