import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Build time only: of the partitions of AWS, clients bring those in which a zone can stand, and no names
 * of Regions, whose partition their form tells. The rest is 4 kB.
 */
const PARTITIONS_FILE =
  /[\\/]@aws-sdk[\\/]core[\\/]dist-es[\\/].*[\\/]util-endpoints[\\/]lib[\\/]aws[\\/]partitions\.js$/;

const OURS: ReadonlySet<string> = new Set(['aws', 'aws-us-gov']);

export const slimPartitions: Plugin = {
  name: 'slim-partitions',
  setup(build) {
    build.onLoad({ filter: PARTITIONS_FILE }, async ({ path }) => ({
      contents: ourPartitions(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

interface Partition {
  readonly id: string;
  readonly regionRegex: string;
  readonly regions: Readonly<Record<string, object>>;
}

/**
 * @param source of `partitions.js`
 * @throws Error when it is written otherwise than it was, or when the form of a Region does not tell its
 *   partition
 */
export function ourPartitions(source: string): string {
  const [, json] = /^export const partitionsInfo = (\{[^;]*\});\n$/.exec(source) ?? [];
  if (json === undefined) throw new Error(`The partitions of AWS are written otherwise: ${HELP}`);
  const info = JSON.parse(json) as { readonly partitions: readonly Partition[] };
  const ours = info.partitions.filter(({ id }) => OURS.has(id));
  if (ours.length !== OURS.size) throw new Error(`A partition of ours is not there: ${HELP}`);
  for (const { regionRegex, regions } of ours) {
    // `aws-global` is no Region that anybody is in: it is taken for one of the first partition.
    const untold = Object.entries(regions).filter(
      ([region, data]) =>
        !region.endsWith('-global') &&
        (!new RegExp(regionRegex).test(region) || Object.keys(data).join() !== 'description'),
    );
    if (untold.length > 0) {
      throw new Error(`No form tells what ${untold.map(([name]) => name).join(', ')} is: ${HELP}`);
    }
  }
  const partitions = ours.map((partition) => ({ ...partition, regions: {} }));
  return `export const partitionsInfo = ${JSON.stringify({ ...info, partitions })};\n`;
}

const HELP = 'check lib/bundle/slim-partitions.ts.';
