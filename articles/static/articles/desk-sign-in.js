/* Sends the form only when it will be taken: with a line, and signed in as whoever opened the page.
   Where the session has ended one signs in here, and the page stays with every letter in it. */
(() => {
  if (!window.desk) return
  const PATIENCE = 8000 // for a save that is on its way; the server tells late ones by their turn
  const { form } = desk
  const dialog = document.getElementById("desk-sign-in")
  const inside = dialog.querySelector("form")
  const complaint = dialog.querySelector(".errornote")
  complaint.setAttribute("role", "alert")
  const again = document.getElementById("desk-again")
  let waiting = [] // what is done once somebody has signed in
  let checking = false
  let passing = false

  async function whoIsSignedIn() {
    const response = await fetch(inside.action, {
      headers: { Accept: "application/json" },
      cache: "no-store",
      signal: AbortSignal.timeout(15000),
    })
    return response.ok ? response.json() : null
  }

  function renewTokens() {
    for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = desk.token()
  }

  function isNeeded() {
    desk.isSignedOut = true
    desk.say(desk.word("signedOut"))
    if (again) again.hidden = false
  }

  function complain(text) {
    complaint.textContent = text
    complaint.hidden = !text
  }

  /* Take up who has signed in; another person than whose page this is changes nothing here. */
  function take(who) {
    if (!who.person) return false
    if (who.person !== desk.person || !who.is_staff) {
      const sentence = dialog.dataset.other.replace("{name}", who.name)
      complain(sentence)
      desk.say(sentence)
      return false
    }
    desk.isSignedOut = false
    if (again) again.hidden = true
    renewTokens()
    complain("")
    if (dialog.open) dialog.close()
    const actions = waiting
    waiting = []
    desk.autosave?.goOn()
    for (const action of actions) action()
    return true
  }

  async function ask(action) {
    if (action) waiting = [action]
    isNeeded()
    const who = await whoIsSignedIn().catch(() => null)
    if (who && take(who)) return
    if (!dialog.open) dialog.showModal()
    inside.elements.password.focus()
  }

  inside.addEventListener("submit", async (event) => {
    event.preventDefault()
    const button = inside.querySelector("[type=submit]")
    button.disabled = true
    try {
      const response = await fetch(inside.action, {
        method: "POST",
        body: new FormData(inside),
        headers: { Accept: "application/json", "X-CSRFToken": desk.token() },
      })
      const who = await response.json()
      inside.elements.password.value = ""
      if (response.ok) take(who)
      else complain(who.said || desk.word("busy"))
    } catch {
      complain(desk.word("offline"))
    }
    button.disabled = false
  })
  dialog.querySelector(".later").addEventListener("click", () => dialog.close())
  dialog.addEventListener("close", () => (waiting = []))
  again?.addEventListener("click", () => ask(null))

  /* Look before the form is sent: a page that only says "no connection" would take its place. */
  async function send(submitter) {
    checking = true
    try {
      await Promise.race([desk.autosave?.settled(), new Promise((done) => setTimeout(done, PATIENCE))])
      const who = await whoIsSignedIn()
      if (who && (who.person !== desk.person || !who.is_staff)) {
        if (who.person) take(who)
        else await ask(() => send(submitter))
        return
      }
      renewTokens()
      await desk.keeping?.isSent(desk.nextTurn())
      passing = desk.sent = true
      form.requestSubmit(submitter)
    } catch {
      desk.say(desk.word("offline"))
    } finally {
      checking = passing = false
    }
  }

  form.addEventListener("submit", (event) => {
    const submitter = event.submitter
    if (passing || !desk.isWritable || submitter?.hasAttribute("formaction")) return
    event.preventDefault()
    if (!checking && !desk.sent) send(submitter)
  })
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && desk.sent) location.reload() // back to a page that was sent: show it anew
  })

  desk.signIn = { isNeeded, ask }
})()
