import type { NotificationKind } from '@/db/schema/notifications'

/** A letter as it is handed to the mail server. */
export interface Letter {
  subject: string
  text: string
  html: string
  messageId: string
  /** Where the reader chooses what she hears of; mail programs show it as a button. */
  settings: string
}

const because: Record<NotificationKind, string> = {
  mention: 'somebody mentioned you',
  reply: 'somebody answered where you said something',
  'review-asked': 'somebody asks you for a review',
  'review-answered': 'a review that you asked for is answered',
  'run-failed': 'a run that you started, or of a plan that you made, failed',
}

const longestSubject = 140

/**
 * The letter for a line of the notifications: plain text, and the same as simple HTML.
 *
 * @param id of the letter; its Message-ID is made from it, so that a letter that is sent again is known as the same
 * @param url address of the installation, `https://interphase.example.org`
 */
export function composeMail(
  mail: { id: string; kind: NotificationKind; sentence: string; place: string; labSlug: string; labName: string },
  url: string,
): Letter {
  const sentence = mail.sentence.replace(/\s+/g, ' ').trim()
  const link = `${url}/${mail.labSlug}/${mail.place}`
  const settings = `${url}/${mail.labSlug}/notifications#choices`
  const why = `You get this because ${because[mail.kind]} in ${mail.labName}.`
  const cut = sentence.length > longestSubject ? `${sentence.slice(0, longestSubject - 1)}…` : sentence
  return {
    subject: cut,
    messageId: `<${mail.id}@${new URL(url).hostname}>`,
    settings,
    text: `${sentence}\n\n${link}\n\n--\n${why}\nChoose what you hear of: ${settings}\n`,
    html: `<!doctype html>
<html><body style="font-family: sans-serif; font-size: 15px; line-height: 1.5">
<p>${escaped(sentence)}</p>
<p><a href="${escaped(link)}">Open it in Interphase</a></p>
<p style="color: #666666; font-size: 13px">${escaped(why)}<br><a href="${escaped(settings)}">Choose what you hear of</a></p>
</body></html>
`,
  }
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character)
}
