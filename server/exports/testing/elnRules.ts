import { createHash } from 'node:crypto'
import { unzipSync } from 'fflate'

/**
 * The rules of the ELN Consortium for an .eln archive, each under its name: `tests/checks.py`, `tests/schema.json` and
 * SPECIFICATION.md of github.com/TheELNConsortium/TheELNFileFormat as of commit 401e7aa, and what its validator asks of an
 * RO-Crate 1.1 (github.com/crs4/rocrate-validator, profile ro-crate-1.1, severity REQUIRED).
 */

type Json = Record<string, unknown>
interface Archive {
  names: readonly string[]
  bytesOf: (name: string) => Uint8Array | undefined
  root: string
  metadata: Json
  graph: readonly Json[]
}

type Rule = (archive: Archive) => readonly string[]

const metadataFile = 'ro-crate-metadata.json'
const typesOf = (node: Json): unknown[] => (Array.isArray(node['@type']) ? node['@type'] : [node['@type']])
const idOf = (node: unknown): string => {
  const id = isJson(node) ? node['@id'] : undefined
  return typeof id === 'string' ? id : ''
}
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const partsOf = (node: Json | undefined): string[] =>
  Array.isArray(node?.hasPart) ? node.hasPart.map((part) => idOf(part)) : []
const find = ({ graph }: Archive, id: string) => graph.find((node) => node['@id'] === id)
const ofType = ({ graph }: Archive, type: string) => graph.filter((node) => typesOf(node).includes(type))
const complain = (nodes: readonly Json[], isFine: (node: Json) => boolean, what: string) =>
  nodes.filter((node) => !isFine(node)).map((node) => `${idOf(node)} ${what}`)
const isText = (value: unknown) => typeof value === 'string' && value.trim() !== ''
const isMoment = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(value)

/** Those of the context of RO-Crate 1.1 (version 1.1.3) that an archive of ours may use. */
const termsOfRoCrate = [
  '@id',
  '@type',
  'about',
  'affiliation',
  'author',
  'comment',
  'conformsTo',
  'contentSize',
  'dateCreated',
  'dateModified',
  'datePublished',
  'description',
  'encodingFormat',
  'familyName',
  'genre',
  'givenName',
  'hasPart',
  'identifier',
  'keywords',
  'license',
  'name',
  'propertyID',
  'publisher',
  'sdPublisher',
  'text',
  'unitText',
  'url',
  'value',
  'variableMeasured',
  'version',
]

const rules: Record<string, Rule> = {
  'checkArchiveStructure: every entry is in one root folder': ({ names }) => {
    const roots = new Set(names.map((name) => name.split('/')[0]))
    const outside = names.filter(
      (name) => !name.includes('/') || name.startsWith('/') || name.split('/').includes('..'),
    )
    return [...outside.map((name) => `${name} is outside`), ...(roots.size === 1 ? [] : [`${roots.size} root folders`])]
  },
  'SPECIFICATION: ro-crate-metadata.json is in the root folder': ({ names, root }) =>
    names.includes(`${root}/${metadataFile}`) ? [] : ['it is missing'],
  'schema.json: @context and @graph, each node with @id and @type': ({ metadata, graph }) => [
    ...(isText(metadata['@context']) || Array.isArray(metadata['@context']) ? [] : ['no @context']),
    ...complain(graph, (node) => isText(node['@id']) && node['@type'] !== undefined, 'lacks @id or @type'),
  ],
  'schema.json: types of the properties': ({ graph }) => {
    const texts = [
      'version',
      'name',
      'encodingFormat',
      'url',
      'genre',
      'identifier',
      'keywords',
      'dateCreated',
      'dateModified',
    ]
    const objects = ['about', 'conformsTo', 'sdPublisher', 'author']
    const lists = ['hasPart', 'comment']
    return graph.flatMap((node) => [
      ...texts.filter((key) => key in node && typeof node[key] !== 'string').map((key) => `${idOf(node)} ${key}`),
      ...objects.filter((key) => key in node && idOf(node[key]) === '').map((key) => `${idOf(node)} ${key}`),
      ...lists
        .filter((key) => key in node && !(Array.isArray(node[key]) && node[key].every(isJson)))
        .map((key) => `${idOf(node)} ${key}`),
    ])
  },
  'schema.json: dates are moments': ({ graph }) =>
    graph.flatMap((node) =>
      ['dateCreated', 'dateModified']
        .filter((key) => key in node && !isMoment(node[key]))
        .map((key) => `${idOf(node)} ${key}`),
    ),
  'checkValidator, ro-crate-1.1_2.1: every key is a term of the context': ({ metadata, graph }) => {
    const added = [metadata['@context']]
      .flat()
      .filter(isJson)
      .flatMap((one) => Object.keys(one))
    const known = new Set([...termsOfRoCrate, ...added])
    const unknown = new Set(graph.flatMap((node) => Object.keys(node)).filter((key) => !known.has(key)))
    return [...unknown].map((key) => `${key} is none`)
  },
  'checkParamMetadataJson: the metadata node once, with version and sdPublisher': ({ graph }) => {
    const nodes = graph.filter((node) => node['@id'] === metadataFile)
    return nodes.length === 1
      ? complain(nodes, (node) => 'version' in node && 'sdPublisher' in node, 'lacks version or sdPublisher')
      : [`it stands ${nodes.length} times`]
  },
  'checkParamMetadataJson: every part is in the graph exactly once': ({ graph }) =>
    graph
      .flatMap((node) => partsOf(node))
      .filter((id) => graph.filter((node) => node['@id'] === id).length !== 1)
      .map((id) => `${id} does not stand exactly once`),
  'checkParamMetadataJson: data sets and files have a name': (archive) =>
    complain([...ofType(archive, 'Dataset'), ...ofType(archive, 'File')], (node) => isText(node.name), 'has no name'),
  'checkParamMetadataJson: keywords are one text': ({ graph }) =>
    complain(graph, (node) => !Array.isArray(node.keywords), 'has a list of keywords'),
  'checkParamMetadataJson: no value is empty': ({ graph }) =>
    complain(graph, (node) => Object.values(node).every((value) => String(value).trim() !== ''), 'has an empty value'),
  'RO-Crate 1.1: the metadata descriptor is a CreativeWork about ./ and conforms to 1.1': (archive) => {
    const node = find(archive, metadataFile)
    return [
      ...(node !== undefined && typesOf(node).includes('CreativeWork') ? [] : ['it is no CreativeWork']),
      ...(idOf(node?.about) === './' ? [] : ['it is not about ./']),
      ...(idOf(node?.conformsTo) === 'https://w3id.org/ro/crate/1.1' ? [] : ['it does not conform to 1.1']),
    ]
  },
  'RO-Crate 1.1: the root is a data set with name, description, datePublished and licence': (archive) => {
    const node = find(archive, './')
    if (node === undefined || !typesOf(node).includes('Dataset')) return ['there is none']
    return [
      ...(isText(node.name) ? [] : ['no name']),
      ...(isText(node.description) ? [] : ['no description']),
      ...(isMoment(node.datePublished) ? [] : ['no datePublished']),
      ...(find(archive, idOf(node.license)) === undefined ? ['no licence in the graph'] : []),
    ]
  },
  'SPECIFICATION: the publisher is an Organization with name and url': (archive) => {
    const node = find(archive, idOf(find(archive, metadataFile)?.sdPublisher))
    return node !== undefined && typesOf(node).includes('Organization') && isText(node.name) && isText(node.url)
      ? []
      : ['it is not']
  },
  'SPECIFICATION: every data set of the root names its author, and who that is stands in the graph': (archive) => {
    const inRoot = partsOf(find(archive, './')).flatMap((id): readonly Json[] =>
      archive.graph.filter((node) => node['@id'] === id),
    )
    return complain(
      inRoot,
      (node) => isMoment(node.dateCreated) && typesOf(find(archive, idOf(node.author)) ?? {}).includes('Person'),
      'lacks dateCreated or author',
    )
  },
  'RO-Crate 1.1: every data entity is reached from the root by hasPart': (archive) => {
    const reached = new Set<string>()
    const visit = (id: string) => {
      if (reached.has(id)) return
      reached.add(id)
      for (const part of partsOf(find(archive, id))) visit(part)
    }
    visit('./')
    const data = [...ofType(archive, 'Dataset'), ...ofType(archive, 'File')]
    return complain(data, (node) => reached.has(idOf(node)), 'is not reached')
  },
  'RO-Crate 1.1: data sets end with /, and every reference within the graph is resolved': (archive) => [
    ...complain(ofType(archive, 'Dataset'), (node) => idOf(node).endsWith('/'), 'does not end with /'),
    ...archive.graph.flatMap((node) =>
      Object.values(node)
        .flat()
        .filter((value) => idOf(value).startsWith('#') && find(archive, idOf(value)) === undefined)
        .map((value) => `${idOf(node)} names ${idOf(value)}`),
    ),
  ],
  'SPECIFICATION: files have encodingFormat, and contentSize as a number of bytes without a unit': (archive) =>
    complain(
      ofType(archive, 'File'),
      (node) => isText(node.encodingFormat) && typeof node.contentSize === 'string' && /^\d+$/.test(node.contentSize),
      'lacks encodingFormat or contentSize',
    ),
  'RO-Crate 1.1: every file is in the archive, with that size and that sha256': (archive) =>
    ofType(archive, 'File').flatMap((node) => {
      const bytes = archive.bytesOf(`${archive.root}/${decodeURI(idOf(node)).replace(/^\.\//, '')}`)
      if (bytes === undefined) return [`${idOf(node)} is missing`]
      return [
        ...(String(bytes.length) === node.contentSize ? [] : [`${idOf(node)} has another size`]),
        ...(createHash('sha256').update(bytes).digest('hex') === node.sha256
          ? []
          : [`${idOf(node)} has another sha256`]),
      ]
    }),
  'SPECIFICATION: whatever is in the archive is described': (archive) =>
    archive.names
      .filter((name) => !name.endsWith('/') && name !== `${archive.root}/${metadataFile}`)
      .filter((name) => find(archive, `.${name.slice(archive.root.length)}`) === undefined)
      .map((name) => `${name} is not`),
}

export const elnRuleNames: readonly string[] = Object.keys(rules)

/** What is wrong with an archive, each with the rule that says so. */
export function elnProblems(zip: Uint8Array): string[] {
  const files = unzipSync(zip)
  const names = Object.keys(files)
  const found = names.find((name) => name.endsWith(metadataFile))
  const metadata: unknown = found === undefined ? {} : JSON.parse(new TextDecoder().decode(files[found]))
  if (!isJson(metadata)) return ['the metadata is no object']
  const graph = Array.isArray(metadata['@graph']) ? metadata['@graph'].filter(isJson) : []
  const archive: Archive = {
    names,
    bytesOf: (name) => files[name],
    root: names[0]?.split('/')[0] ?? '',
    metadata,
    graph,
  }
  return Object.entries(rules).flatMap(([name, rule]) => rule(archive).map((problem) => `${name}: ${problem}`))
}
