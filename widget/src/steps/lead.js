import { leadContent } from '../submit.js'
import { AnswersStep } from './answers.js'

/** The form alone: a request without a time. */
export class LeadStep extends AnswersStep {
  constructor(app) {
    super(app, 'lead', '/leads', { title: 'lead_title', send: 'send', sending: 'sending' })
  }

  body() {
    return leadContent(this.app)
  }

  sent(lead) {
    this.app.requested(lead)
  }
}
