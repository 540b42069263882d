/** How an account setting or singleton is treated, whichever way config writes it. */
export function modeOf(value: string | { readonly mode: string }): string {
  return typeof value === 'string' ? value : value.mode;
}
