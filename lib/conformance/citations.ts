/** Paragraphs of 45 CFR that rules of the pack are mapped to. */
export type Citation =
  | '164.308(a)(1)(ii)(A)'
  | '164.308(a)(1)(ii)(B)'
  | '164.308(a)(1)(ii)(D)'
  | '164.308(a)(3)(i)'
  | '164.308(a)(3)(ii)(A)'
  | '164.308(a)(3)(ii)(B)'
  | '164.308(a)(3)(ii)(C)'
  | '164.308(a)(4)(i)'
  | '164.308(a)(4)(ii)(A)'
  | '164.308(a)(4)(ii)(B)'
  | '164.308(a)(4)(ii)(C)'
  | '164.308(a)(5)(ii)(A)'
  | '164.308(a)(5)(ii)(C)'
  | '164.308(a)(5)(ii)(D)'
  | '164.308(a)(6)(i)'
  | '164.308(a)(6)(ii)'
  | '164.308(a)(7)(i)'
  | '164.308(a)(7)(ii)(A)'
  | '164.308(a)(7)(ii)(B)'
  | '164.308(a)(7)(ii)(C)'
  | '164.308(a)(8)'
  | '164.310(d)(2)(iv)'
  | '164.312(a)(1)'
  | '164.312(a)(2)(i)'
  | '164.312(a)(2)(ii)'
  | '164.312(a)(2)(iv)'
  | '164.312(b)'
  | '164.312(c)(1)'
  | '164.312(c)(2)'
  | '164.312(d)'
  | '164.312(e)(1)'
  | '164.312(e)(2)(i)'
  | '164.312(e)(2)(ii)'
  | '164.314(b)(1)'
  | '164.314(b)(2)'
  | '164.314(b)(2)(i)'
  | '164.314(b)(2)(ii)'
  | '164.314(b)(2)(iii)'
  | '164.314(b)(2)(iv)';

/**
 * Paragraphs that the sources name together again and again. The names are ours, and say what the
 * rules with them have in common.
 */

export const LEAST_PRIVILEGE = [
  '164.308(a)(3)(i)',
  '164.308(a)(3)(ii)(A)',
  '164.308(a)(3)(ii)(B)',
  '164.308(a)(4)(i)',
  '164.308(a)(4)(ii)(A)',
  '164.308(a)(4)(ii)(B)',
  '164.308(a)(4)(ii)(C)',
  '164.312(a)(1)',
] as const;

export const CLOSED_PORTS = [
  '164.308(a)(3)(i)',
  '164.308(a)(3)(ii)(B)',
  '164.308(a)(4)(i)',
  '164.308(a)(4)(ii)(A)',
  '164.308(a)(4)(ii)(B)',
  '164.308(a)(4)(ii)(C)',
  '164.312(a)(1)',
  '164.312(e)(1)',
] as const;

export const NOT_PUBLIC = [
  '164.308(a)(3)(i)',
  '164.308(a)(4)(ii)(A)',
  '164.308(a)(4)(ii)(C)',
  '164.312(a)(1)',
  '164.312(e)(1)',
] as const;

export const AT_REST = ['164.312(a)(2)(iv)', '164.312(e)(2)(ii)'] as const;

export const IN_TRANSIT = [
  '164.312(a)(2)(iv)',
  '164.312(e)(1)',
  '164.312(e)(2)(i)',
  '164.312(e)(2)(ii)',
] as const;

export const RECORDED = ['164.308(a)(3)(ii)(A)', '164.312(b)'] as const;

export const AVAILABLE = ['164.308(a)(7)(i)', '164.308(a)(7)(ii)(C)'] as const;

export const BACKED_UP = [
  '164.308(a)(7)(i)',
  '164.308(a)(7)(ii)(A)',
  '164.308(a)(7)(ii)(B)',
] as const;

export const RETRIEVABLE = [
  '164.308(a)(7)(ii)(C)',
  '164.310(d)(2)(iv)',
  '164.312(a)(2)(ii)',
] as const;

/** What plan documents of a group health plan must say: Steampipe's, and of no weight for a hospital. */
export const GROUP_HEALTH_PLAN = [
  '164.314(b)(1)',
  '164.314(b)(2)',
  '164.314(b)(2)(i)',
  '164.314(b)(2)(ii)',
  '164.314(b)(2)(iii)',
  '164.314(b)(2)(iv)',
] as const;
