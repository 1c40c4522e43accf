"""Scenes under a roof: counters, a control room, books, a classroom."""

import math

from articles.management.demo.painting import (
    DARK,
    HEIGHT,
    LEAF,
    WHITE,
    WIDTH,
    WOOD,
    Canvas,
    Colour,
    darker,
    lighter,
    mix,
    window,
)

RED, YELLOW, BLUE, GREEN = (188, 58, 56), (236, 190, 80), (62, 112, 166), (66, 142, 110)


def room(canvas: Canvas, wall: Colour, floor: Colour, line: float) -> None:
    """Paint a wall above the line and floorboards below it."""
    canvas.fade(canvas.lit(lighter(wall, 0.2)), canvas.lit(wall), 0, line)
    canvas.fade(
        canvas.lit(darker(floor, 0.12)), canvas.lit(lighter(floor, 0.1)), line, HEIGHT - line
    )
    for step in range(-8, 9):
        canvas.line([(800 + step * 90, line), (800 + step * 230, HEIGHT)], darker(floor, 0.1), 2)


def counters(canvas: Canvas) -> None:
    """Three service counters with their staff and numbers, and rows of waiting chairs."""
    room(canvas, (224, 226, 214), (196, 188, 174), 560)
    canvas.box(0, 60, WIDTH, 90, (48, 110, 104))
    for index in range(3):
        x = 130 + index * 480
        canvas.box(x + 40, 200, 300, 84, DARK, radius=8)
        for dot, height in enumerate(canvas.random.sample(range(16, 58), 5)):
            canvas.box(x + 70 + dot * 50, 270 - height, 34, height - 8, (110, 226, 160), glows=True)
        canvas.box(
            x + 110, 356, 160, 190, (60, 100, 120) if index != 1 else (150, 86, 80), radius=54
        )
        canvas.oval(x + 190, 330, 46, 52, (150, 106, 78))
        canvas.oval(x + 190, 306, 50, 36, DARK if index != 1 else (226, 206, 214))
        canvas.box(x, 480, 380, 30, WOOD)
        canvas.box(x + 10, 510, 360, 140, lighter(WOOD, 0.35))
        canvas.box(x + 10, 560, 360, 8, WOOD)
        canvas.box(x + 270, 420, 88, 60, DARK, radius=6)
        canvas.box(x + 308, 480, 12, 8, DARK)
    for row, (y, size) in enumerate(((700, 0.8), (800, 1.1))):
        for seat in range(11):
            x = seat * 170 * size - 60 - row * 60
            canvas.box(x, y, 116 * size, 90 * size, (58, 118, 150), radius=16 * size)
            canvas.box(
                x + 8, y + 80 * size, 100 * size, 22 * size, darker((58, 118, 150), 0.25), radius=8
            )
    canvas.box(36, 470, 60, 90, (178, 96, 66), radius=8)
    for angle in range(200, 341, 20):
        turn = math.radians(angle)
        canvas.line([(66, 470), (66 + math.cos(turn) * 92, 470 + math.sin(turn) * 130)], LEAF, 12)


def chart(canvas: Canvas) -> None:
    """A wide screen with bars and a falling line, above desks with small screens."""
    room(canvas, (52, 66, 88), (70, 76, 90), 640)
    canvas.box(210, 90, 1180, 500, (18, 26, 42), radius=18, glows=True)
    canvas.box(226, 106, 1148, 468, (28, 42, 66), radius=12, glows=True)
    for y in range(180, 540, 70):
        canvas.box(270, y, 1060, 2, (58, 78, 108), glows=True)
    points = []
    rising = canvas.light.strength > 0.2
    for bar in range(14):
        trend = bar / 13 if rising else 1 - bar / 13
        height = 70 + 240 * trend + canvas.random.uniform(-28, 28)
        colour = mix((72, 178, 190), (240, 178, 84), bar / 13)
        canvas.box(290 + bar * 75, 540 - height, 46, height, colour, radius=6, glows=True)
        points.append((313 + bar * 75, 500 - height))
    canvas.line(points, (255, 244, 214), 5, glows=True)
    for x, y in points:
        canvas.oval(x, y, 9, 9, (255, 244, 214), glows=True)
    canvas.glow(800, 340, 800, (120, 180, 220), 0.1)
    for index in range(3):
        x = 110 + index * 500
        canvas.box(x, 740, 400, 24, lighter(WOOD, 0.2))
        canvas.box(x + 20, 764, 360, 136, darker(WOOD, 0.3))
        for dx in (60, 220):
            canvas.box(x + dx, 650, 130, 82, DARK, radius=6)
            canvas.box(x + dx + 6, 656, 118, 68, (44, 92, 116), glows=True)
            for row in range(3):
                length = canvas.random.uniform(30, 96)
                canvas.box(x + dx + 14, 668 + row * 18, length, 8, (138, 214, 206), glows=True)


def books(canvas: Canvas) -> None:
    """Wooden shelves full of coloured books, in warm light."""
    canvas.fade(canvas.lit((206, 178, 138)), canvas.lit((168, 132, 94)), 0, HEIGHT)
    spines = [
        RED,
        YELLOW,
        BLUE,
        GREEN,
        (226, 216, 196),
        (120, 78, 128),
        (222, 128, 70),
        (70, 84, 104),
    ]
    for shelf in range(4):
        foot = 218 + shelf * 218
        canvas.box(60, foot - 200, 1480, 204, darker(WOOD, 0.45))
        x = 76.0
        while x < 1500:
            w, h = canvas.random.uniform(20, 46), canvas.random.uniform(120, 178)
            if canvas.random.random() < 0.06:
                x += _gap(canvas, x, foot)
                continue
            colour = canvas.random.choice(spines)
            canvas.box(x, foot - h, min(w, 1524 - x), h, colour, radius=3)
            canvas.box(x + 3, foot - h + 16, max(4, min(w, 1524 - x) - 6), 8, lighter(colour, 0.45))
            canvas.box(x + 3, foot - h + 30, max(4, min(w, 1524 - x) - 6), 3, lighter(colour, 0.45))
            x += w + 2
        canvas.box(40, foot, 1520, 20, lighter(WOOD, 0.1))
    for x in (40, 780, 1540):
        canvas.box(x, 0, 22, HEIGHT, lighter(WOOD, 0.05))
    for x in (300, 1180):
        canvas.glow(x, 60, 520, (255, 226, 164), 0.4)


def _gap(canvas: Canvas, x: float, foot: float) -> float:
    """Leave room on the shelf for a plant in a pot and return how much."""
    if x > 1400:
        return 60
    canvas.polygon(
        [(x + 22, foot - 50), (x + 78, foot - 50), (x + 70, foot), (x + 30, foot)], (198, 108, 76)
    )
    for angle in range(200, 341, 20):
        turn = math.radians(angle)
        canvas.line(
            [(x + 50, foot - 50), (x + 50 + math.cos(turn) * 44, foot - 50 + math.sin(turn) * 74)],
            lighter(LEAF, 0.1),
            8,
        )
    return 104


def classroom(canvas: Canvas) -> None:
    """A classroom: a whiteboard, light from the windows, desks in rows."""
    room(canvas, (232, 222, 192), (186, 158, 122), 500)
    for x in (40, 1330):
        for dx in (0, 120):
            window(canvas, x + dx, 120, 100, 230)
    canvas.box(380, 110, 840, 300, darker(WOOD, 0.1), radius=6)
    canvas.box(394, 124, 812, 272, WHITE)
    for row in range(4):
        length = canvas.random.uniform(280, 560)
        canvas.line(
            [(440, 176 + row * 50), (440 + length, 172 + row * 50)], BLUE if row else RED, 5
        )
    canvas.box(700, 60, 60, 40, (206, 38, 46))
    canvas.box(700, 100, 60, 0.1, WHITE)
    canvas.box(840, 56, 50, 46, YELLOW, radius=8)
    for y, size in ((520, 0.7), (610, 0.95), (740, 1.3)):
        for seat in range(-2, 3):
            x = 800 + seat * 330 * size - 100 * size
            canvas.box(
                x + 30 * size, y - 44 * size, 140 * size, 60 * size, darker(WOOD, 0.25), radius=8
            )
            canvas.polygon(
                [
                    (x, y + 30 * size),
                    (x + 30 * size, y),
                    (x + 190 * size, y),
                    (x + 220 * size, y + 30 * size),
                ],
                lighter(WOOD, 0.4),
            )
            canvas.box(x, y + 30 * size, 220 * size, 12 * size, WOOD)
            for leg in (8, 200):
                canvas.box(x + leg * size, y + 40 * size, 10 * size, 74 * size, DARK)
            canvas.box(
                x + 70 * size,
                y + 8 * size,
                74 * size,
                14 * size,
                canvas.random.choice([WHITE, BLUE, GREEN]),
            )
