import { Download } from 'lucide-react'
import { formatSize } from '@/app/_components/record/moments'
import type { TestView } from '@/server/views'

/** A file as it came. */
export function FileLink({ lab, file }: { lab: string; file: NonNullable<TestView['file']> }) {
  return (
    <a
      href={`/api/files/${file.id}?lab=${encodeURIComponent(lab)}`}
      download={file.name}
      className="text-accent underline wrap-anywhere"
      title={`SHA-256 ${file.sha256}`}
    >
      <Download aria-hidden className="inline size-3.5" /> {file.name}{' '}
      <span className="whitespace-nowrap">({formatSize(file.sizeBytes)})</span>
    </a>
  )
}
