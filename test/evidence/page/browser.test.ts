import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { evidenceFiles } from '../../../lib/evidence/files';
import { INTERACTIVE_MARK } from '../../../lib/evidence/page/page-data';
import { findChromium, sayNotRun } from './support/chromium';
import { HOSTILE } from './support/hostile';
import { madeUpModel, MANY } from './support/model';

const executablePath = findChromium();
if (executablePath === undefined) sayNotRun();
const inBrowser = executablePath === undefined ? describe.skip : describe;

inBrowser('the page in a browser', () => {
  let folder: string;
  const address = (file: string): string => pathToFileURL(join(folder, file)).href;
  let browser: Browser;
  let paths: readonly string[];
  /** Whatever a page asked for beside itself, or said by itself. */
  let heard: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hlz-page-'));
    const files = await evidenceFiles(madeUpModel());
    paths = files.map(({ path }) => path);
    writeFileSync(join(folder, 'index.html'), files[0]?.content ?? '');
    browser = await chromium.launch({
      executablePath,
      // CI runs as root, where Chromium starts without its sandbox only. What is opened is our own page.
      args: ['--no-sandbox'],
    });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    heard = [];
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    if (heard.length > 0) throw new Error(`heard of a page: ${heard.join('\n')}`);
  });

  async function open(at = 'index.html', options: BrowserContextOptions = {}): Promise<Page> {
    const [file = '', fragment = ''] = at.split('#');
    const context = await browser.newContext({
      offline: true,
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    const page = await context.newPage();
    page.on('dialog', (dialog) => {
      heard.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('pageerror', ({ message }) => heard.push(message));
    page.on('console', (message) => heard.push(message.text()));
    page.on('request', (request) => {
      if (request.url() !== address(file)) heard.push(request.url());
    });
    await page.goto(`${address(file)}#${fragment}`);
    return page;
  }

  const unfold = (page: Page): Promise<unknown> =>
    page.evaluate(
      'for (const one of document.querySelectorAll(".register, .checklist")) one.open = true',
    );
  /** Answers that are not of the pack: one that was kept, and one that is shown. */
  async function answer(page: Page): Promise<void> {
    await unfold(page);
    await page.locator('[data-item=risk]').getByLabel('Done').check();
    await page.reload();
    await unfold(page);
    await page.locator('[data-item=drill]').getByLabel('Done').check();
    expect(await page.locator('.offer, .not-in-pack:not([hidden])').count()).toBe(2);
  }
  const shownControls = (page: Page): Promise<readonly string[]> =>
    page.locator('.rows > li:not([hidden]) .control').evaluateAll((all) => all.map(({ id }) => id));
  const search = (page: Page): Locator => page.getByRole('searchbox', { name: 'Search' });
  const control = (page: Page, id: string): Locator => page.locator(`[id="${id}"]`);

  it('filters and searches the matrix, and says how much is left', async () => {
    const page = await open();
    expect(
      await page.evaluate((mark) => performance.getEntriesByName(mark).length, INTERACTIVE_MARK),
    ).toBe(1);
    await search(page).fill('164.312(b)');
    expect(await shownControls(page)).toEqual(['s164.312-b']);
    expect(await page.locator('.filters output').textContent()).toBe('1 of 7 controls');
    // Resources stand in the data alone.
    await search(page).fill('keys/phi23');
    expect(await shownControls(page)).toEqual(['s164.312-a-2-iv', 's164.402-unsecured-phi']);
    await page.getByLabel('Status').selectOption('Failing');
    expect(await shownControls(page)).toEqual(['s164.312-a-2-iv']);
    await page.getByLabel('Done by').selectOption('AWS');
    expect(await shownControls(page)).toEqual([]);
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    expect(await shownControls(page)).toHaveLength(7);
    await page.getByLabel('Section').selectOption('164.312');
    await page.getByLabel('Type').selectOption('Addressable');
    expect(await shownControls(page)).toEqual(['s164.312-a-2-iv']);
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    expect(await shownControls(page)).toHaveLength(7);
    await page.locator('[data-show-status=customer]').click();
    expect(await shownControls(page)).toEqual(['s164.308-a-1-ii-a']);
  });

  it('opens a control by its link, down to resource, verdict, reason and template', async () => {
    const page = await open('index.html#s164.312-a-2-iv');
    const opened = control(page, 's164.312-a-2-iv');
    expect(await opened.getAttribute('open')).toBe('');
    const resources = opened.locator('.resource');
    expect(await resources.count()).toBe(20);
    // What is open comes first, then what is acknowledged.
    const [first, second] = [resources.nth(0), resources.nth(1)];
    expect(await first.locator('summary').textContent()).toBe('Keys/Phi7 AWS::KMS::Key 1 open');
    await second.locator('summary').click();
    expect(await second.locator('tbody').textContent()).toBe(
      'HIPAA.Security-KMSBackingKeyRotationEnabledAcknowledged' +
        'A key of this kind cannot rotate. (45 CFR 164.312(a)(2)(iv))2027-11-01',
    );
    expect(await second.locator('pre').textContent()).toContain('"Description": "Key 5"');
    expect(await second.locator('a').getAttribute('href')).toBe('./templates/Keys.template.json');
    await opened.getByRole('button', { name: 'Show 4 more resources' }).click();
    expect(await resources.count()).toBe(MANY);

    // Also when a filter hides it.
    await search(page).fill('nothing has this');
    await page.evaluate('location.hash = "#s164.312-b"');
    await control(page, 's164.312-b').locator('.resource').first().waitFor();
    expect(await shownControls(page)).toHaveLength(7);
  });

  it('can be used by keyboard alone', async () => {
    const page = await open();
    const focus = (): Promise<string> =>
      page.evaluate('document.activeElement.closest("[id]")?.id ?? ""');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await focus()).toBe('main');
    const isSearch = (): Promise<boolean> =>
      page.evaluate('document.activeElement.matches(".filters input")');
    for (let presses = 0; presses < 40 && !(await isSearch()); presses += 1) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.type('312(b)');
    await page.keyboard.press('Enter');
    expect(await focus()).toBe('s164.312-b');
    await control(page, 's164.312-b').locator('.resource').first().waitFor();
    // On: the table of rules, which scrolls by keyboard, then the first resource.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await control(page, 's164.312-b').locator('pre').waitFor();
    // Nothing that has the focus lies below the filters, also on the way back (WCAG 2.2, 2.4.11).
    const isCovered = (): Promise<unknown> =>
      page.evaluate(`(() => {
        const { x, y, height } = document.activeElement.getBoundingClientRect();
        return document.elementFromPoint(x + 8, y + height / 2).closest('.filters') !== null;
      })()`);
    for (const key of [...Array(12).fill('Tab'), ...Array(11).fill('Shift+Tab')] as string[]) {
      await page.keyboard.press(key);
      expect(await isCovered()).toBe(false);
    }
  });

  it.each(['light', 'dark'] as const)(
    'has nothing that axe-core finds, %s',
    async (colorScheme) => {
      const page = await open('index.html#s164.312-a-2-iv', { colorScheme });
      await answer(page);
      await page.locator('.resource summary').first().click();
      await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
      const violations: unknown = await page.evaluate(`axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`);
      expect(violations).toEqual([]);
    },
  );

  it('needs no more than 320 pixels', async () => {
    const page = await open('index.html#s164.312-a-2-iv', {
      viewport: { width: 320, height: 640 },
    });
    await answer(page);
    await page.locator('.resource summary').first().click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });

  it('takes the colours of the system, or those that somebody chose', async () => {
    const page = await open('index.html', { colorScheme: 'dark' });
    const paper = (): Promise<string> =>
      page.evaluate('getComputedStyle(document.body).backgroundColor');
    const dark = await paper();
    await page.getByLabel('Light').check();
    const light = await paper();
    expect(light).not.toBe(dark);
    await page.reload();
    expect(await paper()).toBe(light);
    await page.getByLabel('Auto').check();
    expect(await paper()).toBe(dark);
  });

  it('sorts tables by what stands in a column, and filters them', async () => {
    const page = await open();
    const register = control(page, 'acknowledgements');
    const firsts = (): Promise<readonly string[]> =>
      register.locator('tbody tr:not([hidden]) th').allTextContents();
    const days = register.getByRole('button', { name: 'Days' });
    await days.click();
    expect(await firsts()).toEqual(['RuleA', 'RuleB', 'RuleC']);
    await days.click();
    expect(await firsts()).toEqual(['RuleC', 'RuleB', 'RuleA']);
    expect(await register.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
    await register.getByLabel('Filter rows').fill('aws resource');
    expect(await firsts()).toEqual(['RuleA']);
    expect(await register.locator('output').textContent()).toBe('1 of 3 rows');
  });

  it('keeps, saves and loads answers', async () => {
    const page = await open();
    const list = control(page, 'checklist-launch');
    await list.locator('summary').click();
    const says = (): Promise<string | null> => list.locator('.progress output').textContent();
    expect(await says()).toBe('33 %: 1 of 3 done');
    const item = (id: string): Locator => list.locator(`[data-item=${id}]`);
    await item('risk').getByLabel('Done').check();
    await item('drill').getByLabel('Not applicable').check();
    await item('drill').getByLabel('Note').fill('No database yet.');
    expect(await says()).toBe('100 %: 2 of 2 done; 2 not in the pack');
    const marked = (): Promise<readonly (string | null)[]> =>
      page
        .locator('[data-item]:has(.not-in-pack:not([hidden]))')
        .evaluateAll((all) => all.map((fields) => fields.getAttribute('data-item')));
    expect(await marked()).toEqual(['risk', 'drill']);

    // The pack says what was signed, until somebody takes what the browser kept.
    await page.reload();
    expect(await says()).toBe('33 %: 1 of 3 done');
    expect(await marked()).toEqual([]);
    const offer = page.locator('.offer');
    expect(await offer.locator('p').first().textContent()).toContain('other answers of 2 items');
    await list.locator('summary').click();
    await item('baa').getByLabel('Note').fill('File 13.');
    await page.reload();
    expect(await offer.locator('p').first().textContent()).toContain('other answers of 3 items');
    await page.getByRole('button', { name: 'Load them' }).press('Enter');
    expect(await offer.isVisible()).toBe(false);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Save answers');
    expect(await marked()).toEqual(['baa', 'risk', 'drill']);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate('dispatchEvent(new Event("beforeprint")); undefined');
    expect(await item('risk').getByText('Not in the pack').isVisible()).toBe(true);
    await page.evaluate('dispatchEvent(new Event("afterprint")); undefined');
    await page.emulateMedia({ media: 'screen' });
    await list.locator('summary').click();
    await item('baa').getByLabel('Note').fill('Accepted, file 12.');
    expect(await marked()).toEqual(['risk', 'drill']);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save answers' }).click(),
    ]);
    const saved = join(folder, download.suggestedFilename());
    await download.saveAs(saved);
    expect(JSON.parse(readFileSync(saved, 'utf8'))).toEqual({
      answers: {
        baa: { state: 'done', note: 'Accepted, file 12.' },
        risk: { state: 'done', note: '' },
        drill: { state: 'not-applicable', note: 'No database yet.' },
      },
    });
    heard = heard.filter((url) => !url.startsWith('blob:'));

    await page.getByRole('button', { name: 'Back to the answers' }).click();
    expect(await says()).toBe('33 %: 1 of 3 done');
    const load = async (file: string): Promise<string> => {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: 'Load answers' }).click(),
      ]);
      await chooser.setFiles(file);
      const said = page.getByText(/^Took over/);
      await said.waitFor();
      return (await page.locator('.said').textContent()) ?? '';
    };
    expect(await load(saved)).toBe(`Took over 3 answers of ${download.suggestedFilename()}.`);
    expect(await says()).toBe('100 %: 2 of 2 done; 2 not in the pack');
    await page.reload();
    await page.getByRole('button', { name: 'Forget them' }).click();
    await page.reload();
    expect(await offer.isVisible()).toBe(false);
    expect(await says()).toBe('33 %: 1 of 3 done');
    const strange = join(folder, 'strange.json');
    writeFileSync(strange, JSON.stringify({ answers: { gone: { state: 'done', note: '' } } }));
    await page.getByRole('button', { name: 'Back to the answers' }).click();
    expect(await load(strange)).toContain('No item is called gone.');
    expect(await says()).toBe('33 %: 1 of 3 done');
  });

  it('prints, with the duties of controls that nobody opened', async () => {
    const page = await open('index.html#s164.312-b');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate('dispatchEvent(new Event("beforeprint")); undefined');
    const visible = (text: string): Promise<boolean> => page.getByText(text).first().isVisible();
    expect(await visible('Write the risk analysis.')).toBe(true);
    expect(await visible('Know the risks.')).toBe(false);
    expect(await visible('Record who did what')).toBe(true);
    expect(await visible('alias/hlz/mercy/phi')).toBe(true);
    expect(await visible('Asset 59')).toBe(false);
    expect(await visible('printed only when it is open')).toBe(true);
    await page.evaluate('dispatchEvent(new Event("afterprint")); undefined');
    expect(await page.locator('.control[open]').count()).toBe(1);
    // Paper does not need what lies deeper in them.
    expect(await page.locator('.control:not([open]) .resource').count()).toBe(0);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.length).toBeGreaterThan(20_000);
  });

  it('links to nothing but files of the pack and places on the page', async () => {
    const page = await open('index.html#s164.312-a-2-iv');
    await page.locator('.resource summary').first().click();
    const hrefs = await page
      .locator('a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => `#${id}`));
    const there = new Set([...ids, ...[...paths, 'manifest.json'].map((path) => `./${path}`)]);
    expect(hrefs.filter((href) => !there.has(href))).toEqual([]);
    expect(hrefs.length).toBeGreaterThan(20);
  });

  it('shows what is hostile as text', async () => {
    const all = HOSTILE.join(' ');
    const files = await evidenceFiles(madeUpModel((text) => `${text} ${all}`));
    writeFileSync(join(folder, 'hostile.html'), files[0]?.content ?? '');
    const page = await open('hostile.html#s164.312-a-2-iv');
    await search(page).fill(HOSTILE[0] ?? '');
    // Two times: resources are made when their control opens.
    await page.evaluate(`(async () => {
      for (const round of [1, 2]) {
        for (const one of document.querySelectorAll('details')) one.open = true;
        await new Promise(requestAnimationFrame);
      }
      for (const button of document.querySelectorAll('.sort')) button.click();
    })()`);
    await page.locator('.resource pre').first().waitFor();
    const foreign = page.locator('img, iframe, body script + script ~ *, [onerror], [onload]');
    expect(await foreign.count()).toBe(0);
    await page.getByLabel('Note').first().fill(all);
    await page.reload();
    expect(await foreign.count()).toBe(0);
    expect(await page.locator('h1').textContent()).toContain('</script><script>alert(1)</script>');
  });
});
