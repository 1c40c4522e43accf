/* Saves a draft by itself: some seconds after somebody stopped typing, and not more often than the
   pause below. What is published, scheduled or in review is kept on the device only. */
(() => {
  if (!window.desk || !desk.isWritable) return
  const AFTER = 4000 // since the last key
  const EVERY = 20000 // between two saves
  const LATEST = 30000 // when somebody types without a pause
  const ANEW = [5000, 10000, 20000, 40000, 60000] // after a failure
  const { form, keeping } = desk
  let timer = null
  let sending = null
  let stopped = false
  let failures = 0
  let waits = false // something has been typed since it was last sent
  let lastTyped = 0
  let firstUnsent = 0
  let lastSent = -EVERY
  let savedWords = document.getElementById("desk-status")?.textContent || ""

  const photo = form.elements.namedItem("photo")
  const isOffline = () => navigator.onLine === false

  function plan() {
    clearTimeout(timer)
    if (stopped || sending || !waits || !form.dataset.autosave) return
    const paused = Math.max(lastTyped + AFTER, lastSent + Math.max(EVERY, keeping.cost() * 200))
    const at = failures
      ? lastSent + ANEW[Math.min(failures, ANEW.length) - 1]
      : Math.min(paused, Math.max(firstUnsent + LATEST, lastSent + EVERY))
    timer = setTimeout(send, Math.max(0, at - performance.now()))
  }

  function typed() {
    if (!keeping.isChanged()) {
      waits = false
      if (!stopped) desk.say(savedWords)
      return
    }
    lastTyped = performance.now()
    if (!waits) firstUnsent = lastTyped
    waits = true
    tell()
    plan()
  }

  /* Say that not everything is saved, and why not. */
  function tell() {
    if (stopped || desk.isSignedOut) return
    if (keeping.isFull()) desk.say(desk.word("full"))
    else if (isOffline()) desk.say(desk.word("offline"))
    else if (!form.dataset.autosave) desk.say(desk.word("byButton"))
    else if (!desk.hidden("title").value.trim()) desk.say(desk.word("untitled"))
    else if (!failures) desk.say(desk.word("unsaved"))
  }

  function send() {
    if (sending || stopped || !form.dataset.autosave || desk.sent) return sending
    if (!desk.hidden("title").value.trim() && !desk.story()) return null
    sending = once().finally(() => {
      sending = null
      plan()
    })
    return sending
  }

  async function once() {
    const at = keeping.at()
    const turn = desk.nextTurn()
    lastSent = performance.now()
    waits = false
    let answer
    try {
      const fields = await keeping.isSent(turn)
      const data = new FormData(form)
      if (photo && photo.files && photo.files.length) data.set("photo_chosen", "1")
      data.delete("photo")
      answer = await desk.ask(form.dataset.autosave, data)
      if (answer.state === "saved") return await isSaved(answer, fields, at)
    } catch {
      answer = { state: "offline" }
    }
    notSaved(answer)
  }

  async function isSaved(answer, fields, at) {
    failures = 0
    desk.hidden("version").value = answer.version
    form.dataset.autosave = answer.autosave
    form.dataset.presence = answer.presence
    if (!desk.story()) begins(answer)
    savedWords = answer.said
    if (answer.checklist) desk.showChecklist?.(answer.checklist)
    if (answer.whole) await keeping.hasArrived(fields, at)
    else await keeping.keep() // the device keeps what could not be stored
    desk.say(keeping.at() === at ? answer.said : desk.word("unsaved"))
  }

  /* A new story has become one: from here the page is its page. */
  function begins(answer) {
    form.dataset.story = answer.story
    history.replaceState(history.state, "", answer.change)
    const heading = document.querySelector("#content h1")
    if (heading) heading.textContent = answer.title
  }

  function notSaved(answer) {
    const again = ["offline", "busy", "token"].includes(answer.state)
    if (answer.state === "late") {
      desk.hidden("page_turn").value = answer.turn // the server knows a later turn of this page
      waits = true
      return
    }
    waits = again || waits
    failures = again ? failures + 1 : 0
    if (answer.state === "signed_out") {
      waits = true
      return desk.signIn.isNeeded()
    }
    if (again) return desk.say(desk.word(answer.state === "offline" ? "offline" : "busy"))
    stopped = !["invalid", "tooLarge"].includes(answer.state)
    desk.say(answer.said || desk.word(answer.state) || desk.word("unsaved"))
  }

  desk.autosave = {
    settled: () => sending || Promise.resolve(),
    goOn() {
      failures = 0
      lastSent = performance.now() - EVERY
      if (keeping.isChanged()) waits = true
      tell()
      plan()
    },
  }

  keeping.onChange(typed)
  window.addEventListener("offline", () => keeping.isChanged() && tell())
  window.addEventListener("online", () => desk.autosave.goOn())
})()
