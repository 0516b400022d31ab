const BETWEEN_MS = 40_000 // signs of life are not sent more often

/** The slot that is kept for the visitor while he types: at most one per widget. */
export class Hold {
  constructor(api, visitor) {
    this.api = api
    this.visitor = visitor
    this.id = ''
  }

  /** Keeps a slot in place of the one kept so far; a trouble is the caller's to tell. */
  async take(wish) {
    this.release()
    const turn = (this.wish = { ...wish, visitor: this.visitor })
    const hold = await this.api.hold(turn)
    // He has left, or chosen another, before the answer came.
    if (this.wish !== turn) return this.api.release(hold.id)
    this.keep(hold)
  }

  /** The server says for how long, since the visitor's clock may be wrong. */
  keep({ id, seconds }) {
    this.id = id
    this.since = Date.now()
    this.until = this.since + seconds * 1000
  }

  /** Seconds left, 0 for none. */
  left() {
    return this.id ? Math.max(0, Math.round((this.until - Date.now()) / 1000)) : 0
  }

  /** A sign of life: he is typing. */
  async prolong(now) {
    if (!this.id || (!now && Date.now() - this.since < BETWEEN_MS)) return
    this.since = Date.now()
    const { id } = this
    try {
      const hold = await this.api.prolong(id)
      if (this.id === id) this.keep(hold)
    } catch ({ status }) {
      if (status === 404 && this.id === id) this.id = ''
    }
  }

  /** Gives back what is kept, if anything is. */
  release() {
    if (this.id) this.api.release(this.id)
    this.forget()
  }

  /** It has become a booking, or is over. */
  forget() {
    this.id = ''
    this.wish = null
  }
}
