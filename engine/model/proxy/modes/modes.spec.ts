import assert from 'node:assert/strict';
import { knownReleases, proxyModes } from '../../../kube/index.ts';
import { modeRows, traitsOf } from './index.ts';
import { row, valueAt } from './row.ts';
import { modeTable } from './table.ts';

describe('the table of modes', () => {
  it('has words for every value, and no value that no mode has', () => {
    for (const [name, { words, cells }] of Object.entries(modeRows)) {
      const used = new Set(
        Object.values(cells).flatMap((cell: string | readonly (readonly [string, string])[]) =>
          typeof cell === 'string' ? [cell] : cell.map(([, value]) => value),
        ),
      );
      assert.deepEqual([...used].sort(), Object.keys(words).sort(), name);
      assert.ok(used.size > 1, `${name} is no difference`);
    }
  });

  it('has releases in order, and evidence', () => {
    for (const [name, { cells, evidence }] of Object.entries(modeRows)) {
      assert.notEqual(evidence, '', name);
      for (const cell of Object.values(cells)) {
        if (typeof cell === 'string') continue;
        const minors = (cell as readonly (readonly [string, string])[]).map(([since]) =>
          Number(since.split('.')[1]),
        );
        assert.deepEqual(
          minors,
          [...new Set(minors)].sort((a, b) => a - b),
          name,
        );
      }
    }
  });

  it('gives each mode at each release one value a row', () => {
    for (const version of knownReleases) {
      for (const mode of proxyModes) {
        const traits = traitsOf(mode, version);
        assert.deepEqual(Object.keys(traits), Object.keys(modeRows));
        assert.equal(traitsOf(mode, version), traits, 'made once');
      }
    }
  });

  it('changes with the release that a cell names', () => {
    const made = row({
      about: 'x',
      evidence: 'y',
      words: { a: 'is a', b: 'is b' },
      cells: {
        iptables: 'a',
        nftables: [
          ['1.20', 'a'],
          ['1.30', 'b'],
        ],
        ipvs: 'a',
        userspace: 'a',
      },
    });
    const at = (minor: number) => valueAt(made.cells.nftables, { major: 1, minor });
    assert.deepEqual([19, 20, 29, 30, 99].map(at), ['a', 'a', 'a', 'b', 'b']);
    assert.equal(valueAt(made.cells.ipvs, { major: 1, minor: 5 }), 'a');
  });
});

describe('the table of modes for people', () => {
  const find = (about: RegExp, ...args: Parameters<typeof modeTable>) =>
    modeTable(...args)
      .flatMap(({ rows }) => rows)
      .find((one) => about.test(one.about))?.cases;

  it('puts modes together that do the same', () => {
    assert.deepEqual(
      find(/^policy Local/, ['iptables', 'nftables', 'ipvs'], { major: 1, minor: 35 })?.map(
        ({ modes }) => modes,
      ),
      [['iptables', 'nftables'], ['ipvs']],
    );
  });

  it('leaves out in what these modes agree', () => {
    assert.equal(find(/^protocols/, ['iptables', 'ipvs'], { major: 1, minor: 35 }), undefined);
    assert.equal(find(/^protocols/)?.length, 2);
  });

  it('says nothing of one mode, not even topics', () =>
    assert.deepEqual(modeTable(['iptables'], { major: 1, minor: 35 }), []));

  it('tells every step of a cell that changed twice', () => {
    assert.equal(
      find(/^loadBalancerSourceRanges/)?.find(({ modes }) => modes.includes('ipvs'))?.does,
      "until 1.24: judge the source address, whoever sends; from 1.25: judge pods and the outside; processes of a node come in; from 1.29: judge the source address; processes of a node by the node's primary address",
    );
  });

  it('tells the last second of a record of session affinity', () => {
    assert.deepEqual(find(/^a record that is as old as timeoutSeconds/), [
      { modes: ['iptables'], does: 'still counts' },
      { modes: ['nftables', 'ipvs', 'userspace'], does: 'does not count any more' },
    ]);
  });

  it('tells what ends a record of session affinity', () => {
    assert.deepEqual(find(/^a record whose endpoint leaves/), [
      { modes: ['iptables', 'nftables', 'userspace'], does: 'is gone' },
      { modes: ['ipvs'], does: 'counts again' },
    ]);
    assert.deepEqual(find(/^a record of before the Service was switched/), [
      { modes: ['iptables', 'nftables'], does: 'is gone' },
      { modes: ['ipvs', 'userspace'], does: 'counts again' },
    ]);
  });

  it('tells the history of a cell where no release is named', () => {
    assert.deepEqual(find(/empty$/)?.at(-1), {
      modes: ['nftables'],
      does: "until 1.29: all of them; from 1.30: the node's primary address of each family, as for a family of which a list that is not empty has no range; from 1.31: the node's primary address of each family",
    });
  });
});
