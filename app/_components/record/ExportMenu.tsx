'use client'

import { Archive, Braces, Download, FileText, Table } from 'lucide-react'
import { Button } from '@/app/_components/Button'
import { Menu, MenuDownload } from '@/app/_components/Menu'

/** The record of a run or a plan to take away: on paper, for programs, for spreadsheets, for other notebooks. */
export function ExportMenu({ lab, of, id }: { lab: string; of: 'runs' | 'plans'; id: string }) {
  const href = (as: string) => `/api/exports/${of}/${id}?lab=${lab}&as=${as}`
  return (
    <Menu
      label="Export"
      trigger={
        <Button>
          <Download aria-hidden className="size-4" /> Export
        </Button>
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
