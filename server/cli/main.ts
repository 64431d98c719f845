import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import type { AuditHead } from '@/db/auditChain'
import { openDatabase } from '@/db/connection'
import { ensureSearchIndex, examineSearchIndex, removeSearchIndex } from '@/db/searchIndex'
import { readConfig, WrongConfiguration } from '../config'
import { DataFolderProblem, takeDataFolder } from '../dataFolder'
import { backup, restore } from './backup'
import { examine } from './doctor'
import { predictCommand } from './predict'
import { CommandProblem } from './problem'
import { previewCommand, readColumnMap, readCommand, readSeveral } from './read'
import { weighCommand } from './weigh'

const program = new Command('interphase').description('Interphase from the command line.')

program
  .command('backup')
  .description('write the whole lab (database, uploaded files, session key) into one archive; the server may run')
  .argument('<file>', 'archive to write, e.g. interphase.tar.gz')
  .action(async (file: string) => console.log(await backup(readConfig(process.env), file)))

program
  .command('restore')
  .description('put a backup into the data folder')
  .argument('<file>')
  .option('--force', 'move what is in the data folder aside', false)
  .action(async (file: string, options: { force: boolean }) =>
    console.log(await restore(readConfig(process.env), file, options)),
  )

program
  .command('doctor')
  .description('check the installation and the data; exit code 1 when something is wrong')
  .option('--deep', 'read every byte of every uploaded file', false)
  .option(
    '--audit-head <seq:hash>',
    'also check that the audit log still holds this entry, as an earlier examination named it',
    readAuditHead,
  )
  .action(async (options: { deep: boolean; auditHead?: AuditHead }) => {
    const findings = await examine(readConfig(process.env), options)
    for (const { ok, what } of findings) console.log(`${ok ? 'ok  ' : 'BAD '} ${what}`)
    if (findings.some(({ ok }) => !ok)) process.exitCode = 1
  })

program
  .command('index')
  .description('make the search index again from all that is stored; the server must not run')
  .action(() => {
    const config = readConfig(process.env)
    const giveBack = takeDataFolder(config.dataFolder)
    const database = openDatabase(config.databaseFile)
    try {
      removeSearchIndex(database)
      ensureSearchIndex(database)
      console.log(`Search knows ${examineSearchIndex(database).entries} things.`)
    } finally {
      database.close()
      giveBack()
    }
  })

program
  .command('read')
  .description(
    'read a cycler or impedance file and print what is in it as JSON; several are put together in time order',
  )
  .argument('<files...>')
  .option('--mass <mg>', 'active mass in mg, for capacities per gram', Number)
  .option('--columns <file>', 'also write the normalised columns, as CSV or (*.parquet) as Parquet')
  .option('--map <json>', 'read an unknown table by this mapping of its columns')
  .option('--preview', 'print the columns of an unknown table, and a mapping to begin with', false)
  .action(async (files: string[], options: { mass?: number; columns?: string; map?: string; preview: boolean }) => {
    const read = files.map((file) => ({ name: basename(file), bytes: bytesOf(file) }))
    const [only] = read
    if (options.preview && only) {
      print(previewCommand(only.bytes, only.name))
      return
    }
    const wanted = {
      massMg: options.mass,
      ...(options.columns === undefined
        ? {}
        : { columns: options.columns.endsWith('.parquet') ? ('parquet' as const) : ('csv' as const) }),
      ...(options.map === undefined ? {} : { map: readColumnMap(bytesOf(options.map)) }),
    }
    const answer = only && read.length === 1 ? readCommand(only.bytes, only.name, wanted) : readSeveral(read, wanted)
    if (answer.columnsFile !== undefined && options.columns !== undefined)
      writeFileSync(options.columns, answer.columnsFile)
    print(answer)
  })

program
  .command('predict')
  .description('predict the recipe, or the list of recipes, that stands as JSON on standard input')
  .option('--schema', 'print the JSON Schema of a recipe, and read nothing', false)
  .action((options: { schema: boolean }) => print(predictCommand(options.schema ? '' : standardInput(), options)))

program
  .command('weigh')
  .description('print what to weigh for one batch of the recipe that stands as JSON on standard input')
  .option('--text', 'print a table instead of JSON', false)
  .action((options: { text: boolean }) => print(weighCommand(standardInput(), options)))

function readAuditHead(text: string): AuditHead {
  const [, seq, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? []
  if (seq === undefined || hash === undefined)
    throw new InvalidArgumentError('Expected the number of an entry, a colon and its hash, as doctor prints them.')
  return { seq: Number(seq), hash }
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new CommandProblem(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function standardInput(): string {
  return readFileSync(0, 'utf8')
}

function print(answer: { stdout: string; stderr: string; exitCode: number }): void {
  process.stdout.write(answer.stdout)
  process.stderr.write(answer.stderr)
  process.exitCode = answer.exitCode
}

program.parseAsync().catch((error: unknown) => {
  if (error instanceof WrongConfiguration) for (const sentence of error.sentences) console.error(sentence)
  else if (error instanceof CommandProblem || error instanceof DataFolderProblem) console.error(error.message)
  else console.error(error)
  process.exit(1)
})
