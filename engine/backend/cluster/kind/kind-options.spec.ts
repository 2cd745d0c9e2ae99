import assert from 'node:assert/strict';
import { kindOptions } from './kind-options.ts';

describe('kindOptions', () => {
  it('takes public images where nobody says anything', () => {
    const { nodeImage, standInImage, fresh, network } = kindOptions({});
    assert.deepEqual([nodeImage, standInImage, fresh, network], [undefined, 'node:24-alpine', false, 'kind']);
  });

  it('takes what the environment says, and empty variables for nothing', () => {
    const env = {
      REACHFORM_KIND_NODE_IMAGE: 'n:1',
      REACHFORM_STANDIN_IMAGE: '',
      KIND_EXPERIMENTAL_DOCKER_NETWORK: 'k',
    };
    const { nodeImage, standInImage, network } = kindOptions(env);
    assert.deepEqual([nodeImage, standInImage, network], ['n:1', 'node:24-alpine', 'k']);
  });

  it('takes options of the command line first', () => {
    const env = { REACHFORM_KIND_NODE_IMAGE: 'n:1', REACHFORM_STANDIN_IMAGE: 's:1' };
    const options = kindOptions(env, { nodeImage: 'n:2', standInImage: 's:2', fresh: true });
    assert.deepEqual([options.nodeImage, options.standInImage, options.fresh], ['n:2', 's:2', true]);
  });
});
