import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { browsedCentre, portal } from './browser.ts'

const centre = await browsedCentre()
const { visit, call } = centre
const onTheSpot = await centre.procedureOf('handling=on_the_spot')
const forwarded = await centre.procedureOf('handling=forwarded&agency=H47.01')

/** A dossier settled and handed to its applicant, who has its slip. */
async function returned(): Promise<{ code: string; secret: string }> {
  const { code, lookupSecret } = await centre.accepted(onTheSpot)
  await centre.act('tiepnhan1', code, 'approve')
  await centre.act('tiepnhan1', code, 'record_result', { result: { number: '1/TL', name: 'Kết quả giải quyết' } })
  await centre.act('tiepnhan1', code, 'return_result', { receivedBy: 'Nguyễn Thị Thử' })
  return { code, secret: lookupSecret }
}

describe.each([
  { how: 'with scripts', javaScriptEnabled: true },
  { how: 'without any script', javaScriptEnabled: false },
])('the portal, $how', ({ javaScriptEnabled }) => {
  test('a half-typed question without marks finds the procedure and all it needs', async () => {
    const page = await visit('/', { javaScriptEnabled })
    await page.getByRole('searchbox').fill('dang ky kinh doan')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: portal('search.titleFor', { q: 'dang ky kinh doan' }) }).waitFor()
    const first = page.getByRole('main').getByRole('listitem').getByRole('link').first()
    const name = (await first.textContent()) ?? ''
    expect(name).toMatch(/đăng ký.*kinh doanh/iu)
    await first.click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    for (const heading of ['procedure.papers', 'procedure.fees', 'procedure.where', 'procedure.basis'] as const) {
      await page
        .getByRole('heading', { name: portal(heading) })
        .first()
        .waitFor()
    }
  })

  test('both codes of the slip show where the dossier is; a wrong one reveals nothing', async () => {
    const dossier = await centre.accepted(forwarded, 'Phạm Quang Trình')
    const page = await visit('/tra-cuu', { javaScriptEnabled })
    const ask = async (secret: string): Promise<void> => {
      await page.getByLabel(portal('track.code')).fill(dossier.code.toLowerCase())
      await page.getByLabel(portal('track.secret')).fill(secret)
      await page.getByRole('button', { name: portal('track.button') }).click()
    }
    await ask('22222222')
    await page.getByText(portal('track.faults')).waitFor()
    expect(await page.getByLabel(portal('track.code')).inputValue()).toBe(dossier.code)
    await ask(dossier.lookupSecret)
    await page.getByRole('heading', { level: 1, name: dossier.code }).waitFor()
    await page.getByText(portal('track.holder')).waitFor()
    const shown = (await page.getByRole('main').textContent()) ?? ''
    expect(shown).toContain(forwarded.name)
    expect(shown).not.toContain('Phạm Quang Trình')
    expect(shown).not.toContain('049190000011')
    // Addresses end up in histories and logs.
    expect(page.url()).not.toContain(dossier.lookupSecret)
    await page.getByRole('heading', { name: portal('track.whyTitle') }).waitFor()
    const [taken] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: portal('track.proofFile') }).click()])
    const proof = JSON.parse(readFileSync(await taken.path(), 'utf8')) as { format: string; dossier: { code: string } }
    expect([taken.suggestedFilename(), proof.format, proof.dossier.code]).toEqual([
      `${dossier.code}-vi-sao-la-ngay-nay.json`,
      'motcua-proof/2',
      dossier.code,
    ])
  })

  test('an invitation to rate works once', async () => {
    const slip = await returned()
    const page = await visit('/tra-cuu', { javaScriptEnabled })
    await page.getByLabel(portal('track.code')).fill(slip.code)
    await page.getByLabel(portal('track.secret')).fill(slip.secret)
    await page.getByRole('button', { name: portal('track.button') }).click()
    await page.getByRole('link', { name: portal('track.rate') }).click()
    const path = new URL(page.url()).pathname
    await page.getByRole('button', { name: portal('rate.button') }).click()
    await page.getByText(portal('rate.faults')).waitFor()
    await page
      .getByRole('group', { name: portal('rate.result') })
      .getByRole('radio', { name: portal('rate.very_good'), exact: true })
      .check()
    await page
      .getByRole('group', { name: portal('rate.attitude') })
      .getByRole('radio', { name: portal('rate.good'), exact: true })
      .check()
    await page.getByRole('button', { name: portal('rate.button') }).click()
    await page.getByRole('heading', { name: portal('rate.thanks') }).waitFor()
    await page.goto(`${centre.address}${path}`)
    await page.getByRole('heading', { name: portal('rate.used') }).waitFor()
  })
})

const figures = ['received', 'early', 'onTime', 'late', 'waiting', 'refused', 'withdrawn'] as const
type Board = { today: Record<(typeof figures)[number], number> }

describe('the board', () => {
  test('shows the figures of the API, and a dossier received meanwhile, without being reloaded', async () => {
    await returned()
    const page = await visit('/board')
    const shown = async (): Promise<number[]> =>
      await Promise.all(
        figures.map(async (place) => Number((await page.locator(`[data-figure="${place}"]`).first().textContent())?.replaceAll('.', ''))),
      )
    const told = async (): Promise<number[]> => {
      const { today } = (await call<Board>(null, 'GET', '/board')).body
      return figures.map((place) => today[place])
    }
    await expect.poll(shown, { timeout: 10_000 }).toEqual(await told())
    const [before = 0] = await told()
    const loads: string[] = []
    page.on('framenavigated', (frame) => loads.push(frame.url()))
    await centre.accepted(forwarded)
    await expect.poll(async () => (await shown())[0], { timeout: 10_000 }).toBe(before + 1)
    expect(await shown()).toEqual(await told())
    expect(loads).toEqual([])
  })
})

test('nothing a page needs comes from elsewhere', async () => {
  const page = await visit('/board')
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  for (const path of ['/', '/thu-tuc', `/thu-tuc/${forwarded.code}`, '/tra-cuu', '/desk/dang-nhap'])
    await page.goto(`${centre.address}${path}`)
  expect(asked.length).toBeGreaterThan(10)
  expect(asked.filter((url) => !url.startsWith(centre.address) && !/^(data|blob):/u.test(url))).toEqual([])
})

describe('what is found without typing', () => {
  const text = async (path: string): Promise<{ body: string; type: string | null }> => {
    const answer = await fetch(`${centre.address}${path}`)
    expect([path, answer.status]).toEqual([path, 200])
    return { body: await answer.text(), type: answer.headers.get('content-type') }
  }
  const publishedCodes = async (): Promise<string[]> => {
    const codes: string[] = []
    for (let offset = 0; ; offset += 100) {
      const { body } = await call<{ total: number; items: { code: string }[] }>(
        null,
        'GET',
        `/procedures?state=published&limit=100&offset=${offset}`,
      )
      codes.push(...body.items.map(({ code }) => code))
      if (codes.length >= body.total) return codes.toSorted()
    }
  }

  test('three clicks from the first page to every published procedure: all of them, their field, the procedure', async () => {
    const page = await visit('/', { javaScriptEnabled: false })
    await page.getByRole('link', { name: portal('home.catalogue') }).click()
    const published = await publishedCodes()
    const listed = await page.locator('.catalogue__sector a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
    expect(listed.map((href) => decodeURIComponent(href.replace('/thu-tuc/', ''))).toSorted()).toEqual(published)
    const sector = page.locator('.catalogue__sector').filter({ hasText: forwarded.name })
    await sector.locator('summary').click()
    await sector.getByRole('link', { name: forwarded.name, exact: true }).click()
    await page.getByRole('heading', { level: 1, name: forwarded.name }).waitFor()
  })

  test('the sitemap has every published procedure in both languages, and robots are led to it and away from personal pages', async () => {
    const { body, type } = await text('/sitemap.xml')
    expect(type).toContain('application/xml')
    const addresses = [...body.matchAll(/<loc>([^<]+)<\/loc>/gu)].map((match) => match[1])
    for (const code of await publishedCodes())
      for (const language of ['', '/en']) expect(addresses).toContain(`${centre.address}${language}/thu-tuc/${encodeURIComponent(code)}`)
    const robots = (await text('/robots.txt')).body
    expect(robots).toContain(`Sitemap: ${centre.address}/sitemap.xml`)
    for (const path of ['/desk', '/tra-cuu', '/en/tra-cuu', '/ca-nhan']) expect(robots).toContain(`Disallow: ${path}\n`)
  })

  test('a procedure describes itself to search engines, and the feed names it as published', async () => {
    const { body } = await text(`/thu-tuc/${forwarded.code}`)
    const described = /<script type="application\/ld\+json">(.*?)<\/script>/su.exec(body)?.[1] ?? ''
    expect(JSON.parse(described)).toMatchObject({
      '@type': 'GovernmentService',
      name: forwarded.name,
      identifier: forwarded.code,
      url: `${centre.address}/thu-tuc/${forwarded.code}`,
    })
    const feed = await text('/thu-tuc/thay-doi.xml')
    expect(feed.type).toContain('application/atom+xml')
    const entries = [...feed.body.matchAll(/<updated>([^<]+)<\/updated>/gu)].map((match) => match[1] ?? '').slice(1)
    expect(entries.length).toBeGreaterThan(5)
    expect(entries).toEqual(entries.toSorted().reverse())
  })
})

test('a file is checked by its hash alone: a slip that was issued is known, the file never leaves the browser', async () => {
  const { code } = await centre.accepted(onTheSpot)
  const slip = await fetch(`${centre.address}/api/v1/dossiers/${code}/documents/receipt-slip.pdf`, {
    headers: { authorization: `Bearer ${await centre.as('tiepnhan1')}` },
  })
  const bytes = Buffer.from(await slip.arrayBuffer())
  const page = await visit('/kiem-tra-giay-to')
  const sent: string[] = []
  page.on('request', (request) => sent.push(request.postData() ?? ''))
  await page.getByLabel(portal('check.file')).setInputFiles({ name: 'phieu hen.pdf', mimeType: 'application/pdf', buffer: bytes })
  await page.getByRole('heading', { name: portal('check.in_force') }).waitFor()
  expect(sent.join('')).toContain(createHash('sha256').update(bytes).digest('hex'))
  expect(sent.join('')).not.toContain('%PDF')
  // Without a network nothing is lost: the hash waits in its field.
  await page.context().setOffline(true)
  await page.getByLabel(portal('check.file')).setInputFiles({ name: 'khac.pdf', mimeType: 'application/pdf', buffer: Buffer.from('khác') })
  await page.getByText(portal('check.offline')).waitFor()
  await page.context().setOffline(false)
  await page.getByLabel(portal('check.hash')).fill('0'.repeat(64))
  await page.getByRole('button', { name: portal('check.button'), exact: true }).click()
  await page.getByRole('heading', { name: portal('check.unknown') }).waitFor()
})
