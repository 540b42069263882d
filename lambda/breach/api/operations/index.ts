import type { Operations } from '../../../access/api/operation';
import type { BreachServices } from '../services';
import { changeOperations } from './change';
import { dutyOperations } from './duties';
import { lookOperations } from './look';
import { mailOperation } from './mail';
import { noticeOperations } from './notices';
import { openOperation } from './open';

/** All operations of the breach desk. docs/breach-desk.md walks an incident through them. */
export function breachOperations(services: BreachServices): Operations<'breach-api'> {
  return {
    ...openOperation(services),
    ...lookOperations(services),
    ...changeOperations(services),
    ...noticeOperations(services),
    ...mailOperation(services),
    ...dutyOperations(services),
  };
}
