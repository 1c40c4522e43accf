/* Copies the address of a preview link. Without it the address stands in a field, to be copied by
   hand; without a secure connection the browser has no clipboard, and the old way is tried. */
const status = document.getElementById("copy-status")

const copy = async (field) => {
  field.focus()
  field.select()
  if (navigator.clipboard) return navigator.clipboard.writeText(field.value)
  if (!document.execCommand("copy")) throw new Error("no clipboard")
}

for (const button of document.querySelectorAll("button[data-copies]")) {
  const words = button.textContent
  button.hidden = false
  button.addEventListener("click", async () => {
    let told = button.dataset.copied
    try {
      await copy(document.getElementById(button.dataset.copies))
    } catch {
      told = button.dataset.notCopied
    }
    button.textContent = status.textContent = told
    setTimeout(() => { button.textContent = words }, 4000)
  })
}
