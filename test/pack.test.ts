import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { build } from 'esbuild';
import { handlerFile } from '../lib/bundle/handler-bundle';
import { FUNCTION_NAMES } from '../lib/config/schema';
import packageJson from '../package.json';
import { ROOT } from './support/root';

/** What runs in an installed package: the command, the app, the functions, and the client. */
const ENTRIES = [
  'bin/hlz.ts',
  'bin/landing-zone.ts',
  'client/index.ts',
  // Built into the page of an evidence pack when that is made.
  'lib/evidence/page/browser/main.ts',
  ...FUNCTION_NAMES.map(handlerFile),
];

interface Needed {
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

/** Everything that entries import, also what they require when they need it. */
async function needed(): Promise<Needed> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES,
    outdir: 'nowhere',
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  const packages = imports
    .filter(({ path, external }) => external === true && !isBuiltin(path) && path !== '<runtime>')
    .map(({ path }) =>
      path
        .split('/')
        .slice(0, path.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  return { files: Object.keys(metafile.inputs), packages: [...new Set(packages)] };
}

/** The files of the tarball. Nothing is built for it: what `prepack` makes is not among them. */
function packed(): readonly string[] {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const text = execFileSync('npm', args, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [pack] = JSON.parse(text) as readonly { files: readonly { path: string }[] }[];
  return pack?.files.map(({ path }) => path) ?? [];
}

let files: ReadonlySet<string>;
let need: Needed;
beforeAll(async () => {
  files = new Set(packed());
  need = await needed();
});

it('holds every source that the command, the app, the functions and the client import', () => {
  expect(need.files.length).toBeGreaterThan(500);
  expect(need.files.filter((file) => !files.has(file))).toEqual([]);
});

it('installs every package that they import, and none for tests', () => {
  const installed = Object.keys(packageJson.dependencies);
  expect(need.packages.filter((name) => !installed.includes(name))).toEqual([]);
  // Started by name, or of types alone: no import of them runs.
  const others = ['@smithy/types', 'aws-cdk', 'tsx'];
  const known = new Set([...need.packages, ...others]);
  expect(installed.filter((name) => !known.has(name))).toEqual([]);
});

it('holds what is read by its path', () => {
  const read = [
    'api/openapi.yaml',
    'bin/hlz.mjs',
    'cdk.json',
    'config/production.yaml',
    'config/sandbox.yaml',
    'config/schema.json',
    'tsconfig.json',
    ...policyFiles('lambda/access/policies/', /\.cedar(?:schema)?$/),
    ...policyFiles('bootstrap/', /\.json$/),
  ];
  expect(read.length).toBeGreaterThan(20);
  expect(read.filter((file) => !files.has(file))).toEqual([]);
});

function policyFiles(folder: string, kind: RegExp): readonly string[] {
  const list = execFileSync('git', ['ls-files', folder], { cwd: ROOT, encoding: 'utf8' });
  return list.split('\n').filter((file) => kind.test(file));
}

it('holds every page that README leads to', () => {
  const links = [...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/\]\(([^):#]+)/g)];
  const pages = [...new Set(links.map(([, page = '']) => posix.normalize(page)))];
  expect(pages.length).toBeGreaterThan(20);
  const isThere = (page: string): boolean =>
    page.endsWith('/') ? [...files].some((file) => file.startsWith(page)) : files.has(page);
  expect(pages.filter((page) => !isThere(page))).toEqual([]);
});

it('holds nothing that only a contributor runs, and nothing that was made here', () => {
  const rooms = new Set([...packageJson.files, 'LICENSE', 'README.md', 'package.json']);
  const strange = [...files].filter(
    (file) => ![...rooms].some((room) => file === room || file.startsWith(`${room}/`)),
  );
  expect(strange).toEqual([]);
  expect(
    [...files].filter((file) => /\.test\.|\.log$|\.tgz$|node_modules|cdk\.out/.test(file)),
  ).toEqual([]);
  expect(packageJson.files.filter((room) => /^(?:test|bench|evidence|\.)/.test(room))).toEqual([]);
});
