/* The writing form as the other scripts see it: what is typed in it, filling it, and the line that
   says what is saved. It knows the editor as well as a plain textarea (EDITOR_WIDGET). */
(() => {
  const form = document.getElementById("article_form")
  if (!form) return
  // A browser that goes back fills forms in again, also with what was saved long since. The device's
  // own copy knows what has arrived; without script the browser's is still there.
  form.setAttribute("autocomplete", "off")
  const status = document.getElementById("desk-status")
  const listeners = []
  const OURS = ["csrfmiddlewaretoken", "page_key", "page_turn", "person", "version", "_save", "_verb"]
  const STATES = { 403: "closed", 404: "gone", 413: "tooLarge" } // of answers that are pages
  let texts = null // the fields as they were last read

  const editor = () => (window.CKEDITOR && CKEDITOR.instances.id_body) || null

  /* Return everything typed, as pairs of a name and a value. Files cannot be kept. */
  function fields() {
    const open = editor()
    if (open && open.status === "ready") open.updateElement()
    const typed = []
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && !OURS.includes(name)) typed.push([name, value])
    }
    return typed
  }

  function put(name, values) {
    const inputs = [...form.elements].filter((input) => input.name === name)
    const left = [...values]
    if (!inputs.length && left.length) {
      const hidden = document.createElement("input") // a row of names that this page has not
      hidden.type = "hidden"
      hidden.name = name
      inputs.push(form.appendChild(hidden))
    }
    for (const input of inputs) {
      if (input.type === "file" || input.type === "submit") continue
      if (input.type === "checkbox" || input.type === "radio") {
        input.checked = values.includes(input.value)
      } else if (input.type === "hidden" && inputs.length > 1) {
        left.shift() // the empty value that stands beside a checkbox
      } else {
        input.value = left.length ? left.shift() : ""
      }
    }
  }

  /* Put kept fields into the form; what was not kept stays as it is. */
  function fill(kept) {
    const values = new Map()
    for (const [name, value] of kept) values.set(name, [...(values.get(name) || []), value])
    for (const box of form.querySelectorAll("input[type=checkbox]")) {
      if (box.name && !values.has(box.name)) values.set(box.name, [])
    }
    for (const [name, all] of values) put(name, all)
    const open = editor()
    if (open && values.has("body")) open.setData(values.get("body")[0])
    announce()
  }

  /* Two readings of the form are the same when only white space between tags differs. In a very
     long text every difference counts: looking closer would hold up whoever types. */
  function same(one, other) {
    if (!one || !other) return one === other
    const exact = [one, other].map((typed) => JSON.stringify(typed))
    if (exact[0] === exact[1]) return true
    if (Math.max(exact[0].length, exact[1].length) > 400000) return false
    const plain = (typed) =>
      JSON.stringify(typed.map(([name, value]) => [name, value.replace(/\s+/g, " ").replace(/> </g, "><").trim()]))
    return plain(one) === plain(other)
  }

  /* Notes, reasons and times stand beside the story: saving it by itself does not save them. */
  function isAside(name) {
    const found = form.elements.namedItem(name)
    const input = found && !found.tagName ? found[0] : found
    return Boolean(input) && !input.closest(".desk-main, .desk-checklist")
  }

  function isStored(typed) {
    const opened = new Map(texts || [])
    texts = typed.map(([name, value]) => [name, isAside(name) ? opened.get(name) || "" : value])
  }

  function hidden(name) {
    return form.elements.namedItem(name)
  }

  function announce() {
    for (const listener of listeners) listener()
  }

  /* Say in the line beside the buttons what has become of the text. */
  function say(text) {
    if (status && status.textContent !== text) status.textContent = text
  }

  function word(name) {
    return (status && status.dataset[name]) || ""
  }

  // A device whose clock is wrong (an empty battery may have set it back) goes by the server's.
  const early = Number(form.dataset.now) * 1000 - Date.now()
  const skew = Math.abs(early) > 120000 ? early : 0

  const isWritable = Boolean(hidden("title"))
  const ready = new Promise((done) => {
    if (!form.querySelector("textarea[data-type=ckeditortype]")) return done()
    const listen = () => {
      if (!window.CKEDITOR) return setTimeout(listen, 50)
      const begun = editor()
      if (begun && begun.status === "ready") return done()
      CKEDITOR.on("instanceReady", () => done())
    }
    listen()
  }).then(() => {
    if (!("unsaved" in form.dataset)) texts = fields()
    const open = editor()
    if (open) open.on("change", announce)
    form.addEventListener("input", announce)
    form.addEventListener("change", announce)
  })

  window.desk = {
    form, fields, fill, same, hidden, say, word, ready, isWritable,
    now: () => Date.now() + skew,
    asStored: () => texts,
    isStored,
    onTyping: (listener) => listeners.push(listener),
    person: hidden("person").value,
    story: () => form.dataset.story,
    key: () => hidden("page_key").value,
    turn: () => Number(hidden("page_turn").value) || 0,
    nextTurn() {
      hidden("page_turn").value = this.turn() + 1
      return this.turn()
    },
    /* Ask the server something and return its answer: a state for the script, a sentence to be said.
       Raises when there is no line. A stale token is renewed once. What the page asks by itself, with
       nobody typing, says so: it does not keep a session alive. */
    async ask(address, data, { byItself = false, keepalive = false, again = true } = {}) {
      for (const name of ["csrfmiddlewaretoken", "_save", "_verb"]) data.delete(name)
      data.set("person", this.person)
      const response = await fetch(address, {
        method: "POST",
        body: data,
        headers: {
          Accept: "application/json",
          "X-CSRFToken": this.token(),
          ...(byItself ? { "X-By-Itself": "1" } : {}),
        },
        keepalive,
        signal: AbortSignal.timeout(60000),
      })
      const isJson = (response.headers.get("Content-Type") || "").includes("json")
      const answer = isJson ? await response.json() : { state: STATES[response.status] || "busy" }
      if (answer.state === "token" && again) {
        await fetch(document.querySelector("#desk-sign-in form").action, { headers: { Accept: "application/json" } })
        return this.ask(address, data, { byItself, again: false })
      }
      return answer
    },
    token: () => (document.cookie.match(/(?:^|;\s*)csrftoken=([^;]*)/) || [])[1] || "",
  }

  /* A title is one line, on however many lines it is shown: Enter in it saves, as in any field. */
  for (const line of form.querySelectorAll("[data-one-line]")) {
    line.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return
      event.preventDefault()
      form.requestSubmit(form.querySelector(".first-button"))
    })
  }

  document.addEventListener("keydown", (event) => {
    const asked = (event.ctrlKey || event.metaKey) && (event.key === "Enter" || event.key === "s")
    const button = form.querySelector("[name=_save]")
    if (!asked || !button || document.querySelector("dialog[open]")) return
    event.preventDefault()
    form.requestSubmit(button)
  })
})()
