import * as z from 'zod/mini';
import { IPV4, IPV6 } from '../../../../lambda/shared/audit/ip-forms';

test.each([
  ['IPv4', IPV4, z.regexes.ipv4],
  ['IPv6', IPV6, z.regexes.ipv6],
])('%s addresses have the form that zod gives them', (_, form, pattern) => {
  expect(`^${form}$`).toBe(pattern.source);
});
