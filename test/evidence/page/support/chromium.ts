import { existsSync } from 'node:fs';

const USUAL = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A browser of this machine: that of `CHROMIUM`, or where Linux has it. */
export function findChromium(): string | undefined {
  return [process.env['CHROMIUM'] ?? '', ...USUAL].find((path) => existsSync(path));
}

/** Says what was not shown: a skipped test is easily taken for one that passed. */
export function sayNotRun(): void {
  process.stderr.write(
    [
      '',
      '*******************************************************************************',
      '*  NOT RUN: no Chromium here (set CHROMIUM, or install it). NOT shown of the   *',
      '*  evidence page: filter, search, drill-down, links, keyboard, axe-core,       *',
      '*  print, answers, no request, nothing hostile that runs.                      *',
      '*******************************************************************************',
      '',
    ].join('\n'),
  );
}
