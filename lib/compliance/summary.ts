import type { CheckLedger, CheckRow } from './check-ledger';

/** Open findings and errors of a row set. */
export function openRows(rows: readonly CheckRow[]): readonly CheckRow[] {
  return rows.filter(({ verdict }) => verdict === 'non-compliant' || verdict === 'error');
}

/**
 * Acknowledged findings, counted once for one reason on one resource: rules that ask the same in
 * several packs, whatever they call it. Rules of one pack ask different things, so that there are as
 * many as the pack that finds most has rules: each is named as there, without its pack, and by the
 * resource.
 */
export function distinctAcknowledgements(rows: readonly CheckRow[]): ReadonlySet<string> {
  return new Set(acknowledgementGroups(rows).keys());
}

/** The same with the rows of each. A row of a rule that no other pack names so stands with the first. */
export function acknowledgementGroups(
  rows: readonly CheckRow[],
): ReadonlyMap<string, readonly CheckRow[]> {
  const byReason = new Map<string, CheckRow[]>();
  for (const row of acknowledgedRows(rows)) {
    const key = `${row.path}\n${row.reason}`;
    byReason.set(key, [...(byReason.get(key) ?? []), row]);
  }
  const groups = new Map<string, CheckRow[]>();
  for (const alike of byReason.values()) {
    const names = namesOf(alike);
    for (const row of alike) {
      const own = nameOf(row);
      const name = names.has(own) ? own : ([...names][0] ?? own);
      groups.set(name, [...(groups.get(name) ?? []), row]);
    }
  }
  return groups;
}

/** Names in the first of those packs that find as many. */
function namesOf(rows: readonly CheckRow[]): ReadonlySet<string> {
  const byPack = new Map<string, Set<string>>();
  for (const row of rows) {
    byPack.set(row.pack, (byPack.get(row.pack) ?? new Set<string>()).add(nameOf(row)));
  }
  return [...byPack.values()].reduce((first, next) => (next.size > first.size ? next : first));
}

function nameOf({ pack, rule, path }: CheckRow): string {
  return `${rule.slice(pack.length + 1)} ${path}`;
}

/** Acknowledged findings of a row set. */
export function acknowledgedRows(rows: readonly CheckRow[]): readonly CheckRow[] {
  return rows.filter(({ verdict }) => verdict === 'acknowledged');
}

/** How many checks came to what: the rows of `checks.csv`, and the findings that the table counts. */
export function countsLine(rows: readonly CheckRow[]): string {
  const count = (wanted: CheckRow['verdict']): number =>
    rows.filter(({ verdict }) => verdict === wanted).length;
  const open = openRows(rows).length;
  const acknowledged = count('acknowledged');
  const findings = distinctAcknowledgements(rows).size;
  return (
    `${rows.length} checks: ${open} open, ${acknowledged} acknowledged ` +
    `(${findings} ${findings === 1 ? 'finding' : 'findings'}: what several packs find is one), ` +
    `${count('compliant')} compliant.`
  );
}

/** What is off, and what somebody else is relied on for: no rule has looked at either. */
export function settingsLines({ settings }: Pick<CheckLedger, 'settings'>): readonly string[] {
  return [
    ['Off', 'off'],
    ['Existing, not looked at', 'existing'],
  ].flatMap(([title, wanted]) => {
    const named = settings
      .filter(({ mode }) => mode === wanted)
      .map(({ setting, reason }) => `${setting} (${reason === '' ? 'no reason given' : reason})`);
    return named.length === 0 ? [] : [`${title}: ${named.join(', ')}`];
  });
}

/** The table that a synth prints: a line a stack, a column a pack. */
export function summaryTable(ledger: CheckLedger): string {
  const packs = ledger.packs.map(({ name }) => name);
  const stacks = [...new Set(ledger.rows.map(({ stack }) => stack))].toSorted();
  const line = (name: string, rows: readonly CheckRow[]): readonly string[] => [
    name,
    String(new Set(rows.map(({ stack, logicalId }) => `${stack}/${logicalId}`)).size),
    ...packs.map((pack) => String(openRows(rows).filter((row) => row.pack === pack).length)),
    String(distinctAcknowledgements(rows).size),
  ];
  return renderTable([
    ['Stack', 'Resources', ...packs, 'Acknowledged findings'],
    ...stacks.map((stack) =>
      line(
        stack,
        ledger.rows.filter((row) => row.stack === stack),
      ),
    ),
    line('Total', ledger.rows),
  ]);
}

function renderTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
