/* After a crash: offers what this device has kept of the story and the server has not, with its time.
   A page that is still open elsewhere keeps its copy; a lock that dies with the page tells which. */
(() => {
  if (!window.desk) return
  const place = document.getElementById("desk-copies")
  const words = place.dataset
  const language = document.documentElement.lang || "id"
  const lockOf = (key) => `desk-page-${key}`

  function hold(key) {
    if (navigator.locks) navigator.locks.request(lockOf(key), () => new Promise(() => {}))
  }

  async function openElsewhere() {
    if (!navigator.locks) return new Set()
    return new Set((await navigator.locks.query()).held.map((lock) => lock.name))
  }

  function arrivedTurns() {
    const pairs = desk.form.dataset.arrived.split(" ").filter(Boolean).map((pair) => pair.split(":"))
    return new Map(pairs.map(([key, turn]) => [key, Number(turn)]))
  }

  async function lost() {
    const arrived = arrivedTurns()
    const live = await openElsewhere()
    const found = []
    for (const copy of await desk.kept.all()) {
      if (arrived.get(copy.key) >= copy.turn) await desk.kept.drop(copy.key)
      else if (copy.story !== desk.story() || copy.key === desk.key()) continue
      else if (live.has(lockOf(copy.key))) continue
      else if (desk.isWritable && desk.same(copy.fields, desk.asStored())) await desk.kept.drop(copy.key)
      else found.push(copy)
    }
    return found
  }

  const valueOf = (fields, name) => (fields.find(([found]) => found === name) || ["", ""])[1]

  function textOf(html) {
    const page = new DOMParser().parseFromString(html.replace(/<\/(p|h2|h3|li|tr)>/g, "$&\n"), "text/html")
    return page.body.textContent.replace(/[ \t]+/g, " ").trim()
  }

  /* The beginning of what differs, with a few words before it. */
  function excerpt(copy) {
    const kept = textOf(valueOf(copy.fields, "body"))
    const stored = textOf(valueOf(desk.asStored() || [], "body"))
    let start = 0
    while (start < kept.length && kept[start] === stored[start]) start += 1
    const before = start < kept.length ? Math.max(0, start - 40) : 0
    const from = before ? kept.indexOf(" ", before) + 1 : 0 // whole words
    const part = kept.slice(from, from + 240)
    return (from ? "… " : "") + part + (kept.length > from + 240 ? " …" : "")
  }

  function element(name, text = "", inside = []) {
    const made = document.createElement(name)
    made.textContent = text
    made.append(...inside)
    return made
  }

  function button(text, action) {
    const made = element("button", text)
    made.type = "button"
    made.addEventListener("click", action)
    return made
  }

  function shown(copy) {
    const form = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" })
    const whole = element("textarea", textOf(valueOf(copy.fields, "body")))
    whole.readOnly = true
    whole.rows = 8
    whole.setAttribute("aria-label", words.show)
    const parts = [
      element("p", "", [element("b", form.format(copy.at)), ` · ${valueOf(copy.fields, "title") || words.untitled}`]),
      element("p", excerpt(copy)),
      element("details", "", [element("summary", words.show), whole]),
    ]
    const newer = desk.isWritable && copy.version !== desk.hidden("version").value
    if (newer) parts.push(element("p", words.changed))
    const box = element("div", "", parts)
    const choices = element("p")
    choices.className = "desk-choices"
    if (desk.isWritable) choices.append(button(words.use, () => use(copy, box)), " ")
    choices.append(button(words.drop, () => drop(copy, box)))
    box.append(choices)
    return box
  }

  function gone(box) {
    box.remove()
    place.hidden = !place.querySelector("div")
  }

  async function drop(copy, box) {
    if (!window.confirm(words.sure)) return
    await desk.kept.drop(copy.key)
    gone(box)
  }

  /* The form goes on as the page that was lost: with its key, and the version it was opened with. */
  async function use(copy, box) {
    const begun = arrivedTurns().get(copy.key) || 0
    await desk.kept.drop(desk.key())
    desk.hidden("page_key").value = copy.key
    desk.hidden("page_turn").value = Math.max(copy.turn, begun)
    desk.hidden("version").value = copy.version
    hold(copy.key)
    desk.fill(copy.fields)
    gone(box)
    desk.say(words.used)
    desk.hidden("title").focus()
  }

  desk.ready.then(async () => {
    if (desk.isWritable) hold(desk.key())
    const copies = await lost()
    if (!copies.length) return
    place.append(element("h2", words.heading), ...copies.map(shown))
    place.hidden = false
  })
})()
