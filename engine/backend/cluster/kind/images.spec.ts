import assert from 'node:assert/strict';
import { fullName } from './images.ts';

describe('fullName', () => {
  const cases: readonly (readonly [image: string, full: string])[] = [
    ['node', 'docker.io/library/node:latest'],
    ['node:24-alpine', 'docker.io/library/node:24-alpine'],
    ['me/node:24', 'docker.io/me/node:24'],
    ['ghcr.io/me/node:24', 'ghcr.io/me/node:24'],
    ['localhost/node:24', 'localhost/node:24'],
    ['registry:5000/node', 'registry:5000/node:latest'],
    ['node@sha256:abc', 'docker.io/library/node@sha256:abc'],
  ];
  for (const [image, full] of cases) {
    it(`calls ${image} what containerd calls it`, () => assert.equal(fullName(image), full));
  }
});
