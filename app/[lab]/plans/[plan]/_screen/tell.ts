import { toast } from 'sonner'

/** Says why the document refused an act; nothing where it was done. */
export function tell(written: { ok: true } | { ok: false; problem: { message: string } }): void {
  if (!written.ok) toast.error(written.problem.message)
}
