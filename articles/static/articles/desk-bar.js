/* “More” closes like a menu: with Escape, with a choice, or with a tap elsewhere. */
const more = () => document.querySelector(".desk-more[open]")
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !more()) return
  const summary = more().querySelector("summary")
  more().open = false
  summary.focus()
})
document.addEventListener("click", (event) => {
  const open = more()
  if (open && (!open.contains(event.target) || event.target.closest("a"))) open.open = false
})
