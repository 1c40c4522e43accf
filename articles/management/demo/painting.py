"""What the demonstration pictures are painted with: a canvas, four kinds of light, sky and trees.

Every picture is drawn by the program, so the repository carries no photograph of anybody. A scene
is drawn twice as large as needed and reduced, which smooths its edges.
"""

import math
from dataclasses import dataclass
from functools import cache
from random import Random

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1600, 900

Colour = tuple[int, int, int]
Point = tuple[float, float]

WHITE: Colour = (250, 248, 242)
LEAF: Colour = (62, 128, 72)
GRASS: Colour = (122, 168, 84)
EARTH: Colour = (150, 118, 84)
STONE: Colour = (176, 170, 160)
WATER: Colour = (108, 160, 178)
TILE: Colour = (184, 88, 62)
WOOD: Colour = (128, 90, 62)
DARK: Colour = (44, 50, 60)


@dataclass(frozen=True)
class Light:
    """The hour of a picture: its sky, its sun or moon, and how much it colours everything."""

    top: Colour
    bottom: Colour
    sun: Colour
    sun_at: Point
    tint: Colour
    strength: float


LIGHTS = {
    "pagi": Light(
        (118, 170, 214), (255, 226, 180), (255, 244, 206), (1180, 300), (255, 214, 160), 0.14
    ),
    "siang": Light(
        (66, 140, 206), (206, 232, 246), (255, 252, 236), (320, 150), (255, 255, 255), 0.02
    ),
    "sore": Light(
        (86, 92, 150), (255, 168, 104), (255, 222, 150), (430, 360), (226, 116, 70), 0.26
    ),
    "malam": Light((12, 20, 46), (46, 66, 112), (240, 240, 220), (1240, 170), (14, 22, 52), 0.58),
}


def mix(one: Colour, other: Colour, part: float) -> Colour:
    """Return `one` with so much (0 to 1) of `other` in it."""
    return tuple(round(a + (b - a) * part) for a, b in zip(one, other, strict=True))


def darker(colour: Colour, part: float = 0.2) -> Colour:
    return mix(colour, (10, 16, 30), part)


def lighter(colour: Colour, part: float = 0.2) -> Colour:
    return mix(colour, (255, 255, 255), part)


class Canvas:
    """A picture being painted, in a space of 1600 by 900 whatever its real size."""

    def __init__(self, light: str, seed: str, *, width: int = WIDTH * 2, height: int = HEIGHT * 2):
        self.hour = light
        self.light = LIGHTS[light]
        self.night = light == "malam"
        self.random = Random(seed)  # noqa: S311 - it places trees
        self.scale = width / WIDTH
        self.image = Image.new("RGB", (width, height))
        self.draw = ImageDraw.Draw(self.image)

    def lit(self, colour: Colour) -> Colour:
        """Return the colour as this hour shows it."""
        return mix(colour, self.light.tint, self.light.strength)

    def polygon(self, points: list[Point], colour: Colour, *, glows: bool = False) -> None:
        fill = colour if glows else self.lit(colour)
        self.draw.polygon([(x * self.scale, y * self.scale) for x, y in points], fill=fill)

    def box(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        colour: Colour,
        *,
        radius: float = 0,
        glows: bool = False,
    ) -> None:
        """Paint a rectangle from its upper left corner."""
        area = (x * self.scale, y * self.scale, (x + w) * self.scale, (y + h) * self.scale)
        fill = colour if glows else self.lit(colour)
        self.draw.rounded_rectangle(area, radius=radius * self.scale, fill=fill)

    def oval(
        self, x: float, y: float, rx: float, ry: float, colour: Colour, *, glows: bool = False
    ) -> None:
        """Paint an ellipse around its centre."""
        area = (
            (x - rx) * self.scale,
            (y - ry) * self.scale,
            (x + rx) * self.scale,
            (y + ry) * self.scale,
        )
        self.draw.ellipse(area, fill=colour if glows else self.lit(colour))

    def line(
        self, points: list[Point], colour: Colour, width: float = 4, *, glows: bool = False
    ) -> None:
        scaled = [(x * self.scale, y * self.scale) for x, y in points]
        self.draw.line(
            scaled,
            fill=colour if glows else self.lit(colour),
            width=round(width * self.scale),
            joint="curve",
        )

    def fade(self, top: Colour, bottom: Colour, y: float, h: float, x: float = 0, w: float = WIDTH):
        """Paint a soft change of colour from top to bottom."""
        strip = Image.new("RGB", (1, 2))
        strip.putdata([top, bottom])
        size = (round(w * self.scale), round(h * self.scale))
        # The outer halves of a two-pixel strip stay flat, so only the middle is used.
        strip = strip.resize(size, Image.Resampling.BILINEAR, box=(0, 0.5, 1, 1.5))
        self.image.paste(strip, (round(x * self.scale), round(y * self.scale)))

    def glow(self, x: float, y: float, radius: float, colour: Colour, part: float = 0.8) -> None:
        """Paint light around a point."""
        size = round(radius * 2 * self.scale)
        mask = Image.radial_gradient("L").point(lambda v: round(max(0, 181 - v) / 181 * 255 * part))
        mask = mask.resize((size, size), Image.Resampling.BILINEAR)
        corner = (round((x - radius) * self.scale), round((y - radius) * self.scale))
        self.image.paste(colour, (*corner, corner[0] + size, corner[1] + size), mask)

    def finish(self) -> Image.Image:
        """Reduce to the real size and darken the corners a little, as a lens does."""
        picture = self.image.reduce(2)
        picture.paste((8, 10, 22), (0, 0, WIDTH, HEIGHT), _corners())
        return picture


@cache
def _corners() -> Image.Image:
    shade = Image.radial_gradient("L").point(lambda v: round(max(0, v - 110) * 0.42))
    return shade.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)


def sky(canvas: Canvas, horizon: float = HEIGHT) -> None:
    """Paint the sky of the hour: sun or moon, clouds or stars.

    It is soft, so it is painted at a fraction of the size and then enlarged.
    """
    light, (x, y) = canvas.light, canvas.light.sun_at
    small = Canvas(canvas.hour, "", width=WIDTH // 4, height=round(horizon / 4))
    small.random = canvas.random
    small.fade(light.top, light.bottom, 0, horizon)
    small.glow(x, y, 460, light.sun, 0.2 if canvas.night else 0.55)
    if not canvas.night:
        _clouds(small, horizon)
    whole = (canvas.image.width, round(horizon * canvas.scale))
    canvas.image.paste(small.image.resize(whole, Image.Resampling.BILINEAR), (0, 0))
    canvas.oval(x, y, 46, 46, light.sun, glows=True)
    if canvas.night:
        for _ in range(90):
            star = canvas.random.uniform(0.8, 2.2)
            canvas.oval(
                canvas.random.uniform(0, WIDTH),
                canvas.random.uniform(0, horizon * 0.8),
                star,
                star,
                (226, 230, 246),
                glows=True,
            )


def _clouds(canvas: Canvas, horizon: float) -> None:
    mask = Image.new("L", canvas.image.size)
    draw = ImageDraw.Draw(mask)
    for _ in range(5):
        x, y = canvas.random.uniform(0, 400), canvas.random.uniform(10, horizon / 4 * 0.6)
        for _ in range(9):
            dx, dy = canvas.random.uniform(-42, 42), canvas.random.uniform(-4, 4)
            r = canvas.random.uniform(5, 13) * (1 - abs(dx) / 70)
            draw.ellipse((x + dx - r * 2, y + dy - r, x + dx + r * 2, y + dy + r), fill=150)
    mask = mask.filter(ImageFilter.GaussianBlur(4))
    canvas.image.paste(mix((255, 255, 255), canvas.light.sun, 0.4), (0, 0, *mask.size), mask)


def hills(canvas: Canvas, base: float, height: float, colour: Colour) -> None:
    """Paint a range of hills that stands on `base` and fills everything below it."""
    turns = [(canvas.random.uniform(150, 420), canvas.random.uniform(0, 6)) for _ in range(3)]
    ridge = []
    for x in range(0, WIDTH + 1, 16):
        wave = sum(math.sin(x / length + phase) for length, phase in turns) / 3
        ridge.append((x, base - height * (0.5 + 0.5 * wave)))
    canvas.polygon([(0, HEIGHT), *ridge, (WIDTH, HEIGHT)], colour)


def landscape(canvas: Canvas, horizon: float, ground: Colour) -> None:
    """Paint the sky, two ranges of hills in the haze, and the ground in front of them."""
    sky(canvas, horizon + 60)
    haze = canvas.light.bottom
    hills(canvas, horizon, 130, mix((84, 124, 130), haze, 0.45))
    hills(canvas, horizon + 12, 70, mix((74, 122, 96), haze, 0.2))
    near, far = canvas.lit(darker(ground, 0.18)), canvas.lit(lighter(ground, 0.16))
    canvas.fade(far, near, horizon, HEIGHT - horizon)


def tree(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Paint a round tree standing at a point."""
    canvas.oval(x, y, size * 0.5, size * 0.07, darker(GRASS, 0.35))
    canvas.box(x - size * 0.05, y - size * 0.5, size * 0.1, size * 0.5, WOOD)
    for dx, dy, r, shade in (
        (0, 0.72, 0.36, 0.25),
        (-0.22, 0.62, 0.26, 0.1),
        (0.2, 0.66, 0.26, 0.0),
        (0.02, 0.88, 0.26, -0.1),
    ):
        leaf = darker(LEAF, shade) if shade >= 0 else lighter(LEAF, -shade)
        canvas.oval(x + dx * size, y - dy * size, r * size, r * size * 0.86, leaf)


def palm(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Paint a coconut palm standing at a point."""
    lean = canvas.random.uniform(-0.14, 0.14) * size
    top = (x + lean, y - size)
    canvas.line([(x, y), (x + lean * 0.35, y - size * 0.5), top], WOOD, size * 0.045)
    for angle in range(0, 360, 40):
        turn = math.radians(angle + canvas.random.uniform(-12, 12))
        dx, dy = math.cos(turn) * size * 0.36, math.sin(turn) * size * 0.16
        tip = (top[0] + dx, top[1] + dy + size * 0.1)
        middle = (top[0] + dx * 0.55, top[1] + dy * 0.6 - size * 0.06)
        under = (top[0] + dx * 0.5, top[1] + dy * 0.6 + size * 0.02)
        canvas.polygon([top, middle, tip, under], darker(LEAF, canvas.random.uniform(0.05, 0.3)))


def lamp(canvas: Canvas, x: float, y: float, height: float, *, side: int = 1) -> None:
    """Paint a street lamp; it shines at night."""
    head = (x + side * height * 0.22, y - height)
    canvas.line([(x, y), (x, y - height), head], DARK, max(2, height * 0.025))
    if canvas.night:
        canvas.glow(*head, height * 0.6, (255, 214, 140), 0.5)
        canvas.oval(*head, height * 0.05, height * 0.03, (255, 240, 200), glows=True)


def flag(canvas: Canvas, x: float, y: float, height: float) -> None:
    """Paint the red and white flag on its pole."""
    canvas.line([(x, y), (x, y - height)], lighter(STONE), 5)
    canvas.box(x + 3, y - height, height * 0.3, height * 0.1, (206, 38, 46))
    canvas.box(x + 3, y - height * 0.9, height * 0.3, height * 0.1, WHITE)


def window(canvas: Canvas, x: float, y: float, w: float, h: float) -> None:
    """Paint a window; it is lit at night and mirrors the sky by day."""
    canvas.box(x - 4, y - 4, w + 8, h + 8, lighter(STONE, 0.5))
    if canvas.night:
        canvas.box(x, y, w, h, (255, 214, 138), glows=True)
    else:
        canvas.box(x, y, w, h, mix(canvas.light.top, DARK, 0.25))
        canvas.polygon(
            [(x, y), (x + w * 0.55, y), (x, y + h * 0.7)], lighter(canvas.light.top, 0.3)
        )
    canvas.box(x + w / 2 - 2, y, 4, h, lighter(STONE, 0.5))
