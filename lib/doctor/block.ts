import { stringify } from 'yaml';
import type { ChoiceSection, Finding } from './finding';

/** What to write into a config: sections, and in each the settings that an account decides. */
export type Block = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** In the order of the shipped configs. */
const SECTIONS: readonly ChoiceSection[] = [
  'network',
  'functions',
  'accountSettings',
  'singletons',
];

/** The choices of all findings. Of two about one setting the last stands. */
export function blockOf(findings: readonly Finding[]): Block {
  const choices = findings.flatMap((finding) =>
    finding.verdict === 'fine' || finding.choice === undefined ? [] : [finding.choice],
  );
  const block: Record<string, Record<string, unknown>> = {};
  for (const { section, setting, value, reason } of choices) {
    const settings = (block[section] ??= {});
    settings[setting] = value;
    if (reason !== undefined) {
      settings['reasons'] = { ...(settings['reasons'] as object | undefined), [setting]: reason };
    }
  }
  const sections = SECTIONS.flatMap((section) => {
    const settings = block[section];
    return settings === undefined ? [] : [[section, settings] as const];
  });
  return Object.fromEntries(
    sections.map(([section, { reasons, ...settings }]) => [
      section,
      reasons === undefined ? settings : { ...settings, reasons },
    ]),
  );
}

/** The block as YAML; empty when nothing is to be written. */
export function yamlOf(block: Block): string {
  return Object.keys(block).length === 0 ? '' : stringify(block, { lineWidth: 0 });
}
