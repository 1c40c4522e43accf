"""Scenes in the towns: offices, schools, clinics, factories and markets."""

from articles.management.demo.painting import (
    DARK,
    GRASS,
    HEIGHT,
    LEAF,
    STONE,
    TILE,
    WHITE,
    WIDTH,
    WOOD,
    Canvas,
    Colour,
    darker,
    flag,
    lamp,
    landscape,
    lighter,
    mix,
    tree,
    window,
)

RED, YELLOW, BLUE, GREEN = (196, 62, 58), (232, 186, 70), (58, 108, 168), (62, 140, 92)


def _yard(canvas: Canvas, y: float) -> None:
    """Paint a paved way from the reader's feet to a building."""
    canvas.polygon([(690, y), (910, y), (1180, HEIGHT), (420, HEIGHT)], lighter(STONE, 0.25))
    for step in range(1, 6):
        line = y + (HEIGHT - y) * (step / 6) ** 1.5
        spread = 110 + (line - y) / (HEIGHT - y) * 270
        canvas.line([(800 - spread, line), (800 + spread, line)], STONE, 2)


def office(canvas: Canvas) -> None:
    """A government office with white columns, steps and a flag on the lawn."""
    landscape(canvas, 470, GRASS)
    wall = (236, 226, 204)
    for x in (60, 210, 1400, 1540):
        tree(canvas, x, 640, canvas.random.uniform(260, 330))
    canvas.box(280, 380, 1040, 260, wall)
    canvas.box(270, 360, 1060, 26, lighter(wall, 0.5))
    for x in (320, 440, 1080, 1200):
        window(canvas, x, 430, 80, 130)
    canvas.box(540, 330, 520, 310, lighter(wall, 0.25))
    canvas.polygon([(500, 334), (800, 200), (1100, 334)], TILE)
    canvas.polygon([(570, 324), (800, 222), (1030, 324)], lighter(wall, 0.4))
    canvas.oval(800, 286, 28, 28, YELLOW)
    canvas.box(
        740,
        450,
        120,
        190,
        darker(WOOD, 0.2) if not canvas.night else (255, 220, 150),
        glows=canvas.night,
    )
    canvas.box(797, 450, 6, 190, darker(WOOD, 0.5))
    for x in (560, 660, 912, 1012):
        canvas.box(x, 350, 30, 290, WHITE)
        canvas.box(x - 7, 342, 44, 14, WHITE)
        canvas.box(x + 22, 356, 8, 284, darker(WHITE, 0.1))
        if canvas.night:
            canvas.glow(x + 15, 640, 150, (255, 210, 140), 0.5)
    for step in range(4):
        canvas.box(
            520 - step * 14, 640 + step * 12, 560 + step * 28, 12, lighter(STONE, 0.4 - step * 0.1)
        )
    _yard(canvas, 690)
    flag(canvas, 420, 730, 430)
    for x in range(40, 420, 54):
        canvas.oval(x, 760 + canvas.random.uniform(-6, 6), 34, 22, darker(LEAF, 0.1))
        canvas.oval(1600 - x, 760 + canvas.random.uniform(-6, 6), 34, 22, darker(LEAF, 0.1))


def school(canvas: Canvas) -> None:
    """A long school under a red roof, with a yard and a flag."""
    landscape(canvas, 480, GRASS)
    for x in (40, 1570):
        tree(canvas, x, 650, 380)
    wall = (244, 232, 200)
    canvas.box(170, 430, 1260, 220, wall)
    canvas.box(170, 590, 1260, 60, (96, 156, 128))
    canvas.polygon([(130, 436), (230, 320), (1370, 320), (1470, 436)], TILE)
    for x in range(240, 1370, 34):
        canvas.line([(x, 322), (x - 4, 434)], darker(TILE, 0.12), 2)
    for room in range(5):
        x = 200 + room * 246
        window(canvas, x + 10, 470, 64, 90)
        window(canvas, x + 90, 470, 64, 90)
        canvas.box(x + 172, 464, 48, 186, darker((70, 120, 100), 0.15))
        canvas.box(x + 226, 430, 12, 220, WHITE)
    canvas.fade(canvas.lit((206, 184, 148)), canvas.lit((176, 150, 112)), 660, 240)
    canvas.line([(300, 900), (560, 690), (1040, 690), (1300, 900)], WHITE, 5)
    flag(canvas, 800, 780, 520)
    canvas.box(770, 772, 60, 22, lighter(STONE, 0.3))
    for index in range(9):
        x, y = canvas.random.uniform(180, 1420), canvas.random.uniform(690, 850)
        size = 0.5 + (y - 650) / 260
        _child(canvas, x, y, size, skirt=RED if index % 2 else darker(RED, 0.2))


def _child(canvas: Canvas, x: float, y: float, size: float, *, skirt: Colour) -> None:
    canvas.oval(x, y, 22 * size, 5 * size, (140, 116, 86))
    canvas.box(x - 9 * size, y - 40 * size, 18 * size, 40 * size, skirt, radius=4 * size)
    canvas.box(x - 12 * size, y - 72 * size, 24 * size, 38 * size, WHITE, radius=8 * size)
    canvas.oval(x, y - 84 * size, 12 * size, 13 * size, (126, 86, 62))
    canvas.oval(x, y - 90 * size, 12 * size, 8 * size, DARK)


def clinic(canvas: Canvas) -> None:
    """A white clinic with a green cross, a garden and a bench."""
    landscape(canvas, 500, GRASS)
    tree(canvas, 150, 690, 400)
    tree(canvas, 1490, 680, 330)
    canvas.box(330, 400, 980, 280, WHITE)
    canvas.box(310, 376, 1020, 34, (88, 164, 128))
    canvas.box(640, 280, 330, 400, lighter(WHITE, 0.6))
    canvas.box(630, 262, 350, 26, (88, 164, 128))
    canvas.oval(805, 372, 62, 62, WHITE)
    canvas.box(787, 322, 36, 100, GREEN, glows=canvas.night)
    canvas.box(755, 354, 100, 36, GREEN, glows=canvas.night)
    for x in (380, 500, 1010, 1140):
        window(canvas, x, 460, 92, 110)
    canvas.box(720, 490, 170, 190, mix(canvas.light.top, WHITE, 0.35))
    canvas.box(802, 490, 6, 190, STONE)
    canvas.polygon([(720, 490), (800, 490), (720, 640)], lighter(canvas.light.top, 0.6))
    canvas.polygon([(690, 470), (920, 470), (950, 500), (660, 500)], (88, 164, 128))
    _yard(canvas, 680)
    for x in (*range(340, 640, 44), *range(980, 1310, 44)):
        canvas.oval(x, 690, 30, 20, darker(LEAF, 0.05))
        canvas.oval(x + 6, 680, 6, 6, canvas.random.choice([RED, YELLOW, WHITE]))
    canvas.box(200, 770, 190, 14, WOOD)
    canvas.box(200, 728, 190, 12, WOOD)
    for x in (214, 366):
        canvas.box(x, 740, 10, 80, DARK)


def factory(canvas: Canvas) -> None:
    """Factories with saw-tooth roofs, chimneys and tanks along a road."""
    landscape(canvas, 520, GRASS)
    for x, h in ((250, 300), (330, 250), (1310, 330)):
        canvas.box(x, 560 - h, 40, h, (198, 186, 178))
        canvas.box(x, 580 - h, 40, 26, RED)
        for puff in range(5):
            canvas.oval(
                x + 20 + puff * 26,
                545 - h - puff * 22,
                18 + puff * 9,
                13 + puff * 6,
                lighter(canvas.light.bottom, 0.3),
                glows=True,
            )
    for start, width, wall in ((120, 560, (186, 196, 204)), (720, 520, (206, 196, 176))):
        canvas.box(start, 480, width, 190, wall)
        for x in range(start, start + width, 80):
            canvas.polygon([(x, 482), (x, 410), (x + 80, 482)], darker(wall, 0.25))
            canvas.polygon(
                [(x, 482), (x, 410), (x + 14, 424), (x + 14, 482)], lighter(canvas.light.top, 0.4)
            )
        for x in range(start + 30, start + width - 60, 90):
            window(canvas, x, 520, 54, 34)
        canvas.box(start + width / 2 - 60, 580, 120, 90, darker(wall, 0.4))
    for x in (1320, 1440):
        canvas.box(x, 540, 100, 130, lighter(STONE, 0.2))
        canvas.oval(x + 50, 540, 50, 18, lighter(STONE, 0.45))
        canvas.oval(x + 50, 670, 50, 14, lighter(STONE, 0.2))
    canvas.box(0, 668, WIDTH, 232, lighter(DARK, 0.28))
    canvas.box(0, 668, WIDTH, 16, lighter(STONE, 0.3))
    for x in range(-40, WIDTH, 190):
        canvas.box(x, 800, 110, 9, WHITE)
    for x, colour in ((240, BLUE), (900, YELLOW)):
        _truck(canvas, x, 770, colour)
    for x in (60, 620, 1180):
        lamp(canvas, x, 680, 260)


def _truck(canvas: Canvas, x: float, y: float, colour: Colour) -> None:
    canvas.box(x, y - 120, 250, 104, colour, radius=6)
    canvas.box(x + 12, y - 108, 226, 8, lighter(colour, 0.3))
    canvas.box(x + 256, y - 92, 90, 76, WHITE, radius=12)
    canvas.box(x + 296, y - 82, 42, 32, mix(canvas.light.top, DARK, 0.3), radius=5)
    for dx in (48, 110, 300):
        canvas.oval(x + dx, y - 12, 25, 25, DARK)
        canvas.oval(x + dx, y - 12, 10, 10, STONE)


def market(canvas: Canvas) -> None:
    """Market stalls under striped awnings, heaped with fruit and vegetables."""
    landscape(canvas, 430, (196, 176, 146))
    canvas.box(0, 330, WIDTH, 200, darker((190, 160, 130), 0.25))
    for stall, colour in enumerate((RED, GREEN, BLUE, YELLOW)):
        x = -30 + stall * 415
        canvas.box(x + 14, 280, 12, 420, WOOD)
        canvas.box(x + 374, 280, 12, 420, WOOD)
        canvas.box(x + 26, 380, 348, 220, darker(WOOD, 0.45))
        for stripe in range(8):
            paint = colour if stripe % 2 == 0 else WHITE
            top, foot = x + 40 + stripe * 40, x + stripe * 50
            canvas.polygon([(top, 240), (top + 40, 240), (foot + 50, 360), (foot, 360)], paint)
            canvas.oval(foot + 25, 360, 25, 20, paint)
        canvas.oval(x + 200, 420, 13, 16, (255, 232, 170), glows=True)
        canvas.glow(x + 200, 420, 170, (255, 220, 150), 0.3 + 0.35 * canvas.light.strength)
        _seller(canvas, x + canvas.random.uniform(120, 280), 590, colour)
        canvas.box(x + 6, 600, 388, 150, lighter(WOOD, 0.12))
        for plank in range(4):
            canvas.box(x + 6, 600 + plank * 38, 388, 4, darker(WOOD, 0.2))
        for heap in range(4):
            _heap(canvas, x + 54 + heap * 97, 604)
    for index in range(5):
        _basket(canvas, 130 + index * 330 + canvas.random.uniform(-50, 50), 836)


def _seller(canvas: Canvas, x: float, y: float, colour: Colour) -> None:
    canvas.box(x - 46, y - 110, 92, 130, darker(colour, 0.25), radius=34)
    canvas.oval(x, y - 138, 32, 36, (140, 98, 72))
    canvas.oval(x, y - 154, 36, 26, lighter(colour, 0.5))


FRUIT = [
    (206, 60, 48),
    (238, 150, 50),
    (120, 170, 70),
    (236, 206, 84),
    (128, 70, 110),
    (226, 226, 200),
]


def _heap(canvas: Canvas, x: float, y: float) -> None:
    colour = canvas.random.choice(FRUIT)
    for row, count in enumerate((5, 4, 3, 2)):
        for index in range(count):
            spot = x + (index - (count - 1) / 2) * 18
            shade = darker(colour, canvas.random.uniform(0, 0.18))
            canvas.oval(spot, y - 8 - row * 15, 11, 11, shade)
            canvas.oval(spot - 3, y - 12 - row * 15, 3, 3, lighter(colour, 0.4))


def _basket(canvas: Canvas, x: float, y: float) -> None:
    colour = canvas.random.choice(FRUIT)
    for _ in range(24):
        dx, dy = canvas.random.uniform(-66, 66), canvas.random.uniform(-20, 8)
        canvas.oval(x + dx, y - 40 + dy, 17, 16, darker(colour, canvas.random.uniform(0, 0.25)))
    canvas.polygon(
        [(x - 92, y - 36), (x + 92, y - 36), (x + 66, y + 40), (x - 66, y + 40)], (196, 156, 96)
    )
    for step in range(1, 4):
        canvas.line(
            [(x - 90 + step * 6, y - 36 + step * 19), (x + 90 - step * 6, y - 36 + step * 19)],
            darker(WOOD, 0.1),
            3,
        )
