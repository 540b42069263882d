import type { HandlerCode } from '../bundle/handler-bundle';
import type { AuditIntake } from '../constructs/archive/producer-access';
import type { FunctionNetwork, FunctionSurroundings } from '../constructs/functions/zone-function';
import type { ArchiveStack } from './archive-stack';
import type { BaselineStack } from './baseline-stack';
import type { KeysStack } from './keys-stack';
import type { ZoneStackProps } from './zone-stack';

/** What a stack of functions stands on. */
export interface FunctionStackProps extends ZoneStackProps {
  readonly keys: KeysStack;
  readonly archive: ArchiveStack;
  readonly baseline: BaselineStack;
  /** Where its functions stand. `outside` is for an emulator, which has no network. */
  readonly network: FunctionNetwork | 'outside';
  readonly handlers: HandlerCode;
}

/** What its functions have in common. */
export function surroundingsOf(props: FunctionStackProps): FunctionSurroundings {
  const { config, keys, baseline, network, handlers } = props;
  const { failureQueue } = baseline;
  const { logs: logsKey, messaging: messagingKey } = keys;
  return { config, handlers, network, logsKey, messagingKey, failureQueue };
}

/** Where they write audit events. */
export function intakeOf({ archive, keys }: FunctionStackProps): AuditIntake {
  return { stream: archive.stream, bucket: archive.ledger, key: keys.audit };
}
