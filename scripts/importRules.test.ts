import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** What biome says of a file with this import, as if it stood at `path`. */
function lint(path: string, source: string): string {
  const result = spawnSync(join('node_modules', '.bin', 'biome'), ['lint', `--stdin-file-path=${path}`], {
    input: source,
    encoding: 'utf8',
  })
  return `${result.stdout}${result.stderr}`
}

const imports = (from: string) => `import { x } from '${from}'\nexport const y = x\n`

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
    const said = lint(path, imports(from))
    expect(said).toContain('noRestrictedImports')
    expect(said).toContain(sentence)
  })

  it.each([
    ['collab/plan/example.ts', '@/science/ids'],
    ['server/services/example.ts', '@/db/commit'],
    ['app/example.tsx', '@/server/views'],
    ['app/example.tsx', '@/collab/plan/read'],
  ])('%s may import %s', (path, from) => {
    expect(lint(path, imports(from))).not.toContain('noRestrictedImports')
  })
})
