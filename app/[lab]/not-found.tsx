import Link from 'next/link'

export default function NotFoundInLab() {
  return (
    <div className="max-w-[60ch] in-[[data-full]]:px-4 py-8">
      <h1 className="m-0 mb-1 text-xl font-semibold">There is nothing at this address</h1>
      <p className="m-0 text-ink-muted">
        The link may be incomplete, or it belongs to another lab. Records are never deleted, so search (⌘K or Ctrl K)
        finds what is in this lab.
      </p>
      <p className="mt-4 mb-0">
        <Link href="/" className="text-accent underline">
          Go to my lab
        </Link>
      </p>
    </div>
  )
}
