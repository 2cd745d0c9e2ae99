import assert from 'node:assert/strict';
import { findMutants } from './find-mutants.ts';

/** The mutants of a text: what each says and the line that it makes. */
function mutants(text: string): readonly string[] {
  return findMutants('a.ts', text).map(({ what, text, line }) => `${what}: ${text.split('\n')[line - 1]}`);
}

describe('mutants', () => {
  it('of a condition force it both ways', () =>
    assert.deepEqual(mutants('if (a) b;'), ['a became true: if (true) b;', 'a became false: if (false) b;']));

  it('of a comparison turn it round and move its edge', () =>
    assert.deepEqual(mutants('f = a < b;').slice(-2), [
      '< became <=: f = a <= b;',
      '< became >=: f = a >= b;',
    ]));

  it('of a text that is put together: none', () => assert.deepEqual(mutants("const a = 'so' + b;"), []));

  it('of a text that is compared', () =>
    assert.deepEqual(mutants("const a = b === 'so';"), ["=== became !==: const a = b !== 'so';"]));

  it('of a table row flip what is true in it', () =>
    assert.deepEqual(mutants('const a = { b: true };'), ['true became false: const a = { b: false };']));

  it('of a list let in what was filtered, and ask one for all', () =>
    assert.deepEqual(mutants('const a = b.filter(c).some(d);'), [
      'some became every: const a = b.filter(c).every(d);',
      'filter left out: const a = b.some(d);',
    ]));

  it('of a search have it find nothing', () =>
    assert.deepEqual(mutants('const a = b.find(c);'), ['find finds nothing: const a = undefined;']));

  it('of an order turn it round: equals have none', () => {
    const found = mutants('const a = b < c ? -1 : 1;');
    assert.deepEqual(
      found.filter((one) => one.startsWith('<')),
      ['< became >=: const a = b >= c ? -1 : 1;'],
    );
  });

  it('of a statement leave it out', () =>
    assert.deepEqual(mutants('for (;;) { a(); }'), ['statement left out: for (;;) { ; }']));

  it('of what may be missing leave out what stands in', () =>
    assert.deepEqual(mutants('const a = b ?? c;'), ['?? left out: c: const a = b;']));

  it('of an empty text that stands in for none: nothing', () =>
    assert.deepEqual(mutants("const a = b ?? '';"), []));

  it('keep the types around them', () =>
    assert.deepEqual(mutants('const a: boolean = !(b as C);'), ['! left out: const a: boolean = (b);']));

  it('of what is kept from the first time on leave it as it is', () => {
    const text = 'if (!known) known = make();';
    assert.deepEqual(mutants(text), [
      '!known became false: if (false) known = make();',
      '! left out: if ((known)) known = make();',
      'statement left out: if (!known) ;',
    ]);
    assert.deepEqual(mutants('if (known.size > 9) known.clear();'), []);
  });

  it('know their line, which names them', () => {
    const [first] = findMutants('a.ts', '\n  if (a) {\n    b();\n  }');
    assert.equal(first?.line, 2);
    assert.equal(first?.code, 'if (a) {');
  });
});
