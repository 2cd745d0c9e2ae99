/** What a stand-in needs to know besides the pod that it takes the place of. */
export interface StandIn {
  readonly image: string;
  /** The ConfigMap that holds the programs, in every namespace of the scenario. */
  readonly programs: string;
  /** True where pods must meet the Pod Security level "restricted". */
  readonly restricted: boolean;
}

export const programFolder = '/reachform';
/** Where a stand-in is asked for its readiness; no scenario is likely to want the same port. */
export const controlPort = 61080;
/** Volumes of every stand-in. */
export const programsVolume = 'reachform-programs';
export const stateVolume = 'reachform-state';

/** Names of variables that a scenario does not have: left out when it asks for its environment. */
export const ownEnvironment = /^(REACHFORM_|UV_THREADPOOL_SIZE$)/;
