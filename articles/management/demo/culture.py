"""Scenes for culture and games: a stage, batik cloth, a chessboard."""

import math

from articles.management.demo.indoors import room
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
)

RED, YELLOW = (188, 58, 56), (236, 190, 80)


def stage(canvas: Canvas) -> None:
    """A stage with red curtains, beams of light and a ring of masks."""
    canvas.fade((44, 14, 24), (96, 28, 34), 0, 700)
    for x in range(0, WIDTH, 50):
        shade = 0.1 + 0.32 * (0.5 + 0.5 * math.sin(x / 31))
        canvas.box(x, 0, 50, 680, darker(RED, shade), glows=True)
    canvas.fade((134, 92, 62), (84, 54, 38), 660, 240)
    for x in range(0, WIDTH, 100):
        canvas.line([(800 + (x - 800) * 0.8, 660), (800 + (x - 800) * 1.6, 900)], (96, 64, 44), 3)
    for x, lean in ((360, 260), (1240, -260)):
        for width, part in ((150, 0.32), (90, 0.4)):
            canvas.polygon(
                [(x - 14, 0), (x + 14, 0), (x + lean + width, 660), (x + lean - width, 660)],
                mix(RED, (255, 226, 160), part),
                glows=True,
            )
    canvas.oval(800, 720, 520, 90, (186, 136, 86), glows=True)
    for index, paint in enumerate((WHITE, YELLOW, (206, 74, 62), (96, 150, 110), (214, 150, 170))):
        _mask(canvas, 440 + index * 180, 430 + abs(index - 2) * 34, paint)
    for x in (60, 1540):
        for side in (-1, 1):
            for leaf in range(9):
                y = 690 - leaf * 58
                canvas.line([(x, y), (x + side * 60, y + 70)], (206, 206, 106), 7)
        canvas.box(x - 5, 120, 10, 580, (196, 176, 92))
    canvas.glow(800, 440, 620, (255, 226, 170), 0.28)


def _mask(canvas: Canvas, x: float, y: float, paint: Colour) -> None:
    canvas.oval(x, y, 74, 96, darker(paint, 0.35), glows=True)
    canvas.oval(x - 4, y - 4, 70, 92, paint, glows=True)
    canvas.polygon([(x - 80, y - 60), (x, y - 150), (x + 80, y - 60)], (206, 166, 70), glows=True)
    canvas.oval(x, y - 84, 12, 12, (188, 50, 56), glows=True)
    for side in (-1, 1):
        canvas.oval(x + side * 28, y - 14, 18, 9, WHITE, glows=True)
        canvas.oval(x + side * 28, y - 14, 8, 8, DARK, glows=True)
        canvas.polygon(
            [(x + side * 10, y - 36), (x + side * 52, y - 44), (x + side * 52, y - 36)],
            DARK,
            glows=True,
        )
    canvas.polygon([(x - 7, y + 26), (x + 7, y + 26), (x, y - 8)], darker(paint, 0.3), glows=True)
    canvas.oval(x, y + 52, 24, 10, (176, 40, 48), glows=True)


def cloth(canvas: Canvas) -> None:
    """Batik cloths with leaves and flowers, hung on bamboo to dry."""
    canvas.fade(canvas.lit((214, 226, 200)), canvas.lit((150, 172, 124)), 0, HEIGHT)
    for _ in range(26):
        x, y = canvas.random.uniform(0, WIDTH), canvas.random.uniform(0, 700)
        canvas.oval(x, y, 120, 90, mix(LEAF, (214, 226, 200), canvas.random.uniform(0.4, 0.8)))
    canvas.box(0, 780, WIDTH, 120, (176, 150, 112))
    for index, ground in enumerate(((154, 78, 52), (86, 74, 60), (196, 168, 84), (58, 92, 106))):
        x, y = 60 + index * 385, 130
        canvas.box(x + 10, y + 16, 330, 640, darker((150, 172, 124), 0.25))
        canvas.box(x, y, 330, 640, ground)
        canvas.box(x, y + 560, 330, 60, darker(ground, 0.3))
        for row in range(7):
            for column in range(4):
                _flower(
                    canvas, x + 42 + column * 82 + (row % 2) * 20 - 10, y + 50 + row * 78, ground
                )
        for fold in (90, 200):
            canvas.polygon(
                [(x + fold, y), (x + fold + 26, y), (x + fold + 14, y + 640)], darker(ground, 0.12)
            )
    canvas.box(0, 112, WIDTH, 22, (206, 176, 104))
    for x in range(120, WIDTH, 260):
        canvas.box(x, 110, 8, 26, darker((206, 176, 104), 0.3))


def _flower(canvas: Canvas, x: float, y: float, ground: Colour) -> None:
    petal = lighter(ground, 0.55)
    for angle in range(0, 360, 60):
        turn = math.radians(angle)
        canvas.oval(x + math.cos(turn) * 16, y + math.sin(turn) * 16, 9, 9, petal)
    canvas.oval(x, y, 7, 7, (236, 190, 96))
    canvas.polygon([(x + 22, y + 22), (x + 44, y + 18), (x + 34, y + 38)], lighter(ground, 0.3))


def chess(canvas: Canvas) -> None:
    """A chessboard seen from the player's chair, late in a game."""
    room(canvas, (70, 84, 84), (96, 72, 54), 300)
    canvas.glow(420, 120, 640, (255, 236, 190), 0.4)

    def at(column: float, row: float) -> tuple[float, float]:
        depth = (max(row, 0) / 8) ** 1.35
        return 800 + (column - 4) * (108 + 92 * depth), 330 + 500 * depth

    canvas.polygon([at(-0.5, -0.2), at(8.5, -0.2), at(8.5, 8.3), at(-0.5, 8.3)], darker(WOOD, 0.35))
    for row in range(8):
        for column in range(8):
            colour = (228, 202, 158) if (row + column) % 2 == 0 else (118, 76, 50)
            canvas.polygon(
                [
                    at(column, row),
                    at(column + 1, row),
                    at(column + 1, row + 1),
                    at(column, row + 1),
                ],
                colour,
            )
    squares = canvas.random.sample([(c, r) for c in range(8) for r in range(8)], 14)
    for index, (column, row) in enumerate(sorted(squares, key=lambda square: square[1])):
        x, y = at(column + 0.5, row + 0.6)
        size = 0.75 + row * 0.085
        _piece(
            canvas, x, y, size, (238, 230, 210) if index % 2 else (52, 46, 46), tall=index % 3 == 0
        )


def _piece(canvas: Canvas, x: float, y: float, size: float, colour: Colour, *, tall: bool) -> None:
    height = (150 if tall else 96) * size
    canvas.oval(x + 20 * size, y + 6 * size, 52 * size, 14 * size, (84, 56, 40))
    canvas.oval(x, y, 42 * size, 16 * size, darker(colour, 0.1))
    body = [(-34, 0), (-14, -height / size * 0.6), (14, -height / size * 0.6), (34, 0)]
    canvas.polygon([(x + dx * size, y + dy * size) for dx, dy in body], colour)
    canvas.oval(x, y - height * 0.62, 24 * size, 8 * size, darker(colour, 0.12))
    canvas.oval(x, y - height * 0.82, 22 * size, 24 * size, colour)
    canvas.oval(x - 7 * size, y - height * 0.86, 6 * size, 9 * size, lighter(colour, 0.4))
    if tall:
        canvas.box(x - 4 * size, y - height * 1.12, 8 * size, 30 * size, colour)
        canvas.box(x - 13 * size, y - height * 1.06, 26 * size, 8 * size, colour)
