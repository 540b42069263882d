import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { INTERACTIVE_MARK } from '../lib/evidence/page/page-data';
import { findChromium } from '../test/evidence/page/support/chromium';
import type { Figure } from './measure';
import { median, NODE, repeat, run } from './measure';

const RUNS = 3;
const CONFIG = 'config=config/production.yaml';

/** The evidence pack of production: how long it takes, how large its page is, how soon it can be used. */
export async function evidence(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hlz-bench-'));
  try {
    const out = join(folder, 'evidence');
    const seconds = repeat(
      RUNS,
      () => run(NODE, ['bin/hlz.mjs', 'evidence', '-c', CONFIG, '--out', out]).seconds,
    );
    const page = join(out, 'index.html');
    return [
      { id: 'evidence.total', value: median(seconds), unit: 's', goal: 15 },
      { id: 'evidence.page-size', value: statSync(page).size / 1e6, unit: 'MB', goal: 2 },
      ...(await interactive(page)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds from opening the page to its mark, in a browser that has just started. */
async function interactive(page: string): Promise<readonly Figure[]> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    console.error('NOT MEASURED: evidence.interactive. There is no chromium on this machine.');
    return [];
  }
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const seconds: number[] = [];
    for (let time = 0; time < RUNS; time += 1) seconds.push(await secondsToMark());
    return [{ id: 'evidence.interactive', value: median(seconds), unit: 's', goal: 1 }];
  } finally {
    await browser.close();
  }

  async function secondsToMark(): Promise<number> {
    const tab = await browser.newPage();
    try {
      await tab.goto(pathToFileURL(page).href);
      const mark = await tab.waitForFunction(
        `performance.getEntriesByName('${INTERACTIVE_MARK}')[0]?.startTime`,
      );
      return Number(await mark.jsonValue()) / 1000;
    } finally {
      await tab.close();
    }
  }
}
