// Says what the focus is on: notes that it was reached, and whether one can see it.
// Returns "" for the page itself, and the element again when it was reached before.
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return { where: "" };
  const again = element.hasAttribute("data-reached");
  element.setAttribute("data-reached", "");
  const style = getComputedStyle(element);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const seen = outlined || style.boxShadow !== "none" || element.matches("iframe");
  return { where: element.outerHTML.slice(0, 120), again, seen };
}
