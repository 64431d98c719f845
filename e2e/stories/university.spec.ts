import type { Server } from 'node:http'
import { expect, type Page, test } from '@playwright/test'
import Provider from 'oidc-provider'
import { acceptInvitation, invite, openBrowser, person, setUpLab, signIn } from '../people'
import { ProductServer } from '../server'

// Sign-in by a university's OpenID Connect provider: a real one, with its own pages.

const clientId = 'interphase'
const clientSecret = 'what the university gave the lab'

function openUniversity(port: number, product: ProductServer): Promise<Server> {
  const provider = new Provider(`http://localhost:${port}`, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${product.url}/api/auth/callback/university`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, email: `${sub}@uni.test`, email_verified: true, name: `Dr ${sub}` }),
    }),
    cookies: { keys: ['of this test'] },
  })
  return new Promise((resolve) => {
    const server = provider.listen(port, () => resolve(server))
  })
}

/** The provider's own two pages: who are you, and may this site know. */
async function signInAtUniversity(page: Page, name: string): Promise<void> {
  await page.locator('input[name=login]').fill(name)
  await page.locator('input[name=password]').fill('anything')
  await page.locator('button[type=submit]').click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

test('people come in by their university, but into a lab only by invitation', async ({ browser }) => {
  test.setTimeout(120_000)
  const idle = await ProductServer.prepare()
  const product = await ProductServer.prepare({
    INTERPHASE_OIDC_ISSUER: idle.url,
    INTERPHASE_OIDC_CLIENT_ID: clientId,
    INTERPHASE_OIDC_CLIENT_SECRET: clientSecret,
    INTERPHASE_OIDC_NAME: 'Uni of Coatings',
  })
  let university: Server | null = null
  try {
    // The provider is down when the product starts: passwords work, and the button says so.
    await product.launch()
    const mina = await (await openBrowser(browser, product)).newPage()
    await setUpLab(mina, product, person('Mina'))
    const link = await invite(mina, 'okada-lab', 'Student')
    const sora = await (await openBrowser(browser, product)).newPage()
    await sora.goto('/sign-in')
    await sora.getByRole('button', { name: 'Sign in with Uni of Coatings' }).click()
    await expect(sora.getByRole('alert').filter({ hasText: 'could not be reached' })).toBeVisible()

    university = await openUniversity(idle.port, product)
    await sora.waitForTimeout(5_000)
    await sora.getByRole('button', { name: 'Sign in with Uni of Coatings' }).click()
    await signInAtUniversity(sora, 'sora')
    await sora.waitForURL((url) => url.origin === product.url && url.pathname !== '/sign-in')
    await expect(sora.getByText(/no lab|in no lab|not in a lab/i).first()).toBeVisible()
    await sora.goto('/okada-lab/plans')
    await expect(sora.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()

    await sora.goto(link)
    await sora.getByRole('button', { name: 'Join the lab' }).click()
    await sora.waitForURL(/okada-lab/)

    // An account that is there already is not taken over; its owner connects it.
    const jon = await (await openBrowser(browser, product)).newPage()
    const researcher = { ...person('Jon'), email: 'jon@uni.test' }
    await acceptInvitation(jon, await invite(mina, 'okada-lab', 'Researcher'), researcher)
    const stranger = await (await openBrowser(browser, product)).newPage()
    await stranger.goto('/sign-in')
    await stranger.getByRole('button', { name: 'Sign in with Uni of Coatings' }).click()
    await signInAtUniversity(stranger, 'jon')
    await stranger.waitForURL(/\/sign-in/)
    await expect(stranger.getByRole('alert').filter({ hasText: 'There is an account with this address' })).toBeVisible()
    await signIn(stranger, researcher)
    await stranger.goto('/account')
    await stranger.getByRole('button', { name: 'Connect Uni of Coatings' }).click()
    await stranger.waitForURL(/\/account/)
    await expect(stranger.getByText('You can sign in with Uni of Coatings.')).toBeVisible()
  } finally {
    university?.close()
    university?.closeAllConnections()
    await product.dispose()
    await idle.dispose()
  }
})
