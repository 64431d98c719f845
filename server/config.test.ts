import { describe, expect, it } from 'vitest'
import { readConfig, WrongConfiguration } from './config'

describe('the configuration', () => {
  it('has a default for everything', () => {
    const config = readConfig({})
    expect(config.port).toBe(3000)
    expect(config.url).toBe('http://localhost:3000')
    expect(config.dataFolder).toMatch(/data$/)
  })

  it('names each variable that is wrong, what came and what was expected', () => {
    const read = () => readConfig({ PORT: 'abc', INTERPHASE_URL: 'ftp://x', INTERPHASE_SECRET: 'short' })
    expect(read).toThrow(WrongConfiguration)
    try {
      read()
    } catch (error) {
      const { sentences } = error as WrongConfiguration
      expect(sentences).toHaveLength(3)
      expect(sentences[0]).toBe('PORT is "abc": expected a number from 1 to 65535.')
      expect(sentences[1]).toContain('INTERPHASE_URL is "ftp://x"')
      expect(sentences[2]).toContain('INTERPHASE_SECRET')
    }
  })

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: '' }).port).toBe(3000)
  })

  it('takes a sign-in provider whole or not at all', () => {
    expect(readConfig({}).openId).toBeNull()
    const whole = {
      INTERPHASE_OIDC_ISSUER: 'https://login.uni.example/realm',
      INTERPHASE_OIDC_CLIENT_ID: 'interphase',
      INTERPHASE_OIDC_CLIENT_SECRET: 'of the university',
    }
    expect(readConfig(whole).openId).toEqual({
      issuer: 'https://login.uni.example/realm',
      clientId: 'interphase',
      clientSecret: 'of the university',
      name: 'login.uni.example',
    })
    const { INTERPHASE_OIDC_CLIENT_SECRET: _, ...half } = whole
    expect(() => readConfig(half)).toThrow('INTERPHASE_OIDC_CLIENT_SECRET is not set')
  })

  it('takes a mail server with its sender or not at all, and never prints its password', () => {
    expect(readConfig({}).mail).toBeNull()
    const whole = {
      INTERPHASE_SMTP_URL: 'smtp://lab:s3cret@mail.uni.example:587',
      INTERPHASE_MAIL_FROM: 'Interphase <interphase@uni.example>',
    }
    expect(readConfig(whole).mail).toEqual({
      smtpUrl: whole.INTERPHASE_SMTP_URL,
      from: whole.INTERPHASE_MAIL_FROM,
    })
    expect(() => readConfig({ INTERPHASE_SMTP_URL: whole.INTERPHASE_SMTP_URL })).toThrow(
      'INTERPHASE_MAIL_FROM is not set',
    )
    expect(() => readConfig({ INTERPHASE_MAIL_FROM: 'lab@uni.example' })).toThrow('INTERPHASE_SMTP_URL is not set')
    expect(() => readConfig({ ...whole, INTERPHASE_MAIL_FROM: 'Interphase' })).toThrow('expected a sender such as')
    const wrong = () => readConfig({ ...whole, INTERPHASE_SMTP_URL: 'https://lab:s3cret@mail.uni.example' })
    expect(wrong).toThrow('INTERPHASE_SMTP_URL is not the address of a mail server: expected')
    expect(wrong).not.toThrow('s3cret')
  })
})
