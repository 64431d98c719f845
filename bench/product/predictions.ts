import { publishedLibrary } from '@/science/library/library'
import { predict } from '@/science/prediction/predict'
import type { Recipe } from '@/science/recipe/recipe'
import { random } from '@/server/sync/testing/random'
import { type Part, quantile } from './report'

const count = 20_000

/** Different recipes of every process that has a coating, as a sweep would make them; no two are alike. */
function recipes(): Recipe[] {
  const next = random(20_261_121)
  const between = (low: number, high: number) => low + (high - low) * next()
  const oneOf = <Choice>(choices: readonly Choice[]) => choices[Math.floor(next() * choices.length)] as Choice
  const coatings = publishedLibrary.materials.map(({ id }) => id)
  const cathodes = publishedLibrary.cathodes.map(({ id }) => id)
  return Array.from({ length: count }, (_, place) => {
    const common = {
      name: `R${place}`,
      cathode: oneOf(cathodes),
      coating: oneOf(coatings),
      cathodeRadiusUm: between(1, 10),
      conditions: {
        oxygenSink: oneOf(['thiophosphate', 'o2-gas']),
        temperatureC: between(20, 60),
        cRate: between(0.1, 2),
        upperCutoffV: between(4.2, 4.7),
        cycles: Math.round(between(10, 1000)),
      },
    }
    switch (place % 5) {
      case 0:
        return { ...common, process: 'ald', supercycles: 1 + (place % 40), growthPerSupercycleNm: between(0.1, 2) }
      case 1:
        return {
          ...common,
          process: 'wet',
          boronContent: { value: between(0.1, 2), basis: 'wt% H3BO3' },
          sinterTemperatureC: between(200, 600),
        }
      case 2:
        return { ...common, process: 'sol-gel', thicknessNm: between(0.5, 30), coatingMolPercent: between(0.1, 2) }
      case 3:
        return { ...common, process: 'solid-state', tio2WtPercent: between(0, 2), lboWtPercent: between(0.5, 3) }
      default:
        return { ...common, process: 'ball-milling', coatingWtPercent: between(0.1, 3), betAreaM2PerG: between(0.1, 2) }
    }
  }) as Recipe[]
}

export function predictions(): Part {
  const all = recipes()
  for (const recipe of all.slice(0, 2000)) predict(recipe)
  const each: number[] = []
  const began = performance.now()
  for (const recipe of all) {
    const start = performance.now()
    predict(recipe)
    each.push(performance.now() - start)
  }
  const seconds = (performance.now() - began) / 1000
  return {
    title: 'Predictions, one core',
    lines: [
      {
        what: 'recipes per second',
        figure: Math.round(count / seconds).toLocaleString('en'),
        how: `${count.toLocaleString('en')} different recipes of five processes`,
      },
      {
        what: 'one recipe',
        figure: `p50 ${(quantile(each, 0.5) * 1000).toFixed(0)} µs  p99 ${(quantile(each, 0.99) * 1000).toFixed(0)} µs`,
        how: '',
      },
    ],
  }
}
