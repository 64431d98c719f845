import { Button } from '@/app/_components/Button'

/** A refusal; where the record just has too little, with the way to take it all the same. */
export function ShortOf({ message, onTake }: { message: string; onTake: () => void }) {
  return (
    <div role="alert" className="space-y-2 text-sm text-danger">
      <p className="m-0">{message}</p>
      {/take it all the same/.test(message) && (
        <Button size="sm" onClick={onTake}>
          Take it all the same
        </Button>
      )}
    </div>
  )
}
