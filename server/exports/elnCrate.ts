import type { PersonRecord } from './runDocument'

/**
 * The metadata of an .eln archive: an RO-Crate 1.1 as the ELN Consortium's specification narrows it
 * (github.com/TheELNConsortium/TheELNFileFormat, SPECIFICATION.md). Its own checks are this one's tests.
 */

export interface CrateFile {
  /** Below the folder of its data set, of letters, digits, `.`, `-` and `_` only. */
  path: string
  /** As people called it. */
  name: string
  description: string
  encodingFormat: string
  sizeBytes: number
  sha256: string
  author: PersonRecord | null
  dateCreated: string | null
}

/** A value with its meaning, as `variableMeasured` has it. */
export interface CrateValue {
  /** Nested by points: `sinter.sinterTemperatureC.planned`. */
  propertyId: string
  name: string
  value: string | number | boolean
  unitText: string | null
}

/** One experiment: a folder with its files. */
export interface CrateFolder {
  path: string
  id: string
  name: string
  genre: 'experiment' | 'plan'
  url: string
  /** HTML */
  text: string
  keywords: readonly string[]
  author: PersonRecord
  dateCreated: string
  dateModified: string
  comments: readonly { id: string; text: string; author: PersonRecord; dateCreated: string }[]
  values: readonly CrateValue[]
  files: readonly CrateFile[]
}

export interface Crate {
  name: string
  description: string
  at: string
  /** Address of the installation. */
  publisherUrl: string
  lab: { name: string; url: string }
  author: PersonRecord
  folders: readonly CrateFolder[]
}

type Node = { '@id': string; '@type': string } & Record<string, unknown>

const reference = (id: string) => ({ '@id': id })
const personId = ({ id }: PersonRecord) => `#${id}`
const folderId = ({ path }: CrateFolder) => `./${path}/`
const fileId = (folder: CrateFolder, file: CrateFile) => `./${folder.path}/${file.path}`

export const metadataName = 'ro-crate-metadata.json'

/** The terms of RO-Crate 1.1, which lack one that the specification of .eln asks for. */
const context = ['https://w3id.org/ro/crate/1.1/context', { sha256: 'https://schema.org/sha256' }] as const

export function crateMetadata(crate: Crate): { '@context': typeof context; '@graph': Node[] } {
  const { name, description, at, publisherUrl, lab, author, folders } = crate
  const people = new Map<string, PersonRecord>()
  for (const person of [author, ...folders.flatMap(peopleOf)]) people.set(person.id, person)
  return {
    '@context': context,
    '@graph': [
      {
        '@id': metadataName,
        '@type': 'CreativeWork',
        about: reference('./'),
        conformsTo: reference('https://w3id.org/ro/crate/1.1'),
        dateCreated: at,
        sdPublisher: reference(publisherUrl),
        version: '1.0',
      },
      {
        '@id': './',
        '@type': 'Dataset',
        name,
        description,
        author: reference(personId(author)),
        publisher: reference(publisherUrl),
        dateCreated: at,
        datePublished: at,
        license: reference('#licence'),
        hasPart: folders.map((folder) => reference(folderId(folder))),
      },
      {
        '@id': publisherUrl,
        '@type': 'Organization',
        name: 'Interphase',
        url: publisherUrl,
      },
      {
        '@id': lab.url,
        '@type': 'Organization',
        name: lab.name,
        url: lab.url,
      },
      {
        '@id': '#licence',
        '@type': 'CreativeWork',
        name: 'No licence is granted',
        description: 'The lab that made this archive decides who may use what is in it.',
      },
      ...folders.flatMap(nodesOfFolder),
      ...[...people.values()].map((person) => ({
        '@id': personId(person),
        '@type': 'Person',
        name: person.name,
        ...namesOf(person.name),
        affiliation: reference(lab.url),
      })),
    ],
  }
}

function peopleOf({ author, comments, files }: CrateFolder): PersonRecord[] {
  return [author, ...comments.map((comment) => comment.author), ...files.flatMap((file) => file.author ?? [])]
}

/** The last word is the family's; who has one word for a name has no other. */
function namesOf(name: string): Record<string, string> {
  const words = name.trim().split(/\s+/)
  const family = words.at(-1)
  return words.length < 2 || family === undefined
    ? { givenName: name }
    : { givenName: words.slice(0, -1).join(' '), familyName: family }
}

function nodesOfFolder(folder: CrateFolder): Node[] {
  const { id, name, genre, url, text, keywords, author, dateCreated, dateModified, comments, values, files } = folder
  const valueId = ({ propertyId }: CrateValue) => `#${id}-${encodeURIComponent(propertyId)}`
  return [
    {
      '@id': folderId(folder),
      '@type': 'Dataset',
      name,
      identifier: id,
      genre,
      url,
      text,
      ...(keywords.length > 0 ? { keywords: keywords.join(', ') } : {}),
      author: reference(personId(author)),
      dateCreated,
      dateModified,
      ...(comments.length > 0 ? { comment: comments.map((one) => reference(`#${one.id}`)) } : {}),
      ...(values.length > 0 ? { variableMeasured: values.map((one) => reference(valueId(one))) } : {}),
      hasPart: files.map((file) => reference(fileId(folder, file))),
    },
    ...files.map((file) => ({
      '@id': fileId(folder, file),
      '@type': 'File',
      name: file.name,
      description: file.description,
      encodingFormat: file.encodingFormat,
      contentSize: String(file.sizeBytes),
      sha256: file.sha256,
      ...(file.author === null ? {} : { author: reference(personId(file.author)) }),
      ...(file.dateCreated === null ? {} : { dateCreated: file.dateCreated }),
    })),
    ...comments.map((one) => ({
      '@id': `#${one.id}`,
      '@type': 'Comment',
      text: one.text,
      author: reference(personId(one.author)),
      dateCreated: one.dateCreated,
    })),
    ...values.map((one) => ({
      '@id': valueId(one),
      '@type': 'PropertyValue',
      propertyID: one.propertyId,
      name: one.name,
      value: one.value,
      ...(one.unitText === null ? {} : { unitText: one.unitText }),
    })),
  ]
}
