/** `14:02` today, `20 Nov, 14:02` otherwise; in the reader's own zone, so for what is drawn in the browser only. */
export function formatMoment(at: number, now = Date.now()): string {
  const moment = new Date(at)
  const time = `${String(moment.getHours()).padStart(2, '0')}:${String(moment.getMinutes()).padStart(2, '0')}`
  if (moment.toDateString() === new Date(now).toDateString()) return time
  return `${moment.getDate()} ${months[moment.getMonth()]}, ${time}`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
