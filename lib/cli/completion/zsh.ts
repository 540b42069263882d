import type { Offer } from '../command';
import type { Place } from './places';
import { prefixesOf } from './places';
import { quoted } from './quote';

export function zshScript(places: readonly Place[]): string {
  const values = places.flatMap(({ at, options }) =>
    options.flatMap(({ name, value }) =>
      value === undefined ? [] : [`    (${quoted(`${at} ${name}`)}) ${offered(value)}; return ;;`],
    ),
  );
  return `#compdef hlz
# Completion of hlz for zsh. In ~/.zshrc, after compinit: source <(hlz completion zsh)
_hlz() {
  local current=$words[CURRENT] before=$words[CURRENT-1] place=''
  local -a next
  if [[ $current == --*=* ]]; then
    before=\${current%%=*}
    compset -P '*='
  fi
  if (( CURRENT > 2 )); then place=$words[2]; fi
  case $place in
    (${prefixesOf(places).join('|')}) if (( CURRENT > 3 )); then place="$place $words[3]"; fi ;;
  esac
  case "$place $before" in
${values.join('\n')}
  esac
  case $place in
${places.map((place) => `    (${quoted(place.at)}) ${next(place)} ;;`).join('\n')}
  esac
}
if [[ $funcstack[1] == _hlz ]]; then _hlz "$@"; else compdef _hlz hlz; fi
`;
}

function next({ words, options, operands }: Place): string {
  const names = `compadd -- ${options.map(({ name }) => quoted(name)).join(' ')}`;
  if (operands !== 'nothing')
    return `if [[ $current == -* ]]; then ${names}; else ${offered(operands)}; fi`;
  const described = words.map(([word, summary]) =>
    quoted(`${word}:${summary.replaceAll(':', String.raw`\:`)}`),
  );
  return [
    ...(words.length === 0 ? [] : [`next=(${described.join(' ')}); _describe command next`]),
    ...(options.length === 0 ? [] : [names]),
  ].join('; ');
}

function offered(offer: Offer): string {
  if (offer === 'nothing') return ':';
  if (offer === 'files') return '_files';
  if (offer === 'directories') return '_files -/';
  return `compadd -- ${offer.map(quoted).join(' ')}`;
}
