import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { profileDefaults } from '../../../../lib/config/profiles';
import { ROOT } from '../../../support/root';
import type { TemplateJson } from '../../../support/templates';
import { synthesize, writeConfig } from '../../zone/cdk';
import type { Workshop } from '../../zone/cdk';

/** What a release brings, and how its work is seen from outside. */
export const RELEASE = {
  /** Header of every answer of a function of the API. */
  header: 'x-release',
  name: 'b',
  /** Longest pause of somebody at a workstation; 600 before. */
  idleSeconds: 420,
  /** Of users of IAM; 14 before. */
  passwordLength: 16,
} as const;

/** Its line in the log of each function, as Node.js prints it. */
export const LOG_LINE = `release: '${RELEASE.name}'`;

/** Files of the app that it changes: each text stands there once. */
const EDITS: readonly (readonly [file: string, text: string, instead: string])[] = [
  [
    'lambda/shared/http/answer.ts',
    "'Content-Type': contentType }",
    `'Content-Type': contentType, '${RELEASE.header}': '${RELEASE.name}' }`,
  ],
  [
    'lambda/shared/log.ts',
    'console.info({ event, ...fields })',
    `console.info({ event, ${LOG_LINE}, ...fields })`,
  ],
  [
    'lib/constructs/baseline/account-settings.ts',
    "MinimumPasswordLength: '14'",
    `MinimumPasswordLength: '${String(RELEASE.passwordLength)}'`,
  ],
];

const PARTS = ['bin', 'lib', 'lambda', 'api', 'config'];
const FILES = ['cdk.json', 'tsconfig.json', 'package.json'];

/**
 * Makes the next version of the app in the folder of the run, and synthesizes it with its config and all checks.
 *
 * @returns its cloud assembly
 */
export async function makeVersionB(shop: Workshop, name: string): Promise<string> {
  const app = join(shop.folder, 'version-b');
  mkdirSync(app);
  for (const part of [...PARTS, ...FILES]) {
    cpSync(join(ROOT, part), join(app, part), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(app, 'node_modules'));
  for (const [file, text, instead] of EDITS) {
    const parts = readFileSync(join(app, file), 'utf8').split(text);
    assert.equal(parts.length, 2, `${file} has once: ${text}`);
    writeFileSync(join(app, file), parts.join(instead));
  }
  const { idleSeconds: before } = profileDefaults('emulator').identity;
  const idleSeconds = { ...before, workstation: RELEASE.idleSeconds };
  const config = writeConfig(shop, name, 'zone-b.yaml', { identity: { idleSeconds } });
  const assembly = join(shop.folder, 'cdk.out-b');
  await synthesize(shop, { app, config, assembly });
  return assembly;
}

/** A zone of the version that stands here, in the same account, that nobody has deployed yet. */
export async function makeFirst(
  shop: Workshop,
  zone: string,
): Promise<{ readonly name: string; readonly assembly: string }> {
  const name = `first-${zone.slice(-4)}`;
  const config = writeConfig(shop, name, 'zone-first.yaml');
  const assembly = join(shop.folder, 'cdk.out-first');
  await synthesize(shop, { app: ROOT, config, assembly });
  return { name, assembly };
}

/** Templates of a cloud assembly by stack id. */
export function templatesIn(assembly: string): ReadonlyMap<string, TemplateJson> {
  const end = '.template.json';
  return new Map(
    readdirSync(assembly)
      .filter((file) => file.endsWith(end))
      .map((file) => [
        file.slice(0, -end.length),
        JSON.parse(readFileSync(join(assembly, file), 'utf8')) as TemplateJson,
      ]),
  );
}
