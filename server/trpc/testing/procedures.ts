import type { World } from './world'

/**
 * Every procedure of the API, who may call it, and an input that names what is there. The tests of permissions walk it, and
 * fail when a procedure has no row: whoever adds one says here who may do it, apart from the table of policies.
 */
export interface Row {
  /** `seniors` are PIs and researchers, `workers` these and students, `everyone` viewers too. */
  who: 'public' | 'signed-in' | 'everyone' | 'workers' | 'seniors' | 'pi'
  /** The lab is added. Absent where there is nothing more to say. */
  input?: (world: World) => Record<string, unknown>
  /** A mutation that changes no record, and why not. */
  notInAudit?: string
}

const ofPlan = ({ plan }: World) => ({ plan })

export const procedures: Record<string, Row> = {
  'setup.state': { who: 'public' },
  'setup.createFirstLab': { who: 'public' },
  'invitations.look': { who: 'public' },
  'invitations.accept': { who: 'public' },
  'me.get': { who: 'signed-in' },
  'me.sessions': { who: 'signed-in' },
  'me.revokeSession': { who: 'signed-in' },

  'labs.get': { who: 'everyone' },
  'labs.changeSettings': { who: 'pi', input: () => ({ reviewMode: 'all', approvalRequiredFor: ['student'] }) },
  'members.list': { who: 'everyone' },
  'members.changeRole': { who: 'pi', input: ({ leaver }) => ({ member: leaver, role: 'viewer' }) },
  'members.remove': { who: 'pi', input: ({ leaver }) => ({ member: leaver }) },
  'invitations.create': { who: 'pi', input: () => ({ role: 'student' }) },
  'invitations.list': { who: 'pi' },
  'invitations.revoke': { who: 'pi', input: ({ invitation }) => ({ invitation }) },

  'plans.list': { who: 'everyone', input: () => ({ includeArchived: true }) },
  'plans.titles': { who: 'everyone' },
  'plans.get': { who: 'everyone', input: ofPlan },
  'plans.records': { who: 'everyone', input: ofPlan },
  'plans.history': { who: 'everyone', input: ofPlan },
  'plans.writers': { who: 'everyone', input: ofPlan },
  'plans.versions': { who: 'everyone', input: ofPlan },
  'plans.compareVersions': { who: 'everyone', input: ({ plan }) => ({ plan, from: 1 }) },
  'plans.nameVersion': { who: 'workers', input: ({ plan }) => ({ plan, name: 'before Monday' }) },
  'plans.restoreVersion': { who: 'workers', input: ({ plan }) => ({ plan, seq: 1 }) },
  'plans.required': { who: 'everyone', input: ofPlan },
  'plans.setRequired': {
    who: 'seniors',
    input: ({ other }) => ({ plan: other, required: {}, seen: {}, alsoTemplate: true }),
  },
  'plans.adoptRequired': { who: 'seniors', input: ({ other }) => ({ plan: other, version: 1 }) },
  'plans.templates': { who: 'everyone' },
  'plans.create': { who: 'workers', input: () => ({ title: 'Another' }) },
  'plans.duplicate': { who: 'workers', input: ofPlan },
  'plans.archive': { who: 'workers', input: ofPlan },
  'planViews.list': { who: 'everyone', input: ofPlan },
  // Everyone has views of her own.
  'planViews.save': {
    who: 'everyone',
    input: ({ plan, settings }) => ({ plan, name: 'mine', isShared: false, settings }),
  },
  'planViews.remove': { who: 'everyone', input: ({ plan, view }) => ({ plan, view }) },
  'recipes.templates': { who: 'everyone', input: () => ({ query: '' }) },
  'recipes.move': {
    who: 'workers',
    input: ({ plan, other, second }) => ({ from: other, to: plan, recipes: [second] }),
  },

  'reviews.inbox': { who: 'everyone' },
  'reviews.waitingCount': { who: 'everyone' },
  'reviews.get': { who: 'everyone', input: ({ open }) => ({ review: open }) },
  'reviews.ofRecipe': { who: 'everyone', input: ({ plan, recipe }) => ({ plan, recipe }) },
  'reviews.reviewers': { who: 'everyone' },
  'reviews.ask': { who: 'workers', input: ofPlan },
  'reviews.withdraw': { who: 'workers', input: ({ open }) => ({ review: open }) },
  'reviews.approve': { who: 'pi', input: ({ other, open }) => ({ plan: other, review: open }) },
  'reviews.requestChanges': {
    who: 'pi',
    input: ({ other, open }) => ({ plan: other, review: open, reason: 'thinner' }),
  },

  'comments.list': { who: 'everyone', input: ofPlan },
  'comments.start': {
    who: 'workers',
    input: ({ plan, newComment }) => ({
      plan,
      recipe: null,
      key: null,
      comment: { id: newComment, text: 'x', mentions: [] },
    }),
  },
  'comments.reply': {
    who: 'workers',
    input: ({ thread, newComment }) => ({ thread, comment: { id: newComment, text: 'x', mentions: [] } }),
  },
  'comments.resolve': { who: 'workers', input: ({ thread }) => ({ thread, isResolved: true }) },
  'notifications.list': { who: 'everyone' },
  'notifications.unread': { who: 'everyone' },
  'notifications.markRead': {
    who: 'everyone',
    input: () => ({ ids: null }),
    notInAudit: 'what somebody has read is her own',
  },
  'notifications.choices': { who: 'everyone' },
  'notifications.choose': { who: 'everyone', input: () => ({ muted: ['reply'], unmailed: ['mention'] }) },

  'runs.list': { who: 'everyone', input: ofPlan },
  'runs.page': { who: 'everyone' },
  'runs.counts': { who: 'everyone' },
  'runs.board': { who: 'everyone', input: () => ({ by: 'plan' }) },
  'runs.calendar': {
    who: 'everyone',
    input: () => ({ from: new Date(Date.now() - 86_400_000), before: new Date(Date.now() + 86_400_000) }),
  },
  'work.mine': { who: 'everyone' },
  'runs.get': { who: 'everyone', input: ({ run }) => ({ run }) },
  'runs.startOptions': { who: 'everyone', input: ({ plan, recipe }) => ({ plan, recipe }) },
  'runs.start': { who: 'workers', input: ({ plan, recipe }) => ({ plan, recipe }) },
  'runs.record': {
    who: 'workers',
    input: ({ run, newEntry }) => ({ run, entryId: newEntry, key: 'note', actual: 'x' }),
  },
  'runs.close': { who: 'workers', input: ({ run }) => ({ run, version: 1, state: 'done', reason: '' }) },
  'samples.list': { who: 'everyone' },
  'samples.get': { who: 'everyone', input: ({ sample }) => ({ sample: sample.code }) },
  'samples.byCode': { who: 'everyone', input: ({ sample }) => ({ code: sample.code }) },
  'samples.ofCodes': { who: 'everyone', input: ({ sample }) => ({ codes: [sample.code] }) },
  'samples.unprintable': { who: 'everyone', input: ({ sample }) => ({ codes: [sample.code] }) },
  'samples.places': { who: 'everyone' },
  'samples.make': {
    who: 'workers',
    input: ({ sample }) => ({ kind: 'powder', of: [{ sample: sample.id }], into: [{ amountG: 1 }] }),
  },
  'samples.change': {
    who: 'workers',
    input: ({ sample }) => ({ sample: sample.id, change: { field: 'isAirSensitive', seen: false, value: true } }),
  },
  'samples.measure': {
    who: 'workers',
    input: ({ sample }) => ({ sample: sample.id, quantity: 'betArea', value: 0.4, unit: 'm² g⁻¹' }),
  },
  'samples.withdraw': { who: 'workers', input: ({ measurement }) => ({ entry: measurement, reason: 'another vial' }) },
  'cells.list': { who: 'everyone' },
  'cells.names': { who: 'everyone' },
  'cells.get': { who: 'everyone', input: ({ cell }) => ({ cell }) },
  'cells.create': { who: 'workers', input: ({ sample }) => ({ sample: sample.id, name: 'another', kind: 'full' }) },
  'cells.correct': {
    who: 'workers',
    input: ({ cell }) => ({ cell, changes: { electrolyte: 'LP57' }, reason: 'the bottle says so' }),
  },
  'tests.get': { who: 'everyone', input: ({ test }) => ({ test }) },
  'tests.imports': { who: 'everyone', input: ({ cell }) => ({ cell }) },
  'tests.cancel': { who: 'workers', input: ({ stuck }) => ({ test: stuck }) },
  'tests.readAgain': { who: 'workers', input: ({ test }) => ({ test }) },
  'tests.putTogether': { who: 'workers', input: ({ cell, parts }) => ({ cell, tests: parts }) },
  'tests.takeApart': { who: 'workers', input: ({ whole }) => ({ test: whole, reason: 'of two cells' }) },
  'mappings.list': { who: 'everyone' },
  'mappings.save': {
    who: 'workers',
    input: () => ({
      header: 'Spg\tStrom',
      name: 'Prüfstand 7',
      columnMap: { columns: { Spg: { quantity: 'voltage' } } },
      version: null,
    }),
  },
  'mappings.preview': { who: 'everyone', input: ({ test }) => ({ test }) },
  'tests.profile': { who: 'everyone', input: ({ record }) => ({ test: record, cycles: [1] }) },
  'tests.dqdv': {
    who: 'everyone',
    input: ({ record }) => ({ test: record, cycles: [1], smoothing: { binV: 0.01, windowBins: 5, order: 2 } }),
  },
  'tests.trace': { who: 'everyone', input: ({ record }) => ({ test: record }) },
  'tests.leaveOut': {
    who: 'workers',
    input: ({ record }) => ({ test: record, cycle: 2, isLeftOut: true, reason: 'the clip came loose' }),
  },
  'tests.changeSettings': {
    who: 'workers',
    input: ({ record }) => ({
      test: record,
      settings: { referenceCycle: 1, retentionCycle: null, oneC: null },
      reason: '',
    }),
  },
  'tests.chooseCircuit': {
    who: 'workers',
    input: ({ record }) => ({ test: record, spectrum: 1, circuit: 'R-RQ-RQ', reason: '' }),
  },
  'comparison.rows': { who: 'everyone', input: ofPlan },
  'comparison.picked': { who: 'everyone', input: ({ cell, recipe }) => ({ of: [cell, recipe] }) },
  'comparison.explained': { who: 'everyone', input: ({ test }) => ({ tests: [test] }) },
  'comparison.published': { who: 'everyone' },
  'comparison.views': { who: 'everyone' },
  // Everyone has views of her own.
  'comparison.saveView': {
    who: 'everyone',
    input: ({ resultsSettings }) => ({ name: 'mine', isShared: false, settings: resultsSettings }),
  },
  'comparison.removeView': { who: 'everyone', input: ({ resultsView }) => ({ view: resultsView }) },
  'activity.pulse': { who: 'everyone' },
  'activity.list': { who: 'everyone', input: ofPlan },
  'search.find': { who: 'everyone', input: () => ({ query: 'Zirconate' }) },
  'search.page': { who: 'everyone', input: () => ({ query: 'Zirconate', kind: 'recipe' }) },

  'library.definitions': { who: 'everyone' },
  'library.versions': { who: 'everyone', input: ({ parameter }) => ({ kind: 'parameter', key: parameter }) },
  'library.saveMaterial': {
    who: 'seniors',
    input: () => ({
      version: null,
      content: {
        id: 'Our glass',
        name: 'Our glass',
        formula: 'Li3BO3',
        phase: 'amorphous',
        source: 'notebook 3',
        lithium: null,
        oxygen: null,
        densityGPerCm3: null,
        growthPerSupercycleNm: null,
        formsFromBoron: null,
        phases: null,
      },
    }),
  },
  'library.saveCathode': {
    who: 'seniors',
    input: () => ({
      version: null,
      content: {
        id: 'Our powder',
        name: 'Our powder',
        formula: 'LiCoO2',
        surfacePhase: null,
        radiusUm: null,
        oxygenPotentialEv: null,
        surfaceOxygenPerCm3: null,
        lostFraction: null,
        density: null,
        capacity: null,
        dwellVoltageV: null,
        source: 'notebook 3',
      },
    }),
  },
  'library.savePrecursor': {
    who: 'seniors',
    input: () => ({
      version: null,
      content: { id: 'Our salt', name: 'Our salt', formula: 'LiOH', aliases: [], state: 'solid', densityGPerMl: null },
    }),
  },
  'library.saveParameter': {
    who: 'seniors',
    input: ({ ownParameter }) => ({ version: null, content: { ...ownParameter, label: 'Stirrer' } }),
  },
  'library.retire': {
    who: 'seniors',
    input: ({ parameter }) => ({ kind: 'parameter', key: parameter, version: 1, isRetired: true }),
  },
}
