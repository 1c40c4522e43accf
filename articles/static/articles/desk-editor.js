/* Two things CKEditor's own plugins do not do as the desk needs them: buttons for headings (its list
   of formats opens in a frame with a script in it, which the page's policy refuses), and the words
   its Indonesian translation leaves in English. Both come from articles/admin/widgets.py. */
CKEDITOR.plugins.add("desk", {
  init(editor) {
    for (const [part, words] of Object.entries(editor.config.deskWords || {})) {
      Object.assign(editor.lang[part] || {}, words)
    }
    for (const [name, tag, label] of editor.config.deskHeadings || []) {
      const heading = new CKEDITOR.style({ element: tag })
      const paragraph = new CKEDITOR.style({ element: "p" })
      const command = editor.addCommand(name, {
        allowedContent: tag,
        exec(here) {
          here.applyStyle(this.state === CKEDITOR.TRISTATE_ON ? paragraph : heading)
        },
      })
      editor.attachStyleStateChange(heading, (state) => command.setState(state))
      editor.ui.addButton(name, { label, command: name, toolbar: "styles" })
    }
  },
})
