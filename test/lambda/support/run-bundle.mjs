// Runs a bundle of the baseline handler in a Node of its own, where ESM is ESM and nothing is mocked.
// Usage: node run-bundle.mjs <file URL of the bundle>. AWS and CloudFormation are one server on 127.0.0.1.
import { createServer } from 'node:http';

const rule =
  '<item><ipProtocol>-1</ipProtocol><groups><item><groupId>sg-1</groupId></item></groups></item>';
const group = (rules) =>
  `<securityGroupInfo><item><groupId>sg-1</groupId><vpcId>vpc-1</vpcId><ipPermissions>${rules}</ipPermissions></item></securityGroupInfo>`;

const actions = [];
const answers = [];

function awsAnswer(action) {
  switch (action) {
    case 'GetAccountPasswordPolicy':
      return [404, '<ErrorResponse><Error><Code>NoSuchEntity</Code></Error></ErrorResponse>'];
    case 'DescribeSecurityGroups': {
      const seen = actions.filter((name) => name === action).length;
      return [200, `<${action}Response>${group(seen === 1 ? rule : '')}</${action}Response>`];
    }
    default:
      return [200, `<${action}Response/>`];
  }
}

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => {
    body += part;
  });
  request.on('end', () => {
    if (request.url === '/answer') {
      answers.push(JSON.parse(body));
      response.end();
      return;
    }
    const action = new URLSearchParams(body).get('Action');
    actions.push(action);
    const [status, text] = awsAnswer(action);
    response.writeHead(status, { 'content-type': 'text/xml' });
    response.end(text);
  });
});
await new Promise((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});
const origin = `http://127.0.0.1:${server.address().port}`;
Object.assign(process.env, {
  AWS_ENDPOINT_URL: origin,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
});
console.info = () => {};

const { handler } = await import(process.argv[2]);
const requests = [
  ['Custom::NoSuchThing', {}],
  [
    'Custom::IamPasswordPolicy',
    { MinimumPasswordLength: '14', MaxPasswordAge: '90', PasswordReusePrevention: '12' },
  ],
  [
    'Custom::EbsDefaultEncryption',
    { KmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd' },
  ],
  ['Custom::VpcRestrictDefaultSG', { VpcId: 'vpc-1' }],
];
console.error = () => {};
for (const [ResourceType, properties] of requests) {
  await handler(
    {
      RequestType: 'Create',
      RequestId: 'r',
      LogicalResourceId: 'l',
      StackId: 'arn:aws:cloudformation:eu-central-1:111122223333:stack/s/1',
      ResourceType,
      ResourceProperties: { Mode: 'enforce', ...properties },
      ResponseURL: `${origin}/answer`,
    },
    { getRemainingTimeInMillis: () => 60_000 },
  );
}
server.closeAllConnections();
server.close();
process.stdout.write(JSON.stringify({ answers, actions }));
