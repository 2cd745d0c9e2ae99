import assert from 'node:assert/strict';
import type { ServiceSpec } from '../../kube/index.ts';
import { connect } from '../connect.ts';
import { mostLineUps } from '../schedulers/follow.ts';
import { newLineUp } from '../schedulers/line-up.ts';
import { ask, endpoint, flow, pod, service, slice, world } from '../world.spec.ts';
import type { State } from '../state.ts';
import { withLineUps, withRecord } from './connections.ts';

/** A scheduler of which so much may be that the model keeps no account: it says so, and does not guess. */

const to = '10.96.0.20:80';
const deaf = pod('b', 'worker', '10.244.1.6', { ports: [9999] });
const pods = [pod('a', 'worker', '10.244.1.5'), deaf, pod('client', 'worker', '10.244.1.9')];
const [a, b] = ['10.244.1.5:8080', '10.244.1.6:8080'];

/** A connection later: three quarters of what can be kept in mind were possible before, and each splits in two. */
function after(spec: ServiceSpec, knows: (state: State) => State = (state) => state): string | undefined {
  const list = [endpoint('10.244.1.5', 'worker'), endpoint('10.244.1.6', 'worker')];
  const start = world([...pods, service('web', spec), slice('web', list)], {
    mode: 'ipvs',
    proxy: { ipvsScheduler: 'lc' },
  });
  const { state } = connect(start, flow('client', to));
  const count = (mostLineUps * 3) / 4;
  const rows = Array.from({ length: count }, (_, i) => ({
    probability: 1 / count,
    value: { ...newLineUp([a, b]), keptSince: i },
  }));
  const connections = withLineUps(state.connections!, 'worker', '10.96.0.20 80/TCP', rows);
  const next = connect(knows({ ...state, connections }), flow('client', to)).state;
  const { result, reason } = ask(next, 'host worker', to);
  return result === 'unknown' ? reason : result;
}

describe('too much that may be', () => {
  const lost =
    'so many orders of endpoints are possible after these changes that the model keeps no account of them';

  it('is given up', () => assert.equal(after({}), lost));

  it('is given up too where the client may have taken no turn', () => {
    const halfKnown = (state: State): State => {
      const seen = [{ endpoint: a, at: 0, until: 20_000 }];
      const record = [
        { probability: 0.5, value: seen },
        { probability: 0.5, value: [] },
      ];
      const scope = '10.96.0.20 80/TCP';
      return { ...state, connections: withRecord(state.connections!, 'worker', scope, '10.244.1.9', record) };
    };
    assert.equal(after({ sessionAffinity: 'ClientIP' }, halfKnown), lost);
  });
});
