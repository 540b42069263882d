import { SANDBOX, problemLines } from './zone-texts';

const rows: readonly (readonly [what: string, text: string, problems: readonly string[]])[] = [
  [
    'subnets that do not fit',
    `${SANDBOX}network: { cidr: 10.0.0.0/24, subnetPrefix: 25 }\n`,
    [
      'line 10  network.subnetPrefix: the subnets (workload /25 + data /25, in each of 2 zones) need 512 addresses, but 10.0.0.0/24 has 256. Write 26, or take a larger network.cidr.',
    ],
  ],
  [
    'subnets that do not fit beside those of the NAT gateways',
    `${SANDBOX}network: { cidr: 10.0.0.0/24, subnetPrefix: 26, egress: nat }\n`,
    [
      'line 10  network.subnetPrefix: the subnets (workload /26 + data /26 + public /28, in each of 2 zones) need 288 addresses, but 10.0.0.0/24 has 256. Write 27, or take a larger network.cidr.',
    ],
  ],
  [
    'subnets larger than the VPC',
    `${SANDBOX}network: { cidr: 10.0.0.0/20, subnetPrefix: 18 }\n`,
    [
      'line 10  network.subnetPrefix: found 18, expected more than the 20 of network.cidr 10.0.0.0/20. Write 22, or take a larger network.cidr.',
    ],
  ],
  [
    'a VPC that is too small',
    `${SANDBOX}network: { cidr: 10.0.0.0/26, subnetPrefix: 27 }\n`,
    [
      'line 10  network.cidr: found a /26, expected /16 to /24. Write 10.0.0.0/24.',
      'line 10  network.subnetPrefix: the subnets (workload /27 + data /27, in each of 2 zones) need 128 addresses, but 10.0.0.0/26 has 64. Take a larger network.cidr.',
    ],
  ],
  [
    'a VPC that is too large',
    `${SANDBOX}network: { cidr: 10.0.0.0/8 }\n`,
    ['line 10  network.cidr: found a /8, expected /16 to /24. Write 10.0.0.0/16.'],
  ],
  [
    'an address in a network',
    `${SANDBOX}network: { cidr: 10.0.1.0/20 }\n`,
    [
      'line 10  network.cidr: 10.0.1.0/20 is an address in a network, expected the network. Write 10.0.0.0/20.',
    ],
  ],
  [
    'public addresses',
    `${SANDBOX}network: { cidr: 8.8.0.0/16 }\n`,
    [
      'line 10  network.cidr: 8.8.0.0/16 has addresses of the public Internet, expected a private range. Take a block of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10.',
    ],
  ],
  [
    'a range that is only partly private',
    `${SANDBOX}network: { cidr: 172.0.0.0/8 }\n`,
    [
      'line 10  network.cidr: found a /8, expected /16 to /24. Write 172.0.0.0/16.',
      'line 10  network.cidr: 172.0.0.0/8 has addresses of the public Internet, expected a private range. Take a block of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10.',
    ],
  ],
  [
    'connected networks',
    `${SANDBOX}network: { connectedCidrs: [10.0.0.0/8, 192.168.1.0/16, 192.168.0.0/16] }\n`,
    [
      'line 10  network.connectedCidrs.0: 10.0.0.0/8 overlaps network.cidr 10.41.0.0/16: neither could reach the other. Take another network.cidr, or correct it.',
      'line 10  network.connectedCidrs.1: 192.168.1.0/16 is an address in a network, expected the network. Write 192.168.0.0/16.',
      'line 10  network.connectedCidrs.2: "192.168.0.0/16" is in the list twice, expected once. Remove one of them.',
    ],
  ],
  [
    'zones of another region',
    `${SANDBOX}network: { availabilityZones: [us-east-1a, us-west-2b] }\n`,
    [
      'line 10  network.availabilityZones.1: "us-west-2b" is not a zone of us-east-1. Write us-east-1b.',
    ],
  ],
  [
    'zones that are one',
    `${SANDBOX}network: { availabilityZones: [us-east-1a, us-east-1a] }\n`,
    [
      'line 10  network.availabilityZones.1: "us-east-1a" is in the list twice, expected once. Remove one of them.',
    ],
  ],
  [
    'an endpoint that is there twice',
    `${SANDBOX}network: { interfaceEndpoints: [kms, kms] }\n`,
    [
      'line 10  network.interfaceEndpoints.1: "kms" is in the list twice, expected once. Remove one of them.',
    ],
  ],
  [
    'subnets that fill the VPC: good',
    `${SANDBOX}network: { cidr: 192.168.7.0/24, subnetPrefix: 26 }\n`,
    [],
  ],
  [
    'zones of the region: good',
    `${SANDBOX}network: { availabilityZones: [us-east-1b, us-east-1f] }\n`,
    [],
  ],
  [
    'networks beside the VPC: good',
    `${SANDBOX}network: { cidr: 10.41.0.0/16, connectedCidrs: [10.40.0.0/16, 10.42.0.0/15, 10.42.0.0/16] }\n`,
    [],
  ],
];

it.each(rows)('checks the network: %s', (_, text, problems) => {
  expect(problemLines(text)).toEqual(problems);
});
