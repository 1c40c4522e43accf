// Returns what is too small for a thumb on this page: its size, and how it is written.
// A link inside a sentence is excepted, as WCAG 2.5.8 does; a label is part of what it names.
() => {
  const LEAST = 43.5; // 44, and what rounding takes
  const BLOCKS = "p, li, dd, td, blockquote, .desk-text";
  const words = (element) => element.textContent.trim();
  const isInASentence = (element) => {
    const block = element.matches("a") && element.closest(BLOCKS);
    return block && getComputedStyle(element).display === "inline" && words(block) !== words(element);
  };
  const isSeen = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    getComputedStyle(element).clipPath === "none";
  const sizeOf = (element) => {
    const boxes = [element, ...(element.labels ?? [])].map((part) => part.getBoundingClientRect());
    const [left, top] = ["left", "top"].map((side) => Math.min(...boxes.map((box) => box[side])));
    const [right, bottom] = ["right", "bottom"].map((side) => Math.max(...boxes.map((box) => box[side])));
    return right > 0 && bottom > 0 ? [right - left, bottom - top] : [LEAST, LEAST]; // off the screen
  };
  const pressed = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]";
  return [...document.querySelectorAll(pressed)]
    .filter((element) => isSeen(element) && !isInASentence(element))
    .map((element) => [sizeOf(element), element])
    .filter(([size]) => size.some((length) => length > 0 && length < LEAST))
    .map(([size, element]) => `${size.map(Math.round).join("×")} ${element.outerHTML.slice(0, 120)}`);
}
