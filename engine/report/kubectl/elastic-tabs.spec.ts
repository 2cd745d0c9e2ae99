import assert from 'node:assert/strict';
import { elasticTabs } from './elastic-tabs.ts';

describe('elastic tabs', () => {
  it('makes a column as wide as its widest cell, and two more', () => {
    assert.equal(elasticTabs('Name:\tweb\nNamespace:\tshop'), 'Name:       web\nNamespace:  shop');
  });

  it('ends a column at a line that does not have it', () => {
    assert.equal(elasticTabs('Selector:\ta\nPorts:\nIP:\tb'), 'Selector:  a\nPorts:\nIP:  b');
  });

  it('aligns an inner column only among the lines that have it', () => {
    assert.equal(
      elasticTabs('Port:\thttp\t80/TCP\nTargetPort:\t8080/TCP\nPort:\tx\t1'),
      'Port:        http  80/TCP\nTargetPort:  8080/TCP\nPort:        x  1',
    );
  });
});
