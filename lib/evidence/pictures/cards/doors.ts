import { at } from '../../../compliance/reading/json';
import { listOf } from '../../../compliance/reading/policy';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { operationsOf } from '../facts/calls';
import { counted, idOf, listed } from '../facts/labels';
import type { Places } from '../facts/places';
import { resourcesOf } from '../facts/places';
import type { Card, Row } from '../layout/diagram';

/** An API, what stands before it, and how many operations each function answers. */
export function apiCards(places: Places): readonly Card[] {
  return resourcesOf(places, 'AWS::ApiGateway::RestApi').map((api) => {
    const answered = operationsOf(places.zone).filter((one) => one.api === api);
    const functions = [...new Set(answered.flatMap(({ lambda }) => lambda ?? []))];
    return {
      id: idOf(api),
      shape: 'door',
      title: 'REST API',
      badge: endpointOf(api),
      rows: [
        ...firewallRows(places, api),
        ...functions.map((lambda): Row => {
          const own = answered.filter((one) => one.lambda === lambda);
          const parts = own.map(({ caller, count }) => `${count} for ${caller}`);
          return { text: `${places.nameOf(idOf(lambda))}: ${listed(parts)}`, port: idOf(lambda) };
        }),
      ],
    };
  });
}

/** `private` or `regional`. */
export function endpointOf({ properties }: ResourceView): string {
  const [type] = listOf(at(properties, 'EndpointConfiguration', 'Types'));
  return typeof type === 'string' ? type.toLowerCase() : 'edge';
}

/** What the web ACL before an API does, or that there is none. */
export function firewallRows(places: Places, api: ResourceView): readonly Row[] {
  const { zone } = places;
  const lists = resourcesOf(places, 'AWS::WAFv2::WebACLAssociation')
    .filter((link) => zone.mentioned(link, link.properties['ResourceArn']).includes(api))
    .flatMap((link) => zone.mentioned(link, link.properties['WebACLArn']));
  if (lists.length === 0) return [{ text: 'no web ACL before it' }];
  return lists.map((list) => {
    const rules = listOf(list.properties['Rules']).length;
    return { text: `behind a web ACL of ${counted(rules, 'rule')}` };
  });
}
