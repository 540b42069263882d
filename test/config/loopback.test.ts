import { isLoopback } from '../../lib/config/loopback';

it.each([
  'http://127.0.0.1:4566',
  'http://127.0.0.1',
  'http://localhost:4566/',
  'https://localhost',
  'http://[::1]:4566',
])('%s is on this machine', (endpoint) => {
  expect(isLoopback(endpoint)).toBe(true);
});

it.each([
  undefined,
  '',
  '127.0.0.1:4566',
  'localhost:4566',
  'http://127.0.0.1.example.com:4566',
  'http://localhost@10.0.0.1:4566',
  'http://localhost.example.com',
  'http://[::2]:4566',
  'ftp://127.0.0.1',
  'https://kms.us-east-1.amazonaws.com',
])('%s is not', (endpoint) => {
  expect(isLoopback(endpoint)).toBe(false);
});
