import { createDirectory } from '../../../lambda/identity/directory';
import { modified, terminated } from '../../../lambda/identity/directory-changes';
import { entryItem } from '../../../lambda/identity/directory-entry';
import { DirectoryChangeError, UnreadableItemError } from '../../../lambda/identity/errors';
import { IDENTITY_TABLES } from '../../../lambda/identity/tables';
import { memoryTable } from '../support/memory-table';
import { NURSE } from './support/people';
import { NOW } from './support/tokens';

function directoryWith(...entries: readonly (typeof NURSE)[]) {
  const table = memoryTable(IDENTITY_TABLES.directory, entries.map(entryItem));
  return { table, directory: createDirectory(table) };
}

it('makes an account once', async () => {
  const { table, directory } = directoryWith();
  expect(await directory.get(NURSE.user)).toBeUndefined();
  await directory.create(NURSE);
  expect(await directory.get(NURSE.user)).toEqual(NURSE);
  await expect(directory.create(terminated(NURSE, NOW))).rejects.toMatchObject({
    code: 'user-exists',
  });
  expect(table.all()).toEqual([entryItem(NURSE)]);
});

it('loses no change of those who change an account at the same time', async () => {
  const { directory } = directoryWith(NURSE);
  const others = ['icu', 'oncology', 'surgery', 'radiology'];
  await Promise.all(
    others.map(async (department) =>
      directory.change(NURSE.user, (entry) =>
        modified(entry, { departments: [...entry.departments, department] }, NOW),
      ),
    ),
  );
  const entry = await directory.get(NURSE.user);
  expect(entry?.departments.toSorted()).toEqual(['cardiology', ...others].toSorted());
  expect(entry?.version).toBe(5);
});

it('writes nothing when nothing changes', async () => {
  const { table, directory } = directoryWith(NURSE);
  const { before, after } = await directory.change(NURSE.user, (entry) => entry);
  expect(before).toEqual(NURSE);
  expect(after).toBe(before);
  expect(table.writes()).toBe(0);
});

it('changes nobody who is not there', async () => {
  const { directory } = directoryWith();
  const change = directory.change(NURSE.user, (entry) => terminated(entry, NOW));
  await expect(change).rejects.toMatchObject({ code: 'no-such-user' });
});

it('gives up when others are faster each time', async () => {
  const { table, directory } = directoryWith(NURSE);
  let others = 0;
  const busy = createDirectory({
    ...table,
    async put(item, when) {
      others += 1;
      await directory.change(NURSE.user, (entry) =>
        modified(entry, { departments: [`d-${String(others)}x`] }, NOW),
      );
      await table.put(item, when);
    },
  });
  const change = busy.change(NURSE.user, (entry) => terminated(entry, NOW));
  await expect(change).rejects.toThrow(DirectoryChangeError);
  await expect(change).rejects.toMatchObject({ code: 'busy' });
});

it('does not read an account that no code of ours wrote', async () => {
  const table = memoryTable(IDENTITY_TABLES.directory, [{ ...entryItem(NURSE), superuser: true }]);
  await expect(createDirectory(table).get(NURSE.user)).rejects.toThrow(UnreadableItemError);
});
