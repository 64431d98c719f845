import { describe, expect, it } from 'vitest'
import { predictCommand } from './predict'
import { weighCommand } from './weigh'

const borate = {
  process: 'sol-gel',
  cathode: 'NMC532',
  coating: 'Li3B11O18',
  thicknessNm: 1,
  conditions: { oxygenSink: 'o2-gas' },
}

describe('interphase predict', () => {
  it('prints a list, for one recipe and for many, in the units that scripts rely on', () => {
    const one = predictCommand(JSON.stringify(borate))
    expect(one).toMatchObject({ exitCode: 0, stderr: '' })
    const [found] = JSON.parse(one.stdout)
    // Table 3 of cheng2024: 16.6 min.
    expect(found.timeToRocksalt).toMatchObject({ unit: 's', value: expect.closeTo(16.6 * 60, -1) })
    expect(found.coatingThickness).toMatchObject({ unit: 'nm', value: 1 })
    expect(found.oxygenFlux.unit).toBe('cm⁻² s⁻¹')
    expect(found.lithiumOverpotential).toEqual({ unavailable: expect.any(String) })
    const many = JSON.parse(predictCommand(JSON.stringify([borate, { ...borate, thicknessNm: 10 }])).stdout)
    expect(many[1].timeToRocksalt.value / many[0].timeToRocksalt.value).toBeCloseTo(10, 0)
    for (const check of found.checks)
      expect(check).toMatchObject({ code: expect.any(String), source: expect.any(String) })
  })

  it('takes a composite as phases with volume fractions', () => {
    const { stdout, exitCode } = predictCommand(
      JSON.stringify({
        ...borate,
        coating: [
          { id: 'Li3B11O18', volumeFraction: 0.5 },
          { id: 'LiAlO2', volumeFraction: 0.5 },
        ],
      }),
    )
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)[0].timeToRocksalt).toHaveProperty('unit', 's')
  })

  it('names the path of every wrong field, and prints nothing else', () => {
    const found = predictCommand(
      JSON.stringify([borate, { process: 'wet', cathode: 'NMC9', conditions: { cRate: 'fast' } }]),
    )
    expect(found).toMatchObject({ exitCode: 2, stdout: '' })
    expect(found.stderr).toMatch(/\[1\]\.conditions\.cRate: expected/)
    expect(predictCommand('{')).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining('expected JSON'),
    })
    expect(predictCommand('{"process":"plasma"}')).toMatchObject({ exitCode: 2, stdout: '' })
    const unknown = predictCommand(JSON.stringify({ ...borate, cathode: 'NMC9' }))
    expect(unknown.stderr).toMatch(/^cathode: expected the id of a cathode .* found "NMC9"/)
  })

  it('prints the schema of a recipe without reading anything', () => {
    const schema = JSON.parse(predictCommand('', { schema: true }).stdout)
    expect(schema.oneOf).toHaveLength(6)
  })
})

describe('interphase weigh', () => {
  const boron = {
    process: 'wet',
    cathode: 'LCO',
    batchMassG: 10,
    boronSource: 'H3BO3',
    boronContent: { value: 0.5, basis: 'wt% H3BO3' },
  }

  it('prints what to weigh', () => {
    const { stdout, exitCode } = weighCommand(JSON.stringify(boron))
    expect(exitCode).toBe(0)
    const sheet = JSON.parse(stdout)
    expect(sheet.lines.find((line: { role: string }) => line.role === 'B').massG).toBeCloseTo(0.05, 9)
    expect(weighCommand(JSON.stringify(boron), { text: true }).stdout).toContain('0.05')
  })

  it('asks for the batch mass by its path', () => {
    const { batchMassG: _, ...without } = boron
    expect(weighCommand(JSON.stringify([boron, without]))).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: '[1].batchMassG: expected the mass of the batch in g, found nothing\n',
    })
  })
})
