/** A control, as filter and search see it. */
export interface Entry {
  readonly citation: string;
  readonly status: string;
  readonly by: string;
  readonly type: string;
  readonly section: string;
  /** Everything that is written in it, in lower case. */
  readonly text: string;
}

/** What is asked for; empty asks for nothing. */
export interface Wanted {
  readonly search: string;
  readonly status: string;
  readonly by: string;
  readonly type: string;
  readonly section: string;
}

/** Which entries are shown, in their order. */
export function shown(entries: readonly Entry[], wanted: Wanted): readonly boolean[] {
  const found = searched(entries, wanted.search);
  return entries.map(
    (entry, at) =>
      (found[at] ?? false) &&
      (wanted.status === '' || wanted.status === entry.status) &&
      (wanted.by === '' || wanted.by === entry.by) &&
      (wanted.type === '' || wanted.type === entry.type) &&
      (wanted.section === '' || wanted.section === entry.section),
  );
}

/**
 * A citation finds its paragraph and what is below it, and not each control that mentions it. Anything
 * else is looked for everywhere, word by word.
 */
function searched(entries: readonly Entry[], search: string): readonly boolean[] {
  const citation = asCitation(search);
  if (citation !== undefined) {
    const found = entries.map((entry) => squeezed(entry.citation).startsWith(citation));
    if (found.includes(true)) return found;
  }
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return entries.map((entry) => words.every((word) => entry.text.includes(word)));
}

/** `45 CFR § 164.312 (b)`, `164.312(b)` and `312(b)` are one citation, written as `164312b`. */
function asCitation(search: string): string | undefined {
  const bare = squeezed(search.replace(/^\s*45\s*cfr/i, ''));
  const [, paragraph] = /^(?:164)?([34]\d\d[a-z0-9]*)$/.exec(bare) ?? [];
  return paragraph === undefined ? undefined : `164${paragraph}`;
}

function squeezed(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
