import { all } from './dom';
import { kept } from './storage';

/** Light, dark, or as the system has it. */
export function theme(): void {
  const choice = kept('hlz-evidence-theme');
  const radios = all(document, 'input[name=theme]', HTMLInputElement);
  const known = radios.find(({ value }) => value === choice.read());
  if (known !== undefined) {
    known.checked = true;
    use(known.value);
  }
  for (const radio of radios) {
    radio.addEventListener('change', () => {
      use(radio.value);
      choice.write(radio.value);
    });
  }
}

function use(value: string): void {
  if (value === '') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.dataset['theme'] = value;
}
