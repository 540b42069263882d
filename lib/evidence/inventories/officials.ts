import type { ZoneConfig } from '../../config/schema';
import type { EvidenceTable } from '../table';
import type { InventoryProps } from './props';

/** Who answers for the zone, and how people reach them, as config says it. */
export function officials({ config }: Pick<InventoryProps, 'config'>): EvidenceTable {
  const { organization, alerts, owner } = config;
  const { name, securityOfficial, privacyOfficial } = organization;
  return {
    id: 'officials',
    title: 'Officials and contacts',
    explains:
      'Who answers for security and privacy, from the config of the zone. That the person is named and knows it is for a document of yours.',
    columns: ['What', 'Who', 'How to reach', 'Citation'],
    rows: [
      ['Organization', name, '', ''],
      ['Security official', securityOfficial.name, securityOfficial.email, '164.308(a)(2)'],
      ['Privacy official', privacyOfficial.name, privacyOfficial.email, '164.530(a)(1)(i)'],
      ...contactRows(organization),
      ['Owner of every resource', owner, 'tag Owner', ''],
      ['Told of security alarms', 'the security topic', list(alerts.security), '164.308(a)(6)(ii)'],
      [
        'Told of incidents',
        'the topics of incidents',
        list(alerts.privacy.length === 0 ? [privacyOfficial.email] : alerts.privacy),
        '164.308(a)(6)(ii)',
      ],
      ['Told of operations', 'the operations topic', list(alerts.operations), '164.308(a)(7)(i)'],
    ],
  };
}

function list(addresses: readonly string[]): string {
  return addresses.length === 0 ? 'nobody' : addresses.join(', ');
}

/** How persons reach the organization about a breach. */
function contactRows({ contact }: ZoneConfig['organization']): readonly string[][] {
  const { tollFree, email, website, postalAddress, entityType } = contact ?? {};
  const ways: readonly (readonly [string, string | undefined])[] = [
    ['toll-free number', tollFree],
    ['e-mail', email],
    ['website', website],
    ['postal address', postalAddress],
  ];
  return [
    ...(entityType === undefined ? [] : [['Kind of covered entity', entityType, '', '160.103']]),
    ...ways.flatMap(([way, value]) =>
      value === undefined ? [] : [['Contact about a breach', way, value, '164.404(c)(1)(E)']],
    ),
  ];
}
