import type { Act } from '../../../access/act';
import type { Operation } from '../../../access/api/operation';
import { UnrecordedChangeError } from '../../../access/errors';
import type { Denied, Succeeded } from '../../../access/recorded';
import { AuditUnavailableError } from '../../../shared/audit/errors';
import type { AuditDraft } from '../../../shared/audit/event';
import type { RotatedKey, RotateKey } from '../../../shared/http/generated/types';
import type { PhiServices } from '../services';

const ACTION = 'rotate';
/** In place of a kid: which key it is, is not told to who may not rotate it. */
const OF_NOW = 'current';

/**
 * Ends the data key of now. The key comes before its event, since the event names it. A key more than
 * needed harms nobody, and one that is a moment old stays: who calls again gets it written down.
 */
export function rotateOperation({ keys, trail }: PhiServices): Operation<RotateKey, RotatedKey> {
  return (_, act) => ({
    needs: { action: ACTION },
    refused: (denied) => rotated(act, OF_NOW, denied),
    run: async () => {
      const { kid, epoch, createdAt, endsAt } = await keys.rotate(act.by.tenant);
      try {
        await trail.append([rotated(act, kid, { outcome: 'success' })]);
      } catch (error) {
        if (!(error instanceof AuditUnavailableError)) throw error;
        throw new UnrecordedChangeError({ cause: error });
      }
      return { body: { epoch, createdAt: instant(createdAt), endsAt: instant(endsAt) } };
    },
  });
}

function rotated({ written }: Act, ref: string, outcome: Succeeded | Denied): AuditDraft {
  return {
    ...written,
    type: 'configuration-change',
    action: ACTION,
    ...outcome,
    resource: { type: 'data-key', ref },
    phiAccessed: false,
    breakGlass: false,
  };
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
