import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadZoneConfig } from '../../lib/config/load';
import { SANDBOX } from './zone-texts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hlz-config-'));
  mkdirSync(join(folder, 'folder'));
  symlinkSync('loop', join(folder, 'loop'));
  writeFileSync(join(folder, 'good.yaml'), SANDBOX);
  writeFileSync(join(folder, 'marked.yaml'), `\uFEFF${SANDBOX.replaceAll('\n', '\r\n')}`);
  writeFileSync(join(folder, 'latin1.yaml'), Buffer.from('owner: M\u00fcller\n', 'latin1'));
  writeFileSync(join(folder, 'utf16.yaml'), Buffer.from(`\uFEFF${SANDBOX}`, 'utf16le'));
  writeFileSync(join(folder, 'long.yaml'), '#'.repeat(70_000));
  writeFileSync(join(folder, 'bad.yaml'), 'profile: sandbox\nnetwrok: {}\n');
});

afterAll(() => rmSync(folder, { recursive: true }));

const NAME_IT = 'Name the config of a zone, such as config/sandbox.yaml.';

it.each([
  ['missing.yaml', `no such file. ${NAME_IT}`],
  ['good.yaml/none', 'no such file. Name the config of a zone, such as config/sandbox.yaml.'],
  ['folder', `a directory, expected a file. ${NAME_IT}`],
  ['loop', 'cannot be read (ELOOP). Look at its permissions, and those of its folder.'],
  [
    'a\0b',
    'cannot be read (ERR_INVALID_ARG_VALUE). Look at its permissions, and those of its folder.',
  ],
  ['/dev/null', `not a regular file. ${NAME_IT}`],
  ['long.yaml', `70000 bytes long, expected at most 65536. ${NAME_IT}`],
  ['latin1.yaml', 'not UTF-8 text. Save it with the encoding UTF-8.'],
  ['utf16.yaml', 'not UTF-8 text. Save it with the encoding UTF-8.'],
])('says why it cannot read %j', (file, problem) => {
  expect(() => loadZoneConfig(file, folder)).toThrow(`${file}: 1 problem\n  ${problem}`);
});

it('names the file as the caller did', () => {
  expect(loadZoneConfig('good.yaml', folder).file).toBe('good.yaml');
  expect(() => loadZoneConfig('bad.yaml', folder)).toThrow(
    /^bad\.yaml: 6 problems\n {2}line 2 {2}netwrok: /,
  );
});

it('starts at the working directory', () => {
  expect(loadZoneConfig('config/sandbox.yaml').config.profile).toBe('sandbox');
});

it('reads what an editor of Windows writes', () => {
  const { config, origins } = loadZoneConfig('marked.yaml', folder);
  expect(config).toEqual(loadZoneConfig('good.yaml', folder).config);
  expect(origins.get('account')).toEqual({ kind: 'file', line: 3 });
});
