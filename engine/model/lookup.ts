import type { Client } from '../flow/index.ts';
import { lookUp, type NameAnswer } from './names/index.ts';
import { callerOf } from './path/caller.ts';
import { viewOf } from './path/view.ts';
import type { State } from './state.ts';

/** What a client gets when it asks for a name. Throws a UserError for a client that does not exist. */
export function lookup(state: State, client: Client, name: string): NameAnswer {
  const view = viewOf(state);
  const caller = callerOf(view, client);
  if (state.faults.dnsDown && caller.scope.dns === 'cluster') {
    return { kind: 'no-name', why: 'no DNS server runs', asked: [] };
  }
  return lookUp(view.network, view.zone, caller.scope, name);
}
