import type { Rule } from '../rule';

export const noInternetGateway: Rule = {
  name: 'NoInternetGateway',
  asks: 'A VPC has a gateway to the internet only when config asks for it.',
  citations: ['164.312(e)(1)', '164.312(a)(1)'],
  types: [
    'AWS::EC2::InternetGateway',
    'AWS::EC2::EgressOnlyInternetGateway',
    'AWS::EC2::NatGateway',
    'AWS::EC2::CarrierGateway',
    'AWS::EC2::VPCGatewayAttachment',
  ],
  find: ({ type, properties }, { expectations: { egress } }) => {
    // A virtual private gateway, or NAT between private networks, leads to no internet.
    if (
      type === 'AWS::EC2::VPCGatewayAttachment' &&
      properties['InternetGatewayId'] === undefined
    ) {
      return undefined;
    }
    if (type === 'AWS::EC2::NatGateway' && properties['ConnectivityType'] === 'private') return [];
    return egress
      ? []
      : ['network.egress in config is none. Remove the gateway, or ask for egress in config.'];
  },
};
