/** Where to go after signing in: only a path of this site, so that a link cannot send people elsewhere. */
export function safeNext(next: string | string[] | undefined): string {
  const path = Array.isArray(next) ? next[0] : next
  if (!path?.startsWith('/')) return '/'
  try {
    const url = new URL(path, 'http://here.invalid')
    return url.host === 'here.invalid' && !url.pathname.startsWith('//')
      ? `${url.pathname}${url.search}${url.hash}`
      : '/'
  } catch {
    return '/'
  }
}
