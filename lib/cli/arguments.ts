import type { ParseArgsConfig } from 'node:util';
import { parseArgs, types } from 'node:util';
import { didYouMean } from '../config/nearest';
import { UsageError } from './command';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Options and other arguments of a command.
 * @throws UsageError for an option that is not one, naming the nearest, or that is misused.
 */
export function parseCommandLine<const O extends Options>(args: readonly string[], options: O) {
  const config = { args: [...args], options, allowPositionals: true } as const;
  for (const token of parseArgs({ ...config, strict: false, tokens: true }).tokens) {
    if (token.kind === 'option' && !Object.hasOwn(options, token.name)) {
      const known = [...Object.keys(options), 'help'].map((name) => `--${name}`);
      const otherwise = `The options are ${known.join(', ')}.`;
      throw new UsageError(
        `unknown option ${token.rawName}. ${didYouMean(token.rawName, known, otherwise)}`,
      );
    }
  }
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(types.isNativeError(error) ? error.message : String(error));
  }
}
