import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  existsSync,
  readFileSync,
  readdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openExportDirectory } from '../../../lib/ledger/export/directory';
import { exportOnDisk } from '../../../lib/ledger/layout/disk';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hlz-export-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('an export on disk', () => {
  it('reads files, and nothing that is none', () => {
    mkdirSync(join(root, 'a/b'), { recursive: true });
    writeFileSync(join(root, 'a/one'), 'text');
    symlinkSync(join(root, 'a/one'), join(root, 'a/link'));
    symlinkSync(join(root, 'a'), join(root, 'other'));
    execFileSync('mkfifo', [join(root, 'a/pipe')]);
    const files = exportOnDisk(root);
    expect(files.read('a/one')?.toString()).toBe('text');
    for (const path of ['a/link', 'a/pipe', 'a/b', 'a/none', 'a/one/none']) {
      expect(files.read(path)).toBeUndefined();
      expect(files.open(path)).toBeUndefined();
      expect(files.compare(path, [Buffer.from('text')])).toBe('missing');
    }
    expect([...files.names('a')].toSorted()).toEqual(['link', 'one', 'pipe']);
    expect(files.folders('a')).toEqual(['b']);
    expect([...files.names('other'), ...files.folders('other/')]).toEqual([]);
    expect([...files.names('none'), ...files.folders('none')]).toEqual([]);
  });

  it('compares a file with its parts, and reads pieces of it', () => {
    writeFileSync(join(root, 'one'), 'abcdef');
    const files = exportOnDisk(root);
    const parts = (...texts: string[]) => texts.map((text) => Buffer.from(text));
    expect(files.compare('one', parts('abc', 'def'))).toBe('same');
    expect(files.compare('one', parts('abcdef'))).toBe('same');
    expect(files.compare('one', parts('abcdeg'))).toBe('other');
    expect(files.compare('one', parts('abc'))).toBe('other');
    expect(files.compare('one', [])).toBe('other');
    const file = files.open('one');
    expect(file?.size).toBe(6);
    expect(file?.read(4, 10).toString()).toBe('ef');
    file?.close();
  });
});

describe('the directory of an export', () => {
  it('writes whole files, and leaves nothing behind but them', () => {
    const directory = openExportDirectory(join(root, 'new'));
    directory.write('a/b/one', Buffer.from('text'));
    directory.append('a/two', 'one\n');
    directory.append('a/two', 'two\n');
    directory.rename('a/two', 'a/three');
    directory.remove('a/none');
    directory.unlock();
    expect(readFileSync(join(root, 'new/a/b/one'), 'utf8')).toBe('text');
    expect(readFileSync(join(root, 'new/a/three'), 'utf8')).toBe('one\ntwo\n');
    expect(readdirSync(join(root, 'new'))).toEqual(['a']);
  });

  it('lets nobody else read it', () => {
    const directory = openExportDirectory(join(root, 'new/below'));
    directory.write('a/one', Buffer.from('text'));
    directory.append('two', 'text');
    directory.unlock();
    const mode = (path: string) => statSync(join(root, path)).mode & 0o777;
    expect(['new', 'new/below', 'new/below/a'].map(mode)).toEqual([0o700, 0o700, 0o700]);
    expect(['new/below/a/one', 'new/below/two'].map(mode)).toEqual([0o600, 0o600]);
  });

  it('lets one export in at a time', () => {
    const directory = openExportDirectory(root);
    expect(() => openExportDirectory(root)).toThrow(`process ${process.pid} is exporting`);
    directory.unlock();
    openExportDirectory(root).unlock();
  });

  it('takes over what a process left that no longer runs', () => {
    // Process ids end far below this one.
    writeFileSync(join(root, '.lock'), '4194999');
    openExportDirectory(root).unlock();
    expect(existsSync(join(root, '.lock'))).toBe(false);
  });

  it('says so when it cannot write', () => {
    writeFileSync(join(root, 'file'), '');
    expect(() => openExportDirectory(join(root, 'file'))).toThrow('cannot be written');
  });
});
