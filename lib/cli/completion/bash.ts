import type { Offer } from '../command';
import type { Place } from './places';
import { prefixesOf } from './places';
import { quoted } from './quote';

/** Also for bash 3.2, as macOS has it: no arrays by name, and `compopt` may be missing. */
export function bashScript(places: readonly Place[]): string {
  const values = places.flatMap(({ at, options }) =>
    options.flatMap(({ name, value }) =>
      value === undefined ? [] : [`    ${quoted(`${at} ${name}`)}) ${offered(value)} ;;`],
    ),
  );
  return `# Completion of hlz for bash. In ~/.bashrc: source <(hlz completion bash)
_hlz() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} place='' words=''
  # Bash takes the = of --option=value for a word of its own.
  if [[ $current == '=' ]]; then current=''
  elif [[ $before == '=' ]]; then before=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  if (( COMP_CWORD > 1 )); then place=\${COMP_WORDS[1]}; fi
  case $place in
    ${prefixesOf(places).join('|')}) if (( COMP_CWORD > 2 )); then place="$place \${COMP_WORDS[2]}"; fi ;;
  esac
  COMPREPLY=()
  case "$place $before" in
${values.join('\n')}
    *) case $place in
${places.map((place) => `    ${quoted(place.at)}) ${next(place)} ;;`).join('\n')}
    esac ;;
  esac
  if [[ -n $words ]]; then COMPREPLY=( $(compgen -W "$words" -- "$current") ); fi
}
complete -o default -F _hlz hlz
`;
}

function next({ words, options, operands }: Place): string {
  const names = options.map(({ name }) => name);
  if (operands === 'nothing') {
    const all = [...words.map(([word]) => word), ...names];
    return `words=${quoted(all.join(' '))}; ${NOTHING}`;
  }
  return `if [[ $current == -* ]]; then words=${quoted(names.join(' '))}; else ${offered(operands)}; fi`;
}

/** What is offered when there are no words are files, unless somebody says otherwise. */
const NOTHING = 'compopt +o default 2>/dev/null';

function offered(offer: Offer): string {
  if (offer === 'nothing') return NOTHING;
  if (offer === 'files') return ':';
  if (offer === 'directories') return 'compopt +o default -o dirnames 2>/dev/null';
  return `words=${quoted(offer.join(' '))}; ${NOTHING}`;
}
