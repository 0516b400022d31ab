/**
 * What the visitor chose and typed, kept for this tab so that a reload loses nothing. Storage may be absent,
 * full or forbidden on a host page: then the widget remembers until the page is left, and says nothing.
 */
export class Memory {
  constructor(name) {
    this.name = 'okno:' + name
    try {
      this.state = JSON.parse(sessionStorage[this.name])
    } catch {
      // nothing kept, or not readable
    }
    this.state ||= {}
  }

  save() {
    try {
      sessionStorage[this.name] = JSON.stringify(this.state)
    } catch {
      // not kept over a reload
    }
  }

  /** Forgets what is kept, and goes on with another state. */
  reset(state) {
    this.state = {}
    this.save()
    this.state = state
  }
}
