import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// The project's own rules, over a folder of small files that break them: shows that the check looks at files at all.

const biome = resolve('node_modules', '.bin', 'biome')
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'interphase-rules-'))
  const rules = JSON.parse(readFileSync('biome.json', 'utf8'))
  delete rules.$schema
  rules.vcs = { enabled: false }
  writeFileSync(join(folder, 'biome.json'), JSON.stringify(rules))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function lint(path: string, from: string): string {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `import { x } from '${from}'\nexport const y = x\n`)
  const result = spawnSync(biome, ['lint', path], { cwd: folder, encoding: 'utf8' })
  expect(`${result.stdout}${result.stderr}`).toContain('Checked 1 file')
  return `${result.stdout}${result.stderr}`
}

describe('imports go one way', () => {
  it.each([
    ['science/recipe/example.ts', '@/collab/plan/read', 'science is pure'],
    ['science/recipe/example.ts', '@/db/commit', 'science is pure'],
    ['science/recipe/example.ts', 'node:fs', 'science is pure'],
    ['collab/plan/example.ts', '@/server/core', 'run in the browser'],
    ['collab/client/example.ts', '@/collab/room/rooms', 'run in the browser'],
    ['collab/room/example.ts', '@/db/commit', 'neither database nor users'],
    ['db/queries/example.ts', '@/server/core', 'decisions live in server/services'],
    ['server/services/example.ts', '@/app/page', 'renders no component'],
    ['app/example.tsx', '@/db/commit', 'A page asks the API'],
    ['app/example.tsx', '@/server/services/plans', 'A page asks the API'],
  ])('%s may not import %s', (path, from, sentence) => {
    const said = lint(path, from)
    expect(said).toContain('noRestrictedImports')
    expect(said).toContain(sentence)
  })

  it.each([
    ['collab/plan/example.ts', '@/science/ids'],
    ['server/services/example.ts', '@/db/commit'],
    ['app/example.tsx', '@/server/views'],
    ['app/example.tsx', '@/collab/plan/read'],
  ])('%s may import %s', (path, from) => {
    expect(lint(path, from)).not.toContain('noRestrictedImports')
  })
})
