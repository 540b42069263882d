import { only } from './dom';

/**
 * A link to something that is folded away or filtered out opens it, now and whenever the address
 * changes.
 *
 * @param show shows every control again
 */
export function links(show: () => void): void {
  const follow = (): void => {
    const target = document.getElementById(fragment());
    if (target === null) return;
    if (target.closest('[hidden]') !== null) show();
    for (let at: Element | null = target; at !== null; at = at.parentElement) {
      if (at instanceof HTMLDetailsElement) at.open = true;
    }
    target.scrollIntoView();
    if (target instanceof HTMLDetailsElement) {
      only(target, 'summary', HTMLElement).focus({ preventScroll: true });
    }
  };
  window.addEventListener('hashchange', follow);
  follow();
}

function fragment(): string {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return '';
  }
}
