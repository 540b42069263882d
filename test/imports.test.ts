import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT } from './support/root';

/** Every `from '...'` of every source file: [file, what it imports], both from the root. */
const IMPORTS = ['bin', 'client', 'lib', 'lambda', 'bench']
  .flatMap((room) => sources(room))
  .flatMap((file) => {
    // What stands in double quotes is written into another file.
    const text = readFileSync(join(ROOT, file), 'utf8').replaceAll(/"[^"\n]*"/g, '');
    const targets = [...text.matchAll(/(?:\bfrom|\bimport|\brequire\()\s*'([^']+)'/g)];
    return targets.map(([, target = '']) => [file, fromRoot(file, target)] as const);
  });

/** Capabilities in the order in which they may import: to the left only. */
const CAPABILITIES = ['shared', 'baseline', 'identity', 'access', 'ledger', 'phi', 'breach'];

function sources(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

function fromRoot(file: string, target: string): string {
  return target.startsWith('.') ? join(dirname(file), target) : target;
}

function offenders(
  from: RegExp,
  to: RegExp,
  allowed: (file: string, target: string) => boolean = () => false,
): readonly string[] {
  return IMPORTS.filter(
    ([file, target]) => from.test(file) && to.test(target) && !allowed(file, target),
  ).map(([file, target]) => `${file} -> ${target}`);
}

it('reads imports at all', () => {
  expect(IMPORTS.length).toBeGreaterThan(200);
});

it('keeps functions free of the CDK app', () => {
  expect(offenders(/^lambda\//, /^(?:lib\/|bin\/|aws-cdk-lib|constructs|cdk-nag)/)).toEqual([]);
});

/** The door and the back of a capability: what knows AWS. */
const isImpure = (file: string): boolean =>
  /\/(?:handler|aws-clients)(?:\.ts)?$/.test(file) || /\/stores\//.test(file);

it('keeps the CDK app free of what runs in functions, but for pure modules', () => {
  expect(offenders(/^lib\//, /^lambda\//, (_, target) => !isImpure(target))).toEqual([]);
});

it('keeps pure modules free of AWS and of the file system', () => {
  expect(offenders(/^lambda\//, /^(?:@aws-sdk\/|@smithy\/|node:fs)/, isImpure)).toEqual([]);
});

it('gives applications a client of what is generated from the API document, and nothing else', () => {
  const isGenerated = (_: string, target: string): boolean =>
    /^lambda\/shared\/http\/generated\/(?:types|routes)$/.test(target);
  expect(offenders(/^client\//, /^(?:lambda|lib|bin|aws|@aws-sdk)/, isGenerated)).toEqual([]);
});

it('lets capabilities import to the left only', () => {
  const capability = (path: string): number => CAPABILITIES.indexOf(path.split('/')[1] ?? '');
  const toTheLeft = (file: string, target: string): boolean =>
    capability(target) >= 0 && capability(target) <= capability(file);
  expect(offenders(/^lambda\//, /^lambda\//, toTheLeft)).toEqual([]);
});

/** Which rooms of `lib/` each may import; the page docs/architecture.md says the same. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  access: [],
  api: [],
  aws: [],
  breach: ['aws', 'config'],
  bundle: ['config'],
  cli: [
    'access',
    'app',
    'app-options',
    'aws',
    'breach',
    'compliance',
    'config',
    'cost',
    'doctor',
    'evidence',
    'ledger',
    'names',
    'phi',
    'synthesize-file',
    'teardown',
    'zone',
    'zone-templates',
  ],
  compliance: [],
  config: [],
  conformance: [],
  constructs: ['api', 'breach', 'bundle', 'compliance', 'config', 'conformance', 'names'],
  controls: ['compliance', 'config', 'conformance'],
  cost: ['config'],
  doctor: ['aws', 'config', 'constructs', 'names'],
  evidence: ['access', 'aws', 'compliance', 'config', 'controls', 'names'],
  ledger: ['aws', 'config'],
  phi: ['aws', 'ledger'],
  stacks: ['api', 'bundle', 'config', 'constructs', 'names'],
  teardown: ['aws', 'names'],
};
/** Files of `lib/` that know no room. */
const HELPERS = ['csv', 'markdown', 'stopwatch'];

it('lets references between rooms of lib go one way', () => {
  const room = (path: string): string => path.split('/')[1] ?? '';
  const folders = readdirSync(join(ROOT, 'lib'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(Object.keys(ROOMS)).toEqual(folders.toSorted());
  const isAllowed = (file: string, target: string): boolean =>
    [room(file), ...HELPERS, ...(ROOMS[room(file)] ?? [])].includes(room(target));
  expect(offenders(/^lib\/[^/]+\//, /^lib\//, isAllowed)).toEqual([]);
});

it('lets rooms of constructs import to the left only', () => {
  const rooms = [
    'base',
    'network',
    'functions',
    'baseline',
    'archive',
    'identity',
    'access',
    'ledger',
    'phi',
    'breach',
    'governance',
    'api',
    'operations',
    'data',
  ];
  const place = (path: string): number => rooms.indexOf(path.split('/')[2] ?? '');
  const toTheLeft = (file: string, target: string): boolean =>
    place(target) >= 0 && place(target) <= place(file);
  expect(offenders(/^lib\/constructs\//, /^lib\/constructs\//, toTheLeft)).toEqual([]);
});

it('keeps a stack file a table of contents', () => {
  for (const file of sources('lib/stacks')) {
    expect({ file, long: readFileSync(join(ROOT, file), 'utf8').split('\n').length > 100 }).toEqual(
      {
        file,
        long: false,
      },
    );
  }
});
