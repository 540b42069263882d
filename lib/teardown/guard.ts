import { ENVIRONMENT_TAG, mayGo, SANDBOX } from './plan';
import type { Stack } from './port';

/**
 * Why a stack must not be deleted; undefined when it may be. A stack that does not say that it is
 * a sandbox is taken for a production one.
 */
export function whyNot({ tags, status }: Pick<Stack, 'tags' | 'status'>): string | undefined {
  const said = tags[ENVIRONMENT_TAG];
  // Made by a change set that was never executed: it has no resources, and may have no tags.
  if (status === 'REVIEW_IN_PROGRESS' && said === undefined) return undefined;
  if (said === undefined) {
    return `it carries no ${ENVIRONMENT_TAG} tag, so nothing shows that it is a sandbox`;
  }
  if (!mayGo(said)) return `its ${ENVIRONMENT_TAG} tag says "${said}", not "${SANDBOX}"`;
  const busy = status.endsWith('_IN_PROGRESS') && !/^(DELETE|REVIEW)_/.test(status);
  return busy ? `somebody is deploying it right now (${status})` : undefined;
}
