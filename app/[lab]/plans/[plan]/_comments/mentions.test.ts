import { describe, expect, it } from 'vitest'
import type { MemberId } from '@/science/ids'
import { insertMention, mentionAt, mentioned, offered, splitMentions } from './mentions'

const person = (name: string) => ({ name, memberId: `mem_${name.replace(/\W/g, '_').padEnd(8, '0')}` as MemberId })
const mina = person('Mina Park')
const minaLong = person('Mina Parker')
const jose = person('José')
const people = [mina, minaLong, jose]

describe('a mention', () => {
  it('is being typed after an @ that begins a word', () => {
    expect(mentionAt('see @', 5)).toEqual({ start: 4, query: '' })
    expect(mentionAt('see @Mina Pa', 12)).toEqual({ start: 4, query: 'Mina Pa' })
    expect(mentionAt('see @José, he', 9)).toEqual({ start: 4, query: 'José' })
    expect(mentionAt('a@b', 3)).toBe(null)
    expect(mentionAt('see @Mina Park knows', 20)).toBe(null)
  })

  it('is offered by any word of a name, and put in whole', () => {
    expect(offered(people, 'park')).toEqual([mina, minaLong])
    expect(offered(people, 'jo')).toEqual([jose])
    expect(insertMention('see @jo there', 7, 4, 'José')).toEqual({ text: 'see @José there', caret: 10 })
  })

  it('is found again in the text, the longest name first, and never within a word', () => {
    expect(splitMentions('@Mina Parker and @Mina Park!', people)).toEqual([minaLong, ' and ', mina, '!'])
    expect(mentioned('@José @José @Mina Parkers', people)).toEqual([jose.memberId])
    expect(splitMentions('nobody', people)).toEqual(['nobody'])
  })
})
