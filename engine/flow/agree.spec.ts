import assert from 'node:assert/strict';
import { agree } from './agree.ts';
import type { Answer } from './answer.ts';
import { answer, backend, knowledge, observation } from './flow-data.spec.ts';

const differences = (predicted: Answer, observed: Answer): readonly string[] =>
  agree(predicted, observed, knowledge).differences;
const two = answer('reached', [backend(1), backend(2)], { source: { kept: true } });

describe('a cluster and the model agree', () => {
  it('when what happened is something that may happen', () => {
    assert.deepEqual(differences(two, observation({ reached: 1 }, [backend(2)])), []);
    assert.deepEqual(differences(answer('timeout'), observation({ timeout: 3 })), []);
  });

  it('when a connection met the one backend that refuses', () => {
    const mixed = answer('reached', [backend(1), backend(2, { result: 'refused' })]);
    assert.deepEqual(differences(mixed, observation({ refused: 1 })), []);
    assert.deepEqual(differences(mixed, observation({ reached: 1 }, [backend(2)])), [
      'observed web-2 (10.244.1.2:9376), predicted 1/2 reaches, 1/2 refused',
    ]);
  });

  it('when routing lost what no rule handles, with a note', () => {
    for (const result of ['refused', 'timeout', 'unhandled'] as const) {
      assert.deepEqual(differences(answer('unhandled'), observation({ [result]: 1 })), []);
    }
    assert.deepEqual(agree(answer('unhandled'), observation({ refused: 1 }), knowledge).notes, [
      'no rule of the cluster matches and routing decided: refused',
    ]);
    assert.deepEqual(differences(answer('unhandled'), observation({ reached: 1 }, [backend(1)])), [
      'predicted unhandled, observed reaches',
    ]);
    assert.equal(differences(answer('unhandled'), observation({ 'no-name': 1 })).length, 1);
  });

  it('when an address without a pod answers', () => {
    const outside = { ip: '192.0.2.42', port: 9376, probability: 1 };
    assert.deepEqual(differences(answer('reached', [outside]), observation({ reached: 1 }, [outside])), []);
  });
});

describe('a cluster and the model disagree', () => {
  it('when another result came', () => {
    assert.deepEqual(differences(two, observation({ refused: 1 })), [
      'predicted reaches web-* (2), observed refused',
    ]);
    assert.deepEqual(differences(answer('refused'), observation({ timeout: 1 })), [
      'predicted refused, observed timeout',
    ]);
  });

  it('when even one connection of many ended otherwise', () => {
    assert.deepEqual(differences(two, observation({ reached: 29, timeout: 1 }, [backend(1)])), [
      'predicted reaches web-* (2), observed timeout',
    ]);
  });

  it('when a stranger answers, or one that gets nothing', () => {
    assert.deepEqual(differences(two, observation({ reached: 1 }, [backend(3)])), [
      'observed web-3 (10.244.1.3:9376), predicted reaches web-* (2)',
    ]);
    const never = { ...two, backends: [...two.backends, backend(3, { probability: 0 })] };
    assert.equal(differences(never, observation({ reached: 1 }, [backend(3)])).length, 1);
  });

  it('in the HTTP status', () => {
    assert.deepEqual(
      differences(answer('http', [], { status: 404 }), observation({ http: 1 }, [], { status: 503 })),
      ['predicted status 404, observed 503'],
    );
  });

  it('whenever one of them can’t tell, even if neither can', () => {
    const unknown = answer('unknown', [], { reason: 'no model of it' });
    assert.deepEqual(differences(unknown, observation({ reached: 1 }, [backend(1)])), [
      "the model can't tell: no model of it",
    ]);
    assert.deepEqual(differences(unknown, observation({ unknown: 1 })), [
      "the model can't tell: no model of it",
    ]);
    assert.equal(differences(two, observation({ unknown: 1 }, [], { reason: 'cut short' })).length, 1);
  });
});

describe('what the backend sees', () => {
  const predicted = (source: Answer['source']): Answer =>
    answer('reached', [backend(1)], { ...(source && { source }) });
  const seen = (source: Answer['source']): Answer =>
    observation({ reached: 1 }, [backend(1)], { ...(source && { source }) });

  it('agrees on kept, on hidden, and on the node it is hidden behind', () => {
    assert.deepEqual(differences(predicted({ kept: true }), seen({ kept: true, address: '10.244.2.2' })), []);
    assert.deepEqual(differences(predicted({ kept: false }), seen({ kept: false })), []);
    assert.deepEqual(
      differences(predicted({ kept: false, node: 'worker' }), seen({ kept: false, address: '10.244.1.254' })),
      [],
    );
  });

  it('is the node’s address either way where the client is the node itself', () => {
    assert.deepEqual(
      differences(predicted({ kept: false, node: 'worker' }), seen({ kept: true, address: '172.30.0.3' })),
      [],
    );
  });

  it('is the client’s own wherever a back end puts a client outside', () => {
    assert.deepEqual(
      differences(
        predicted({ kept: true, address: '203.0.113.9' }),
        seen({ kept: true, address: '172.18.0.7' }),
      ),
      [],
    );
  });

  it('disagrees otherwise', () => {
    assert.deepEqual(differences(predicted({ kept: true }), seen({ kept: false, address: '172.30.0.3' })), [
      "web-1 sees 172.30.0.3, the model predicted the client's own address",
    ]);
    assert.deepEqual(differences(predicted({ kept: false }), seen({ kept: true, address: '10.244.2.2' })), [
      "web-1 sees 10.244.2.2, the client's own; the model predicted that it is hidden",
    ]);
    assert.deepEqual(
      differences(predicted({ kept: false, node: 'worker' }), seen({ kept: false, address: '172.30.0.4' })),
      ['web-1 sees 172.30.0.4 of node worker2, the model predicted an address of node worker'],
    );
    assert.deepEqual(
      differences(
        predicted({ kept: false, address: '10.0.0.1' }),
        seen({ kept: false, address: '10.0.0.2' }),
      ),
      ['web-1 sees 10.0.0.2, the model predicted 10.0.0.1'],
    );
  });
});
