import Link from 'next/link'
import { buttonClass } from './_components/Button'
import { DoorPage } from './_components/DoorPage'

export default function NotFound() {
  return (
    <DoorPage title="There is nothing at this address">
      <title>Not found · Interphase</title>
      <p className="m-0 text-ink-muted">
        The link may be incomplete, or what it points to belongs to a lab that you are not a member of. Nothing is lost:
        records are never deleted.
      </p>
      <p className="mt-5 mb-0">
        <Link href="/" className={buttonClass({ variant: 'primary' })}>
          Go to my lab
        </Link>
      </p>
    </DoorPage>
  )
}
