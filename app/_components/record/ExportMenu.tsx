'use client'

import { Archive, Braces, Download, FileText, Table } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/app/_components/Button'
import { Menu, MenuDownload } from '@/app/_components/Menu'

/** The record of a run or a plan to take away: on paper, for programs, for spreadsheets, for other notebooks. */
export function ExportMenu({
  lab,
  of,
  id,
  trigger,
}: {
  lab: string
  of: 'runs' | 'plans'
  id: string
  /** A button of the bar that it stands in, where the usual one does not fit. */
  trigger?: ReactNode
}) {
  const href = (as: string) => `/api/exports/${of}/${id}?lab=${lab}&as=${as}`
  return (
    <Menu
      label="Export"
      trigger={
        trigger ?? (
          <Button>
            <Download aria-hidden className="size-4" /> Export
          </Button>
        )
      }
    >
      <MenuDownload icon={FileText} href={href('pdf')}>
        PDF, for printing
      </MenuDownload>
      <MenuDownload icon={Table} href={href('csv')}>
        CSV, a row for each value
      </MenuDownload>
      <MenuDownload icon={Braces} href={href('json')}>
        JSON, for programs
      </MenuDownload>
      <MenuDownload icon={Archive} href={href('eln')}>
        .eln archive, with all files
      </MenuDownload>
    </Menu>
  )
}
