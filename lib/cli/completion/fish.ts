import type { Offer } from '../command';
import type { Place } from './places';
import { prefixesOf } from './places';
import { quoted } from './quote';

export function fishScript(places: readonly Place[]): string {
  return `# Completion of hlz for fish. In config.fish: hlz completion fish | source
function __hlz_at
    set -l words (commandline -opc)
    set -l place "$words[2]"
    if contains -- "$place" ${prefixesOf(places).join(' ')}
        and set -q words[3]
        set place "$place $words[3]"
    end
    test "$place" = "$argv[1]"
end
complete -c hlz -f
${places.flatMap(linesOf).join('\n')}
`;
}

function linesOf({ at, words, options, operands }: Place): readonly string[] {
  const line = (rest: string): string =>
    `complete -c hlz -n ${quoted(`__hlz_at ${quoted2(at)}`)} ${rest}`;
  return [
    ...words.map(([word, summary]) => line(`-a ${quoted(word)} -d ${quoted(summary)}`)),
    ...options.map(({ name, value }) =>
      line(
        `${name.startsWith('--') ? '-l' : '-s'} ${name.replace(/^-+/, '')}${value === undefined ? '' : ` ${valueOf(value)}`}`,
      ),
    ),
    ...(operands === 'nothing' ? [] : [line(operandsOf(operands))]),
  ];
}

/** A place within what is quoted already: words and blanks, nothing else. */
function quoted2(at: string): string {
  return `"${at}"`;
}

function valueOf(offer: Offer): string {
  if (offer === 'nothing') return '-x';
  if (offer === 'files') return '-r -F';
  if (offer === 'directories') return '-x -a "(__fish_complete_directories)"';
  return `-x -a ${quoted(offer.join(' '))}`;
}

function operandsOf(offer: Exclude<Offer, 'nothing'>): string {
  if (offer === 'files') return '-F';
  if (offer === 'directories') return '-a "(__fish_complete_directories)"';
  return `-a ${quoted(offer.join(' '))}`;
}
