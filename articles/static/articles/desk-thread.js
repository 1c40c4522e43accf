/* Notes are sent and ticked off without leaving the page, so that what is being written stays as it
   is. Without script, or without an answer, their buttons belong to the form as any other. */
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.('button[name="_thread"]')
  const thread = button?.closest("#thread")
  if (!thread || button.disabled) return
  event.preventDefault()
  const said = thread.querySelector("#thread-said")
  const data = new FormData()
  data.set("csrfmiddlewaretoken", button.form.elements.csrfmiddlewaretoken.value)
  data.set("_thread", button.value)
  for (const area of thread.querySelectorAll("textarea")) data.set(area.name, area.value)
  button.disabled = true
  try {
    const answer = await fetch(thread.dataset.address, { method: "POST", body: data })
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const notes = page.querySelector("#thread-notes")
    if (answer.redirected || !notes) throw new Error(String(answer.status))
    thread.querySelector("#thread-notes").replaceWith(notes)
    said.textContent = page.querySelector("#thread-said").textContent
    const next = thread.querySelector(`#note-${button.value.split("-")[1]} button`)
    ;(next?.offsetParent ? next : thread.querySelector("#id_note_text")).focus()
  } catch {
    said.textContent = thread.dataset.unsent
    button.disabled = false
  }
})
