import assert from 'node:assert/strict';
import { defaultCluster, manifestOf, type Cluster } from '../../kube/index.ts';
import { after, deployment, given, podsOf } from '../given.spec.ts';
import type { State } from '../state.ts';

/** Lost nodes and their pods where many are lost (`handleDisruption` of the node lifecycle controller). */

const stop = (node: string) => ({ kind: 'stop-node', node }) as const;
const start = (node: string) => ({ kind: 'start-node', node }) as const;
const pass = (seconds: number) => ({ kind: 'pass-time', seconds }) as const;
const named = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => (from + i === 1 ? 'worker' : `worker${from + i}`));

/** A cluster whose nodes have these labels; the control plane is the first. */
function labelled(workers: number, labelsOf: (index: number) => Readonly<Record<string, string>>): Cluster {
  const cluster = defaultCluster(workers);
  const nodes = cluster.nodes.map((node, i) => {
    const { metadata } = node.object;
    return manifestOf(
      { ...node.object, metadata: { ...metadata, labels: { ...metadata.labels, ...labelsOf(i) } } },
      node,
    );
  });
  return { ...cluster, nodes };
}

/** How many pods are being deleted: evicted from nodes that can't confirm it. */
function evicted(state: State): number {
  return podsOf(state).filter(({ metadata }) => metadata.deletionTimestamp !== undefined).length;
}

const web = deployment('web', 12);
const zone = (name: string): Readonly<Record<string, string>> => ({ 'topology.kubernetes.io/zone': name });

describe('lost nodes keep their pods', () => {
  it('where three or more are lost and 55 % of the zone, no less', () => {
    const lost = (workers: number, gone: number): number =>
      evicted(after(given(web, defaultCluster(workers)), ...named(1, gone).map(stop), pass(1000)));
    assert.ok(lost(3, 2) > 0, 'two of four');
    assert.ok(lost(2, 2) > 0, 'two of three are most, but only two');
    assert.equal(lost(4, 3), 0, 'three of five');
    assert.ok(lost(5, 3) > 0, 'three of six');
    assert.equal(lost(19, 11), 0, '11 of 20 are 55 % exactly');
  });

  it('in their zone alone; a zone is one of a region', () => {
    const places = (region: (i: number) => string): Cluster =>
      labelled(8, (i) => ({ ...zone('a'), 'topology.kubernetes.io/region': region(i) }));
    const gone = [...named(1, 3).map(stop), pass(1000)];
    assert.ok(
      evicted(
        after(
          given(
            web,
            places(() => 'r'),
          ),
          ...gone,
        ),
      ) > 0,
      'three of nine',
    );
    assert.equal(
      evicted(
        after(
          given(
            web,
            places((i) => (i < 5 ? 'r' : 's')),
          ),
          ...gone,
        ),
      ),
      0,
      'three of five',
    );
  });

  it('but not where the zone has no node left while another has', () => {
    const cluster = labelled(6, (i) => zone(i > 0 && i < 4 ? 'a' : 'b'));
    assert.ok(evicted(after(given(web, cluster), ...named(1, 3).map(stop), pass(1000))) > 0);
  });

  it('but not in a zone of more than 50 nodes, where eviction is slow only', () => {
    const many = deployment('web', 60);
    const lost = (cluster: Cluster): number =>
      evicted(after(given(many, cluster), ...named(1, 30).map(stop), pass(1000)));
    assert.ok(lost(defaultCluster(50)) > 0, '30 of 51');
    assert.equal(lost(defaultCluster(49)), 0, '30 of 50');
    assert.equal(lost(labelled(59, (i) => zone(i < 40 ? 'a' : 'b'))), 0, 'the zone counts, not the cluster');
  });

  it('counting nodes only that are not excluded by their label', () => {
    const cluster = labelled(6, (i) => (i > 3 ? { 'node.kubernetes.io/exclude-disruption': '' } : {}));
    const lost = after(given(web, cluster), ...named(1, 3).map(stop), pass(1000));
    assert.equal(evicted(lost), 0, 'three of the four that count');
  });

  it('not at all where none counts', () => {
    const cluster = labelled(3, () => ({ 'node.kubernetes.io/exclude-disruption': '' }));
    assert.ok(evicted(after(given(web, cluster), stop('worker'), pass(1000))) > 0);
  });

  it('apart from those that drove them out before', () => {
    const state = after(given(web, defaultCluster(4)), stop('worker'), pass(60));
    const more = after(state, stop('worker2'), stop('worker3'), pass(1000));
    const nodes = new Set(
      podsOf(more)
        .filter(({ metadata }) => metadata.deletionTimestamp !== undefined)
        .map(({ spec }) => spec.nodeName),
    );
    assert.deepEqual([...nodes], ['worker']);
  });
});

describe('a cluster of which every node was lost', () => {
  const dark = after(
    given(web, { ...defaultCluster(3), nodes: defaultCluster(3).nodes.slice(1) }),
    ...named(1, 3).map(stop),
    pass(1000),
  );

  it('evicts nothing, even what was to be evicted before', () => {
    assert.equal(evicted(dark), 0);
    const first = after(given(web, { ...defaultCluster(3), nodes: defaultCluster(3).nodes.slice(1) }));
    const one = after(first, stop('worker'), pass(60), stop('worker2'), stop('worker3'), pass(1000));
    assert.equal(evicted(one), 0);
  });

  it('gives pods their 300 seconds again from when the first node is back', () => {
    const dawn = after(dark, start('worker3'));
    assert.equal(evicted(after(dawn, pass(299))), 0);
    assert.equal(evicted(after(dawn, pass(300))), 8);
    const away = after(dawn, start('worker2'), stop('worker2'), pass(349));
    assert.equal(evicted(away), 4, 'another outage counts anew');
    assert.equal(evicted(after(away, pass(1))), 8);
  });
});
