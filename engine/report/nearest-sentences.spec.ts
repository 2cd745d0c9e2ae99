import assert from 'node:assert/strict';
import { nearestSentences } from './nearest-sentences.ts';

const vocabulary = [
  'from {client}, {destination} reaches {backends}',
  'from {client}, {destination} is refused',
  'from {client}, {destination} times out',
  'the manifests in {string}',
  'this/these manifest(s) is/are applied:',
  'pod {string} becomes ready',
  'pod {string} becomes unready',
  'service {string} on port {int} with {int} ready pod(s)',
  '{duration} pass(es)',
];
const nearest = (text: string): string | undefined => nearestSentences(text, vocabulary)[0];

describe('the nearest sentences', () => {
  it('are found through a typing mistake, whatever the values', () => {
    assert.equal(nearest('from pod "client", "http://web.shop:80/cart" is refusd'), vocabulary[1]);
    assert.equal(nearest('from outside, "worker:31879" time out'), vocabulary[2]);
    assert.equal(nearest('from the host of node "worker", "a:1" is refuse'), vocabulary[1]);
    assert.equal(nearest('the manifest in "shop/"'), vocabulary[3]);
    assert.equal(nearest('pod "web-1" becomes redy'), vocabulary[5]);
  });

  it('are found in plural and singular, in any of several words', () => {
    assert.equal(nearest('this manifest is aplied:'), vocabulary[4]);
    assert.equal(nearest('these manifests are aplied:'), vocabulary[4]);
    assert.equal(nearest('service "web" on port 80 with 3 redy pods'), vocabulary[7]);
  });

  it('are several where several are near', () => {
    assert.deepEqual(nearestSentences('pod "web-1" becomes unredy', vocabulary), [
      vocabulary[6],
      vocabulary[5],
    ]);
  });

  it('are none where nothing is near', () => {
    assert.deepEqual(nearestSentences('I have 5 cukes in my belly and am happy', vocabulary), []);
  });
});
