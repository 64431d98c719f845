/** What the home page asks for, in the browser as on the server. */
export const homeQueries = {
  plans: { isInReview: false, limit: 6 },
  waiting: { isInReview: true, limit: 6 },
  running: { states: ['running' as const], limit: 8 },
  activity: { limit: 20 },
}
