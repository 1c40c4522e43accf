/* Tells several times a minute that this page is open, and shows who else has the story open. */
(() => {
  if (!window.desk) return
  const EVERY = 20000
  const others = document.getElementById("desk-others")
  let stopped = false

  function facts() {
    const data = new FormData()
    data.set("page_key", desk.key())
    data.set("version", desk.hidden("version").value)
    return data
  }

  async function beat() {
    const address = desk.form.dataset.presence
    if (!address || stopped || document.hidden || desk.sent) return
    try {
      const answer = await desk.ask(address, facts(), { byItself: true })
      if (answer.state === "here") show([answer.said, answer.newer])
      else if (answer.state === "signed_out") desk.signIn.isNeeded()
      else stopped = ["gone", "other_person", "no_role"].includes(answer.state)
    } catch {
      if (desk.keeping?.isChanged() && !desk.isSignedOut) desk.say(desk.word("offline"))
    }
  }

  function show(sentences) {
    const text = sentences.filter(Boolean).join(" ")
    if (others && others.textContent !== text) others.textContent = text
  }

  window.addEventListener("pagehide", () => {
    const address = desk.form.dataset.presence
    if (!address || stopped || desk.sent || desk.isSignedOut) return
    const data = facts()
    data.set("leaving", "1")
    desk.ask(address, data, { byItself: true, keepalive: true, again: false }).catch(() => {})
  })
  document.addEventListener("visibilitychange", beat)
  window.addEventListener("pageshow", beat)
  setInterval(beat, EVERY)
})()
