"""Scenes outside the towns: fields, roads, rivers, the coast, rain, a playing field."""

import math

from articles.management.demo.painting import (
    DARK,
    EARTH,
    GRASS,
    HEIGHT,
    LEAF,
    STONE,
    TILE,
    WATER,
    WHITE,
    WIDTH,
    WOOD,
    Canvas,
    darker,
    flag,
    hills,
    lamp,
    landscape,
    lighter,
    mix,
    palm,
    sky,
    tree,
)

RIPE = (206, 176, 84)


def rice_fields(canvas: Canvas) -> None:
    """Rows of rice towards the hills, with a path, a hut and palms."""
    green = RIPE if canvas.light.top == (86, 92, 150) else (118, 176, 84)
    landscape(canvas, 420, green)
    middle = canvas.random.uniform(520, 1050)
    for row in range(-34, 36):
        near, far = middle + row * 118, middle + row * 15
        colour = darker(green, 0.16) if row % 2 else lighter(green, 0.08)
        canvas.polygon([(far, 425), (far + 9, 425), (near + 72, HEIGHT), (near, HEIGHT)], colour)
    for y, h in ((470, 5), (560, 9), (700, 15)):
        canvas.box(0, y, WIDTH, h, darker(green, 0.34))
        canvas.box(0, y + h * 0.3, WIDTH, h * 0.4, lighter(WATER, 0.25))
    canvas.polygon(
        [(middle - 4, 425), (middle + 6, 425), (middle + 70, 900), (middle - 60, 900)], EARTH
    )
    hut = middle + 260
    canvas.box(hut, 400, 8, 80, WOOD)
    canvas.box(hut + 120, 400, 8, 80, WOOD)
    canvas.box(hut - 6, 446, 140, 10, WOOD)
    canvas.polygon([(hut - 26, 404), (hut + 64, 340), (hut + 154, 404)], darker(EARTH, 0.15))
    for x in (90, 190, 1330, 1440, 1530):
        palm(canvas, x, canvas.random.uniform(436, 452), canvas.random.uniform(150, 220))


def road(canvas: Canvas) -> None:
    """A straight concrete road between fields, with trees and lamps on both sides."""
    landscape(canvas, 400, GRASS)
    for side in (-1, 1):
        for row in range(1, 8):
            edge = 800 + side * (130 + row * 190)
            canvas.polygon(
                [
                    (800 + side * (14 + row * 40), 404),
                    (800 + side * (30 + row * 40), 404),
                    (edge + side * 380, HEIGHT),
                    (edge + side * 230, HEIGHT),
                ],
                darker(GRASS, 0.12),
            )
    canvas.polygon([(782, 400), (818, 400), (1330, HEIGHT), (270, HEIGHT)], darker(STONE, 0.05))
    canvas.polygon([(785, 400), (815, 400), (1270, HEIGHT), (330, HEIGHT)], lighter(DARK, 0.32))
    for step in range(11):
        near = 410 + 490 * (step / 11) ** 2.1
        far = 410 + 490 * ((step + 0.5) / 11) ** 2.1
        a, b = (near - 400) / 500 * 17, (far - 400) / 500 * 17
        canvas.polygon([(800 - a, near), (800 + a, near), (800 + b, far), (800 - b, far)], WHITE)
    for step in range(7):
        y = 412 + 420 * (step / 6) ** 2
        spread = 40 + (y - 400) * 1.25
        size = 40 + (y - 400) * 0.85
        tree(canvas, 800 - spread - 60, y, size)
        tree(canvas, 800 + spread + 110, y, size * 0.9)
        if step % 2:
            lamp(canvas, 800 + spread, y, size * 1.35, side=-1)


def _river(canvas: Canvas, horizon: float) -> None:
    mirror = mix(canvas.light.top, canvas.light.bottom, 0.15)
    left, right = [], []
    for step in range(41):
        part = step / 40
        y = horizon + (HEIGHT - horizon) * part**1.6
        middle = 800 + math.sin(part * 4.2 + 0.6) * (40 + 150 * part)
        half = 14 + 400 * part**1.4
        left.append((middle - half, y))
        right.append((middle + half, y))
    canvas.polygon([*left, *reversed(right)], darker(EARTH, 0.1))
    inset = [(x + 6 + 26 * (i / 40), y) for i, (x, y) in enumerate(left)]
    outset = [(x - 6 - 26 * (i / 40), y) for i, (x, y) in enumerate(right)]
    canvas.polygon([*inset, *reversed(outset)], mirror, glows=True)
    for _ in range(36):
        (x, y), (far, _same) = canvas.random.choice(list(zip(inset, outset, strict=True))[8:])
        start = canvas.random.uniform(x, far - (far - x) * 0.3)
        end = start + (far - x) * canvas.random.uniform(0.08, 0.28)
        canvas.line([(start, y), (end, y)], mix(mirror, canvas.light.bottom, 0.5), 2)


def river(canvas: Canvas) -> None:
    """A winding river between green banks."""
    landscape(canvas, 390, GRASS)
    _river(canvas, 392)
    for x, y, size in (
        (120, 560, 250),
        (300, 470, 150),
        (1180, 462, 140),
        (1330, 520, 210),
        (1500, 640, 320),
    ):
        tree(canvas, x, y, size)
    for x in range(0, 380, 14):
        y = canvas.random.uniform(800, 900)
        canvas.line([(x, 900), (x + canvas.random.uniform(-14, 14), y)], darker(LEAF, 0.2), 4)


def bridge(canvas: Canvas) -> None:
    """A suspension footbridge over a river, with people walking on it."""
    landscape(canvas, 400, GRASS)
    _river(canvas, 402)
    deck = 600
    for x in (250, 1350):
        for dx in (-26, 20):
            canvas.box(x + dx, 250, 16, 400, darker(TILE, 0.05))
        for y in (290, 430):
            canvas.box(x - 26, y, 62, 12, darker(TILE, 0.2))
        canvas.box(x - 46, 640, 104, 60, STONE)
    curve = [(x, 268 + 300 * (1 - ((x - 800) / 550) ** 2)) for x in range(250, 1351, 10)]
    for x, y in curve[::4]:
        canvas.line([(x, y), (x, deck)], lighter(DARK, 0.2), 2)
    canvas.line([(0, 640), *curve, (1600, 640)], DARK, 6)
    canvas.box(0, deck, WIDTH, 16, WOOD)
    canvas.box(0, deck + 16, WIDTH, 7, darker(WOOD, 0.4))
    canvas.line([(0, deck - 46), (WIDTH, deck - 46)], lighter(DARK, 0.2), 3)
    shirts = ((196, 62, 58), WHITE, (60, 110, 170), WHITE, (222, 170, 60))
    for index, shirt in enumerate(shirts):
        x = 540 + index * 96 + canvas.random.uniform(-16, 16)
        canvas.box(x, deck - 34, 16, 34, DARK, radius=4)
        canvas.box(x - 3, deck - 66, 22, 38, shirt, radius=7)
        canvas.oval(x + 8, deck - 78, 11, 12, (120, 82, 60))


def coast(canvas: Canvas) -> None:
    """A calm sea with fishing boats and mangroves on the shore."""
    sky(canvas, 470)
    canvas.fade(
        canvas.lit(mix(WATER, canvas.light.bottom, 0.5)), canvas.lit(darker(WATER, 0.3)), 440, 460
    )
    sun = canvas.light.sun_at[0]
    for step in range(60):
        y = 446 + step * 6
        half = canvas.random.uniform(6, 70 + step)
        canvas.line([(sun - half, y), (sun + half, y)], mix(WATER, canvas.light.sun, 0.7), 2)
    for x, y, size in ((980, 520, 1.0), (640, 480, 0.55)):
        _boat(canvas, x, y, size)
    canvas.polygon(
        [(0, 760), (500, 720), (1000, 790), (1600, 740), (1600, 900), (0, 900)],
        mix(EARTH, WHITE, 0.25),
    )
    for x in (60, 170, 300, 420, 1340, 1470, 1570):
        y = 740 + canvas.random.uniform(-16, 40)
        for dx in (-34, -18, 0, 18, 34):
            canvas.line([(x + dx * 1.6, y + 44), (x + dx * 0.4, y - 40)], darker(WOOD, 0.2), 5)
        for dx, dy, r in ((-44, -70, 58), (40, -66, 54), (0, -110, 62)):
            canvas.oval(x + dx, y + dy, r, r * 0.8, darker(LEAF, canvas.random.uniform(0, 0.3)))


def _boat(canvas: Canvas, x: float, y: float, size: float) -> None:
    hull = [(-130, -22), (150, -34), (110, 22), (-96, 22)]
    canvas.polygon([(x + dx * size, y + dy * size) for dx, dy in hull], (44, 108, 150))
    stripe = [(-126, -14), (144, -24), (140, -12), (-120, -3)]
    canvas.polygon([(x + dx * size, y + dy * size) for dx, dy in stripe], WHITE)
    canvas.box(x - 50 * size, y - 70 * size, 70 * size, 46 * size, WHITE)
    canvas.box(x - 40 * size, y - 60 * size, 48 * size, 18 * size, DARK)
    canvas.line([(x + 60 * size, y - 26 * size), (x + 60 * size, y - 170 * size)], WOOD, 6 * size)
    flag(canvas, x + 60 * size, y - 26 * size, 144 * size)


def rain(canvas: Canvas) -> None:
    """A row of houses in heavy rain, their windows mirrored in the water on the road."""
    grey = mix(canvas.light.top, (96, 104, 118), 0.62)
    canvas.fade(grey, lighter(grey, 0.25), 0, 640)
    hills(canvas, 430, 110, darker(grey, 0.18))
    wet = darker(grey, 0.3)
    canvas.fade(canvas.lit(lighter(wet, 0.12)), canvas.lit(darker(wet, 0.3)), 600, 300)
    for index in range(6):
        x, w = index * 280 - 50, canvas.random.uniform(210, 240)
        h = canvas.random.uniform(150, 200)
        wall = canvas.random.choice(
            [(214, 196, 160), (168, 190, 190), (206, 160, 140), (190, 190, 200)]
        )
        canvas.box(x, 610 - h, w, h, darker(wall, 0.2))
        canvas.polygon(
            [(x - 24, 610 - h), (x + w / 2, 530 - h), (x + w + 24, 610 - h)], darker(TILE, 0.3)
        )
        for wx in (x + 28, x + w - 88):
            canvas.box(wx, 640 - h, 60, 64, (255, 214, 140), glows=True)
            canvas.box(wx + 28, 640 - h, 4, 64, darker(wall, 0.3))
            canvas.polygon(
                [(wx, 660), (wx + 60, 660), (wx + 74, 830), (wx - 14, 830)],
                mix(wet, (255, 214, 140), 0.2),
                glows=True,
            )
    for _ in range(420):
        x, y = canvas.random.uniform(-60, WIDTH), canvas.random.uniform(-60, HEIGHT)
        length = canvas.random.uniform(24, 62)
        canvas.line([(x, y), (x - length * 0.22, y + length)], lighter(grey, 0.35), 1.2)
    for _ in range(40):
        x, y = canvas.random.uniform(0, WIDTH), canvas.random.uniform(670, 890)
        canvas.line([(x - 18, y), (x + 18, y)], lighter(grey, 0.3), 2)


def playing_field(canvas: Canvas) -> None:
    """A football pitch with a goal and a stand, under floodlights at night."""
    sky(canvas, 400)
    if not canvas.night:
        hills(canvas, 330, 90, mix(LEAF, canvas.light.bottom, 0.4))
    canvas.polygon([(0, 260), (1600, 260), (1600, 420), (0, 420)], darker(STONE, 0.35))
    for y in range(272, 400, 15):
        for x in range(8, 1600, 17):
            if canvas.random.random() < 0.72:
                seat = canvas.random.choice([(196, 70, 60), (232, 200, 90), WHITE, (70, 120, 170)])
                canvas.oval(x + canvas.random.uniform(-3, 3), y, 5, 6, darker(seat, 0.2))
    canvas.box(0, 238, WIDTH, 24, lighter(STONE, 0.2))
    canvas.box(0, 404, WIDTH, 26, WHITE)
    bright = (84, 150, 74)
    canvas.fade(lighter(bright, 0.08), darker(bright, 0.15), 430, 470)
    for stripe in range(6):
        y, h = 430 + stripe * stripe * 13, 14 + stripe * 14
        canvas.box(0, y, WIDTH, h, lighter(bright, 0.1), glows=canvas.night)
    for points in ([(180, 470), (1420, 470)], [(470, 470), (330, 600), (1270, 600), (1130, 470)]):
        canvas.line(points, WHITE, 5)
    canvas.line([(620, 470), (620, 330), (980, 330), (980, 470)], WHITE, 8)
    for x in range(632, 980, 18):
        canvas.line([(x, 334), (x, 468)], lighter(STONE, 0.3), 1)
    for y in range(346, 470, 16):
        canvas.line([(622, y), (978, y)], lighter(STONE, 0.3), 1)
    canvas.oval(860, 742, 24, 6, darker(bright, 0.4))
    canvas.oval(860, 720, 24, 24, WHITE, glows=True)
    canvas.polygon([(852, 712), (868, 712), (873, 726), (860, 735), (847, 726)], DARK)
    for x in (150, 1450):
        canvas.box(x - 5, 60, 10, 210, DARK)
        canvas.box(x - 60, 40, 120, 46, DARK, radius=6)
        for dx in range(-48, 49, 24):
            canvas.oval(x + dx, 63, 9, 12, (255, 250, 226), glows=canvas.night)
        if canvas.night:
            canvas.glow(x, 63, 330, (235, 240, 255), 0.6)
