/* The buttons of publication say the chosen moment in words. The words, and what is wrong with a
   moment, come from the server, which reads the newsroom's clock; without script it asks by itself
   before it schedules anything. */
document.addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector("button[data-moment]")
  const form = button?.form
  const input = form?.elements.publish_at
  const said = form?.elements.publish_at_said
  if (!button || !input || !said) return
  const words = button.closest("section").querySelector(".moment-said")
  const publish = form.querySelector('.desk-bar button[value="publish"]')
  const now = publish?.textContent
  let waiting = 0
  let asked = 0

  const show = (told) => {
    said.value = told.said || ""
    button.textContent = told[button.value] || button.dataset.plain
    if (publish) publish.textContent = input.value ? told.schedule || button.dataset.plain : now
    words.textContent = told.problem || told.warning || ""
  }

  const ask = async () => {
    const number = ++asked
    try {
      const address = `${button.dataset.moment}?at=${encodeURIComponent(input.value)}`
      const answer = await fetch(address, { headers: { Accept: "application/json" } })
      const told = answer.ok && !answer.redirected ? await answer.json() : {}
      if (number === asked) show(told)
    } catch {
      if (number === asked) show({}) // no connection: the button keeps its plain name
    }
  }

  input.addEventListener("input", () => {
    show({})
    clearTimeout(waiting)
    waiting = setTimeout(ask, 150)
  })
  if (input.value && input.value !== input.defaultValue) ask()
})
